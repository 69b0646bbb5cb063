"""Read the words of a PDF that this project printed, page by page."""

import base64
import re
import zlib

OBJECT = re.compile(rb"(\d+) 0 obj\n(.*?)endobj", re.DOTALL)
SHOWN = re.compile(rb"/(F[\d+]+) [\d.]+ Tf|\(((?:\\.|[^\\)])*)\) Tj", re.DOTALL)
ESCAPED = re.compile(rb"\\(\d{3}|.)", re.DOTALL)


def page_texts(pdf: bytes) -> list[str]:
    """Give the lines printed on each page."""
    held = {int(found[1]): found[2] for found in OBJECT.finditer(pdf)}
    fonts = _fonts(held)
    contents = [
        re.search(rb"/Contents (\d+) 0 R", each)
        for _, each in sorted(held.items())
        if re.search(rb"/Type /Page\s", each)
    ]
    return [_text(_stream(held[int(it[1])]), fonts) for it in contents if it]


def _stream(written: bytes) -> bytes:
    found = re.search(rb"stream\r?\n(.*?)endstream", written, re.DOTALL)
    assert found
    held = found[1]
    if b"/ASCII85Decode" in written:
        held = base64.a85decode(held.strip().removesuffix(b"~>"))
    return zlib.decompressobj().decompress(held)


def _fonts(held: dict[int, bytes]) -> dict[str, dict[int, str]]:
    """Give the sign of each code of each font."""
    named = next(each for each in held.values() if each.startswith(b"<<\n/F"))
    signs = {}
    for name, number in re.findall(rb"/(F[\d+]+) (\d+) 0 R", named):
        found = re.search(rb"/ToUnicode (\d+) 0 R", held[int(number)])
        pairs = _stream(held[int(found[1])]) if found else b""
        signs[name.decode()] = {
            int(code, 16): chr(int(sign, 16))
            for code, sign in re.findall(rb"<(..)> <(....)>\n", pairs)
        }
    return signs


def _text(content: bytes, fonts: dict[str, dict[int, str]]) -> str:
    lines, font = [], ""
    for found in SHOWN.finditer(content):
        if found[1]:
            font = found[1].decode()
        else:
            plain = ESCAPED.sub(_unescaped, found[2])
            lines.append("".join(fonts[font].get(code, "") for code in plain))
    return "\n".join(lines)


def _unescaped(found: re.Match[bytes]) -> bytes:
    said = found[1]
    return bytes([int(said, 8)]) if said.isdigit() else said
