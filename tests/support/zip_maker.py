"""Zip files of XML, made for a test: Word files, OpenDocument texts, books."""

import zipfile
from collections.abc import Mapping
from io import BytesIO

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_SPACES = (
    f'xmlns:w="{W}" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math" '
    'xmlns:v="urn:schemas-microsoft-com:vml" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
)
_TYPES = "<Types xmlns='http://schemas.openxmlformats.org/package/2006/content-types'/>"
_STYLES = (
    ("Normal", "Normal", "", ""),
    ("Titel", "Title", "Normal", ""),
    ("berschrift1", "heading 1", "Normal", ""),
    ("berschrift2", "heading 2", "berschrift1", ""),
    ("Verzeichnis1", "toc 1", "Normal", ""),
    ("Eigene", "Own", "berschrift2", ""),
    ("Ebene", "Level", "Normal", "<w:pPr><w:outlineLvl w:val='2'/></w:pPr>"),
    ("Geheim", "Secret", "", "<w:rPr><w:vanish/></w:rPr>"),
    ("Liste", "List", "Normal", "<w:pPr><w:numPr><w:numId w:val='2'/></w:numPr></w:pPr>"),
)
_NUMBERING = """
<w:abstractNum w:abstractNumId="1">
 <w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl>
 <w:lvl w:ilvl="1"><w:numFmt w:val="lowerLetter"/><w:lvlText w:val="%1.%2)"/></w:lvl>
</w:abstractNum>
<w:abstractNum w:abstractNumId="2">
 <w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/><w:lvlText w:val="&#xF0B7;"/></w:lvl>
</w:abstractNum>
<w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num>
<w:num w:numId="2"><w:abstractNumId w:val="2"/></w:num>
<w:num w:numId="3"><w:abstractNumId w:val="1"/>
 <w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride></w:num>"""


def zipped(members: Mapping[str, str | bytes], compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    """Return a zip file of members: names, and text or bytes."""
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w", compression) as archive:
        for name, words in members.items():
            # By the standards of books and of OpenDocument, it is not packed.
            packed = zipfile.ZIP_STORED if name == "mimetype" else compression
            archive.writestr(name, words, packed)
    return buffer.getvalue()


def word(
    body: str,
    *,
    title: str = "",
    created: str = "",
    modified: str = "2024-05-05T10:00:00Z",
    notes: str = "",
    **others: str | bytes,
) -> bytes:
    """Return a Word file; `others` are members in place of those made here."""
    styles = "".join(
        f"<w:style w:type='paragraph' w:styleId='{name}'"
        f"{' w:default=' + chr(39) + '1' + chr(39) if name == 'Normal' else ''}>"
        f"<w:name w:val='{shown}'/>{f'<w:basedOn w:val={chr(39)}{base}{chr(39)}/>' if base else ''}"
        f"{more}</w:style>"
        for name, shown, base, more in _STYLES
    )
    related = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    parts = "".join(
        f"<Relationship Id='{kind}' Type='{related}/{kind}' Target='{kind}.xml'/>"
        for kind in ("styles", "numbering", "footnotes")
    )
    rels = "xmlns='http://schemas.openxmlformats.org/package/2006/relationships'"
    members: dict[str, str | bytes] = {
        "[Content_Types].xml": _TYPES,
        "_rels/.rels": f"<Relationships {rels}><Relationship Id='a' Type='{related}/officeDocument'"
        " Target='word/document.xml'/></Relationships>",
        "word/_rels/document.xml.rels": f"<Relationships {rels}>{parts}</Relationships>",
        "word/document.xml": f"<w:document {_SPACES}><w:body>{body}</w:body></w:document>",
        "word/styles.xml": f"<w:styles {_SPACES}>{styles}</w:styles>",
        "word/numbering.xml": f"<w:numbering {_SPACES}>{_NUMBERING}</w:numbering>",
        "word/footnotes.xml": f"<w:footnotes {_SPACES}>{notes}</w:footnotes>",
        "word/header1.xml": f"<w:hdr {_SPACES}>{paragraph('Head of each page')}</w:hdr>",
        "docProps/core.xml": "<cp:coreProperties xmlns:cp='c' xmlns:dc='d' xmlns:dcterms='t'>"
        f"<dc:title>{title}</dc:title><dcterms:created>{created}</dcterms:created>"
        f"<dcterms:modified>{modified}</dcterms:modified></cp:coreProperties>",
    }
    return zipped(members | others)


def paragraph(words: str, style: str = "", properties: str = "") -> str:
    """Return a paragraph of a Word file."""
    named = f"<w:pStyle w:val='{style}'/>" if style else ""
    return f"<w:p><w:pPr>{named}{properties}</w:pPr>{run(words)}</w:p>"


def run(words: str, properties: str = "") -> str:
    """Return a run of a Word file."""
    return f"<w:r><w:rPr>{properties}</w:rPr><w:t xml:space='preserve'>{words}</w:t></w:r>"


_ODT = {
    name: f"urn:oasis:names:tc:opendocument:xmlns:{space}:1.0"
    for name, space in (
        *(("office", "office"), ("text", "text"), ("table", "table"), ("style", "style")),
        *(("draw", "drawing"), ("svg", "svg-compatible"), ("fo", "xsl-fo-compatible")),
        *(("meta", "meta"), ("manifest", "manifest")),
    )
}
_ODT_SPACES = " ".join(f'xmlns:{name}="{space}"' for name, space in _ODT.items())
_AUTOMATIC = """
<style:style style:name="P1" style:family="paragraph" style:parent-style-name="Title"/>
<style:style style:name="T1"><style:text-properties text:display="none"/></style:style>
<style:style style:name="B1"><style:text-properties fo:font-weight="bold"/></style:style>
<style:style style:name="S1"><style:section-properties text:display="none"/></style:style>
<text:list-style style:name="L1">
 <text:list-level-style-number text:level="1" style:num-format="1" style:num-suffix="."/>
 <text:list-level-style-number text:level="2" style:num-format="a" style:num-suffix=")"
  style:num-prefix="(" text:display-levels="2"/></text:list-style>
<text:list-style style:name="L2">
 <text:list-level-style-bullet text:level="1" text:bullet-char="*"/></text:list-style>"""


def open_text(body: str, *, meta: str = "", **others: str | bytes) -> bytes:
    """Return an OpenDocument text; `others` are members in place of those made here."""
    members: dict[str, str | bytes] = {
        "content.xml": f"<office:document-content {_ODT_SPACES}><office:automatic-styles>"
        f"{_AUTOMATIC}</office:automatic-styles><office:body><office:text>{body}</office:text>"
        "</office:body></office:document-content>",
        "meta.xml": f"<office:document-meta {_ODT_SPACES} "
        'xmlns:dc="http://purl.org/dc/elements/1.1/"><office:meta>'
        f"{meta}<dc:date>2024-05-05T10:00:00</dc:date></office:meta></office:document-meta>",
        "styles.xml": f"<office:document-styles {_ODT_SPACES}><style:style style:name='Hidden'>"
        "<style:text-properties text:display='none'/></style:style></office:document-styles>",
        "META-INF/manifest.xml": f"<manifest:manifest {_ODT_SPACES}/>",
    }
    first: dict[str, str | bytes] = {"mimetype": "application/vnd.oasis.opendocument.text"}
    return zipped(first | members | others)


_CONTAINER = (
    "<container xmlns='urn:oasis:names:tc:opendocument:xmlns:container'><rootfiles>"
    "<rootfile full-path='OEBPS/book.opf'/></rootfiles></container>"
)


def book(
    chapters: dict[str, str],
    *,
    metadata: str = "<dc:title>A book</dc:title>",
    items: str = "",
    spine: str = "",
    package: str = "",
    **others: str | bytes,
) -> bytes:
    """Return an EPUB of chapters, inside `body`, in that order; `others` are more members."""
    listed = "".join(f"<item id='{name}' href='{name}.xhtml'/>" for name in chapters)
    order = "".join(f"<itemref idref='{name}'/>" for name in chapters)
    members: dict[str, str | bytes] = {
        "mimetype": "application/epub+zip",
        "META-INF/container.xml": _CONTAINER,
        "OEBPS/book.opf": "<package xmlns='http://www.idpf.org/2007/opf' "
        "xmlns:opf='http://www.idpf.org/2007/opf' xmlns:dc='http://purl.org/dc/elements/1.1/'>"
        f"<metadata>{metadata}</metadata><manifest>{listed}{items}</manifest>"
        f"<spine {spine}>{order}</spine>{package}</package>",
    }
    members |= {f"OEBPS/{name}.xhtml": xhtml(body) for name, body in chapters.items()}
    return zipped(members | others)


def xhtml(body: str) -> str:
    """Return a file of a book."""
    return (
        "<?xml version='1.0' encoding='utf-8'?><!DOCTYPE html><html "
        "xmlns='http://www.w3.org/1999/xhtml' xmlns:epub='http://www.idpf.org/2007/ops'>"
        f"<head><title/></head><body>{body}</body></html>"
    )
