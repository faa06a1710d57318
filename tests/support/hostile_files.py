"""Files that do harm to readers, small enough to be made in a test or made small by `scale`."""

import random
import zlib

from hostile_packed import SHOWN, packed
from pdf_maker import column, pdf

__all__ = ["SHOWN", "hostile"]


def hostile(scale: float = 1.0) -> dict[str, bytes]:
    """Return files by name; at `scale` 1 each takes a reader to its limits, or ought to."""
    made = {f"{name}.html": page.encode() for name, page in _pages(scale).items()}
    made |= {f"{name}.pdf": data for name, data in _pdfs(scale).items()}
    return made | packed(scale) | _names() | _damaged()


def _pages(scale: float) -> dict[str, str]:
    def times(number: int) -> int:
        return max(1, int(number * scale))

    attributes = " ".join(f"a{n}=1" for n in range(times(100_000)))
    return {
        "attributes": f"<p {attributes}>{SHOWN}</p>",
        "deep": "<div>" * times(100_000) + SHOWN + "</div>" * times(100_000),
        "deep-tables": "<table><tr><td>" * times(3_000) + SHOWN,
        "deep-lists": "<ul><li>" * times(50_000) + SHOWN,
        "deep-bold": "<b>" * times(100_000) + SHOWN,
        "paragraphs": "".join(f"<p>{SHOWN}{n}" for n in range(times(100_000))),
        "tables": "".join(f"<table><tr><td>{n}<td>b</table>" for n in range(times(100_000))),
        "headings": "".join(f"<h2>{n}</h2>" for n in range(times(600_000))),
        "many-headings": "".join(f"<h2>{n}</h2>" for n in range(times(1_000_000))),
        "rows": "<table>" + "".join(f"<tr><td>{n}<td>b" for n in range(times(200_000))),
        "cells": "<table><tr>" + "<td>a" * times(500_000),
        "columns": f"<table><tr><td colspan=9999999999999999>{SHOWN}<td rowspan=99999999>b</table>",
        "one-paragraph": f"<p>{SHOWN * times(350_000)}</p>",
        "declared": '<script type="application/ld+json">' + "[" * times(100_000) + "</script>a",
        "declared-much": '<script type="application/ld+json">'
        + '{"@graph":[' * times(20_000)
        + f"</script>{SHOWN}",
        "entities": f"<!DOCTYPE a [<!ENTITY b 'x'><!ENTITY c '&b;&b;&b;'>]>{SHOWN}&c;&c;",
        "outside": "<!DOCTYPE a [<!ENTITY b SYSTEM 'file:///etc/passwd'>]><p>&b;</p>",
        "script": "<script>while(true){}</script><noscript>a</noscript>",
        "frames": f"<iframe src='file:///etc/passwd'></iframe><p>{SHOWN}</p>",
        "style": f"<p style='{'(' * times(500_000)}'>{SHOWN}</p>",
        "comment": "<!--" * times(200_000) + SHOWN,
        "cut-off": f"<p>{SHOWN}<p class='",
        "no-words": "<html><body><img src=a></body></html>",
        "times": "<time datetime='2020-01-0" * times(50_000) + f">{SHOWN}",
    }


def _pdfs(scale: float) -> dict[str, bytes]:
    good = pdf(column(SHOWN))
    blank = b" " * 1_000_000
    packer = zlib.compressobj(9)
    once = b"".join(packer.compress(blank) for _ in range(max(1, int(1_500 * scale))))
    bomb = zlib.compress(once + packer.flush(), 9)
    deep = b"[" * max(1, int(200_000 * scale))
    return {
        "bomb": _with_stream(b"/Filter[/FlateDecode/FlateDecode]", bomb),
        "calls-itself": _with_form(),
        "deep-array": good.replace(b"/Resources", b"/A " + deep + b"/Resources"),
        "cycle": good.replace(b"/Kids[5 0 R]", b"/Kids[2 0 R]"),
        "many-pages": good.replace(b"/Count 1", b"/Count 2000000000"),
        "no-end": good[: len(good) // 2],
        "no-table": good.replace(b"xref", b"ferx"),
        "scan": pdf([], [], []),
        "zeros": good[:200] + bytes(100_000),
        "noise": b"%PDF-1.7\n" + random.Random(1).randbytes(50_000),
    }


def _with_stream(filters: bytes, data: bytes) -> bytes:
    body = b"4 0 obj\n<<" + filters + b"/Length %d>>stream\n" % len(data) + data
    head = b"%PDF-1.4\n1 0 obj\n<</Type/Catalog/Pages 2 0 R>>\nendobj\n"
    pages = b"2 0 obj\n<</Type/Pages/Kids[3 0 R]/Count 1>>\nendobj\n"
    page = b"3 0 obj\n<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Contents 4 0 R>>\nendobj\n"
    return head + pages + page + body + b"\nendstream\nendobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"


def _with_form() -> bytes:
    form = (
        b"5 0 obj\n<</Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</X 5 0 R>>>>"
        b"/Length 12>>stream\n/X Do /X Do \nendstream\nendobj\n"
    )
    made = _with_stream(b"", b"/X Do /X Do ")
    made = made.replace(b"/Contents", b"/Resources<</XObject<</X 5 0 R>>>>/Contents")
    return made.replace(b"trailer", form + b"trailer")


def _names() -> dict[str, bytes]:
    """Return files that are something else than their names say."""
    page = f"<!DOCTYPE html><p>{SHOWN}</p>".encode()
    return {
        "page-named.pdf": page,
        "pdf-named.html": pdf(column(SHOWN)),
        "pdf-named.txt": pdf(column(SHOWN)),
        "zip-named.pdf": b"PK\x03\x04" + bytes(500),
        "zip-named.html": b"PK\x03\x04" + random.Random(2).randbytes(5_000),
        "zip-named.md": b"PK\x03\x04" + bytes(500),
        "picture-named.html": b"\x89PNG\r\n\x1a\n" + random.Random(3).randbytes(5_000),
        "noise.html": random.Random(4).randbytes(20_000),
        "noise.txt": random.Random(5).randbytes(20_000),
    }


def _damaged() -> dict[str, bytes]:
    return {
        "empty.html": b"",
        "empty.pdf": b"",
        "empty.txt": b"",
        "zeros.html": bytes(10_000),
        "zeros.txt": bytes(10_000),
        "wrong-charset.html": f"<meta charset=utf-16><p>{SHOWN}é</p>".encode("latin-1"),
        "half-utf-16.html": f"<p>{SHOWN}</p>".encode("utf-16")[:-1],
    }
