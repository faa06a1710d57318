"""Word files, OpenDocument texts, books and mails that do harm to readers; see `hostile_files`."""

import zipfile

from zip_maker import W, book, open_text, paragraph, word, zipped

SHOWN = "The harbour was dredged. "

_BOMB = "<!DOCTYPE a [<!ENTITY b 'x'><!ENTITY c '&b;&b;&b;&b;'>]><a>&c;</a>"
_OUTSIDE = "<!DOCTYPE a [<!ENTITY b SYSTEM 'file:///etc/passwd'>]><a>&b;</a>"
_HEAD = "From: Ann <ann@example.org>\nDate: Fri, 14 Mar 2025 10:00:00 +0100\nSubject: Harbour\n"


def packed(scale: float = 1.0) -> dict[str, bytes]:
    """Return files by name; at `scale` 1 each takes a reader to its limits, or ought to."""

    def times(number: int) -> int:
        return max(1, int(number * scale))

    made = {f"{name}.docx": data for name, data in _words(times(1_000_000)).items()}
    made |= {f"{name}.odt": data for name, data in _opens(times(1_000_000)).items()}
    made |= {f"{name}.epub": data for name, data in _books(times(1_000_000)).items()}
    made |= {f"{name}.eml": data.encode() for name, data in _mails(times(1_000_000)).items()}
    return made | {"froms.mbox": b"From a 2020\n\n" * times(200_000)}


def _words(much: int) -> dict[str, bytes]:
    cell = f"<w:tc>{paragraph('a')}</w:tc>"
    table = f"<w:tbl><w:tr>{cell * 2}</w:tr></w:tbl>"
    said = paragraph(SHOWN)
    return {
        "bomb": zipped({"[Content_Types].xml": "", "word/document.xml": " " * (160 * much)}),
        "members": zipped(
            {"word/document.xml": said} | {f"word/{n}": "" for n in range(much // 40)}
        ),
        "entities": word("", **{"word/document.xml": _BOMB}),
        "outside": word(said, **{"word/styles.xml": _OUTSIDE}),
        "deep": word("<w:sdt><w:sdtContent>" * (much // 50) + said),
        "tables": word(said + table * (much // 20)),
        "fields": word(said + "<w:r><w:fldChar w:fldCharType='begin'/></w:r>" * (much // 20)),
        "paragraphs": word(said * (much // 10)),
        "styles": word(
            said,
            **{
                "word/styles.xml": f"<w:styles xmlns:w='{W}'>"
                + "".join(
                    f"<w:style w:styleId='{n}'><w:basedOn w:val='{n + 1}'/></w:style>"
                    for n in range(much // 50)
                )
                + "</w:styles>"
            },
        ),
        "cut-off": word(said)[:-300],
    }


def _opens(much: int) -> dict[str, bytes]:
    said = f"<text:p>{SHOWN}</text:p>"
    blanks = "<text:s text:c='999999999'/>" * (much // 1_000)
    row = (
        "<table:table-row table:number-rows-repeated='1048576'><table:table-cell "
        f"table:number-columns-repeated='16384'>{said}</table:table-cell></table:table-row>"
    )
    return {
        "blanks": open_text(f"<text:p>{SHOWN}{blanks}</text:p>"),
        "spans": open_text(f"<text:p>{SHOWN}{'<text:span>a</text:span>' * (much // 4)}</text:p>"),
        "repeated": open_text(f"<table:table>{row * 3}</table:table>{said}"),
        "deep": open_text("<text:list><text:list-item>" * (much // 50) + said),
        "entities": open_text(said, **{"meta.xml": _BOMB}),
    }


def _books(much: int) -> dict[str, bytes]:
    said = f"<p>{SHOWN}</p>"
    chapters = {f"c{n}": said for n in range(min(much // 100, 9_000))}
    return {
        "chapters": book(chapters),
        "deep": book({"a": "<div>" * (much // 10) + said}),
        "closed": book({"a": said + "<a " * (much // 4)}),
        "outside": book({"a": said}, items="<item id='b' href='../../../etc/passwd'/>"),
        "entities": book({"a": said}, **{"OEBPS/a.xhtml": _BOMB}),
        "stored": zipped({"META-INF/container.xml": " " * much}, zipfile.ZIP_STORED),
    }


def _mails(much: int) -> dict[str, str]:
    inside = "Content-Type: multipart/mixed; boundary=X\n\n--X\n"
    return {
        "parts": _HEAD + inside + "Content-Type: text/plain\n\na\n--X\n" * (much // 20) + SHOWN,
        "deep": _HEAD + "Content-Type: message/rfc822\n\n" * (much // 100) + SHOWN,
        "deep-parts": _HEAD
        + "".join(
            f"Content-Type: multipart/mixed; boundary=X{n}\n\n--X{n}\n" for n in range(much // 100)
        ),
        "fields": _HEAD + "X-A: b\n" * (much // 5) + f"\n{SHOWN}",
        "encoded": _HEAD + f"X-A: {'=?utf-8?q?a?= ' * (much // 10)}\n\n{SHOWN}",
        "receivers": _HEAD + f"To: {'(' * (much // 10)}\n\n{SHOWN}",
        "quotes": f"{_HEAD}\n{SHOWN}\n" + "> a\n-- \nOn 1:00 a wrote:\n" * (much // 10),
        "heads": f"{_HEAD}\n{SHOWN}\n" + "From: a\nDate: b\n" * (much // 10),
        "base64": f"{_HEAD}Content-Transfer-Encoding: base64\n\n" + "====" * (much // 2),
        "no-head": SHOWN,
    }
