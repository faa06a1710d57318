"""Formats that are zip files of XML: their members, and what is in them.

Owns the limits on what a zip may unpack to, counted while it is read since what it says of itself
may be false, and the settings of the XML parser: no entities, nothing from outside.
"""

import posixpath
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from io import BytesIO

from lxml import etree

from index.errors import FormatError

MOST_MEMBERS = 20_000
MOST_MEMBER_BYTES = 64 << 20
MOST_BYTES = 128 << 20

_AT_A_TIME = 1 << 20
_PROLOGUE = 65_536  # bytes in which a document type stands, if there is one
_OLE = b"\xd0\xcf\x11\xe0"  # how Office keeps a file with a password, and files before 2007
_LOCKED = "EncryptedPackage".encode("utf-16-le")
_WRONG = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError, ValueError)


class Zipped:
    """The members of a zip file."""

    def __init__(self, data: bytes) -> None:
        """Raise FormatError where there is no zip, or one of too many members."""
        if data.startswith(_OLE):
            locked = _LOCKED in data
            raise FormatError(
                "asks for a password; save it without one"
                if locked
                else "is a file of an old Office; save it in the format of today"
            )
        try:
            self._zip = zipfile.ZipFile(BytesIO(data))
        except _WRONG as error:
            raise FormatError("is damaged: it is no whole zip file") from error
        members = self._zip.infolist()
        if len(members) > MOST_MEMBERS:
            raise FormatError(f"holds {len(members):,} files, more than {MOST_MEMBERS:,}")
        self._members = {posixpath.normpath(one.filename): one for one in members}
        self._left = MOST_BYTES

    @property
    def names(self) -> frozenset[str]:
        """The names of all members."""
        return frozenset(self._members)

    def read(self, name: str) -> bytes | None:
        """Return a member; None where there is none of that name.

        Raise FormatError where it is damaged, locked, or unpacks to too much.
        """
        member = self._members.get(name)
        if member is None or member.is_dir():
            return None
        if member.flag_bits & 1:
            raise FormatError("asks for a password; save it without one")
        most = min(MOST_MEMBER_BYTES, self._left)
        parts: list[bytes] = []
        length = 0
        try:
            with self._zip.open(member) as stream:
                while part := stream.read(_AT_A_TIME):
                    length += len(part)
                    if length > most:
                        raise FormatError("unpacks to too much, as a zip bomb does")
                    parts.append(part)
        except _WRONG as error:
            raise FormatError(f"is damaged: {name} cannot be unpacked") from error
        self._left -= length
        return b"".join(parts)

    def root(self, name: str) -> etree._Element | None:
        """Return the root element of a small member of XML; None where there is none.

        Raise FormatError for XML that is damaged or declares entities.
        """
        data = self.read(name)
        if not data:
            return None
        _refuse_entities(data)
        parser = etree.XMLParser(
            resolve_entities=False,
            no_network=True,
            load_dtd=False,
            huge_tree=False,
            remove_comments=True,
            remove_pis=True,
        )
        try:
            return etree.fromstring(data, parser)
        except etree.LxmlError as error:
            raise _damaged(error) from error


def xml_events(
    data: bytes, tags: Sequence[str] | None = None
) -> Iterator[tuple[str, etree._Element]]:
    """Yield "start" and "end" of the elements of a member, of those named `tags` alone.

    What was done with may be cleared. Raise FormatError for XML that is damaged or declares
    entities.
    """
    _refuse_entities(data)
    try:
        yield from etree.iterparse(
            BytesIO(data),
            events=("start", "end"),
            tag=tags,
            resolve_entities=False,
            no_network=True,
            load_dtd=False,
            huge_tree=False,
            remove_comments=True,
            remove_pis=True,
        )
    except etree.LxmlError as error:
        raise _damaged(error) from error


def local(element: etree._Element) -> str:
    """Return the name of an element without its namespace."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def attribute(element: etree._Element, name: str) -> str:
    """Return the value of an attribute of that name in whatever namespace; "" for none."""
    for key, value in element.attrib.items():
        if str(key).rpartition("}")[2] == name:
            return str(value)
    return ""


def text_of(root: etree._Element | None, name: str) -> str:
    """Return the words of the first element of that name; "" for none."""
    if root is not None:
        for element in root.iter(f"{{*}}{name}"):
            if words := " ".join("".join(element.itertext()).split()):
                return words
    return ""


def _refuse_entities(data: bytes) -> None:
    if b"<!ENTITY" in data[:_PROLOGUE].replace(b"\0", b""):
        raise FormatError("declares entities, which can unpack to anything")


def _damaged(error: etree.LxmlError) -> FormatError:
    said = str(error)
    if "depth" in said.lower():
        return FormatError("is nested too deeply")
    return FormatError(f"is damaged: {said[:120]}")
