"""Data health: its page, what is held, and files looked at and taken in."""
