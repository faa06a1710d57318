"""Small PDFs, written by hand: lines at places, pages with labels, what a file says of itself."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Words:
    text: str
    x: float = 72
    y: float = 720
    size: float = 11


def column(*lines, x=72, y=720, size=11, leading=1.2):
    """Return lines one below the other."""
    return [Words(line, x, y - n * size * leading, size) for n, line in enumerate(lines)]


def pdf(*pages, labels=None, info=None, xmp=None):
    """Return a PDF with pages of words; `labels` is the inside of Nums, `info` of Info."""
    objects = ["", "", "<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>"]
    kids = []
    for page in pages:
        body = b"".join(_shown(one) for one in page).decode("latin-1")
        objects.append(f"<</Length {len(body)}>>stream\n{body}\nendstream")
        objects.append(
            f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents {len(objects)} 0 R"
            "/Resources<</Font<</F 3 0 R>>>>>>"
        )
        kids.append(f"{len(objects)} 0 R")
    numbered = f"/PageLabels<</Nums[{labels}]>>" if labels else ""
    if xmp:
        objects.append(f"<</Type/Metadata/Subtype/XML/Length {len(xmp)}>>stream\n{xmp}\nendstream")
        numbered += f"/Metadata {len(objects)} 0 R"
    objects[0] = f"<</Type/Catalog/Pages 2 0 R{numbered}>>"
    objects[1] = f"<</Type/Pages/Kids[{' '.join(kids)}]/Count {len(kids)}>>"
    trailer = ""
    if info:
        objects.append(f"<<{info}>>")
        trailer = f"/Info {len(objects)} 0 R"
    return _written(objects, trailer)


def _shown(one):
    text = one.text.encode("cp1252")
    for mark in (b"\\", b"(", b")"):
        text = text.replace(mark, b"\\" + mark)
    return b"BT /F %g Tf %g %g Td (%s) Tj ET\n" % (one.size, one.x, one.y, text)


def _written(objects, trailer):
    out = b"%PDF-1.4\n"
    places = []
    for number, one in enumerate(objects, 1):
        places.append(len(out))
        out += f"{number} 0 obj\n{one}\nendobj\n".encode("latin-1")
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    start = len(out)
    out += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}".encode()
    end = f"trailer<</Size {len(objects) + 1}/Root 1 0 R{trailer}>>\nstartxref\n{start}\n%%EOF\n"
    return out + end.encode()
