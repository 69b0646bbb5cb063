"""Find elements in a part of a workbook by their bytes, so that all else stays."""

from dataclasses import dataclass
from xml.parsers import expat

from fundtrack.errors import FileRefused
from fundtrack.returns.templates.packing import broken_xml
from fundtrack.sources.streamed_xml import NotSheetsError
from fundtrack.sources.streamed_xml import new_parser


@dataclass(slots=True)
class Element:
    """One element: its name as written, and where its tags begin and end.

    An element without content, `<c r="A1"/>`, has its inner part of no length at its
    end. `within` is the element around it, among those that were asked for.
    """

    tag: str
    said: dict[str, str]
    start: int
    inner: int
    inner_end: int = 0
    end: int = 0
    within: "Element | None" = None

    @property
    def name(self) -> str:
        """Its name without a prefix."""
        return self.tag.rpartition(":")[2]

    @property
    def prefix(self) -> str:
        """What stands before the names of its part: nothing, or such as `x:`."""
        return self.tag[: len(self.tag) - len(self.name)]

    @property
    def is_closed_at_once(self) -> bool:
        """Whether it is written as one tag."""
        return self.inner == self.end


def elements(file: str, part: bytes, wanted: frozenset[str]) -> list[Element]:
    """List the elements of some names, in the order in which they begin.

    Raises:
        FileRefused: when the part is no XML that can be edited in place.
    """
    finder = _Finder(part, wanted)
    parser = new_parser()
    finder.parser = parser
    parser.StartElementHandler = finder.start
    parser.EndElementHandler = finder.end
    try:
        parser.Parse(part, True)  # noqa: FBT003 - expat takes no names
    except (expat.ExpatError, NotSheetsError) as error:
        raise broken_xml(file, error) from error
    if part[:2] in {b"\xff\xfe", b"\xfe\xff"}:
        raise _wide(file)
    return finder.found


def _wide(file: str) -> FileRefused:
    return broken_xml(file, "its parts are written in UTF-16")


class _Finder:
    parser: expat.XMLParserType

    def __init__(self, part: bytes, wanted: frozenset[str]) -> None:
        self.found: list[Element] = []
        self._part = part
        self._wanted = wanted
        self._open: list[Element] = []

    def start(self, tag: str, said: dict[str, str]) -> None:
        if tag.rpartition(":")[2] not in self._wanted:
            return
        at = self.parser.CurrentByteIndex
        within = self._open[-1] if self._open else None
        inner = self._after(at)
        self._open.append(Element(tag, said, at, inner, within=within))
        self.found.append(self._open[-1])

    def end(self, tag: str) -> None:
        if tag.rpartition(":")[2] not in self._wanted:
            return
        closed = self._open.pop()
        at = self.parser.CurrentByteIndex
        if self._part[closed.inner - 2 : closed.inner] == b"/>":
            closed.inner_end = closed.end = closed.inner
        else:
            closed.inner_end, closed.end = at, self._after(at)

    def _after(self, at: int) -> int:
        """Give where a tag ends; a `>` within quotation marks ends none."""
        quote = b""
        for place in range(at, len(self._part)):
            letter = self._part[place : place + 1]
            if quote:
                quote = b"" if letter == quote else quote
            elif letter in {b'"', b"'"}:
                quote = letter
            elif letter == b">":
                return place + 1
        return len(self._part)


def spliced(part: bytes, edits: list[tuple[int, int, bytes]]) -> bytes:
    """Put new bytes in place of others; edits do not overlap."""
    made, at = [], 0
    for start, end, new in sorted(edits, key=lambda edit: edit[:2]):
        made += [part[at:start], new]
        at = end
    return b"".join([*made, part[at:]])


def without(tag: bytes, *names: str) -> bytes:
    """Take attributes out of a tag's bytes."""
    for name in names:
        start = tag.find(f" {name}=".encode())
        if start < 0:
            continue
        quote = start + len(name) + 2
        end = tag.index(tag[quote : quote + 1], quote + 1) + 1
        tag = tag[:start] + tag[end:]
    return tag
