"""Passwords: kept as salted hashes in the books, never as typed."""

import hashlib
import hmac

ROUNDS = 2**14
BLOCK = 8
LEAST_LETTERS = 10


def password_hash(password: str, salt: str) -> str:
    """Hash a password with its salt (hex), slowly on purpose.

    Source: scrypt, RFC 7914.
    """
    return hashlib.scrypt(
        password.encode(), salt=bytes.fromhex(salt), n=ROUNDS, r=BLOCK, p=1
    ).hex()


def is_password(typed: str, salt: str, kept_hash: str) -> bool:
    """Whether what was typed is the password kept."""
    return hmac.compare_digest(password_hash(typed, salt), kept_hash)
