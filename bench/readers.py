"""A folder of 1,000 mixed files, some 80 of them hostile: what is read, in what time and memory.

`readers_steps` reads them all in the guarded process and embeds nothing; `index` is the whole
command. See `measure`.
"""

import json
import random
import shutil
from datetime import date
from pathlib import Path

from hostile_files import hostile
from measure import CLONE, DATELINE, PYTHON, WORK, run
from pdf_maker import Words, column, pdf
from table import Figure, show
from zip_maker import book, open_text, paragraph, word

FOLDER = WORK / "readers"
STEPS = str(CLONE / "bench" / "readers_steps.py")
FILES = 1_000
WORDS = (
    *("harbour", "council", "river", "bridge", "market", "station", "school", "library", "garden"),
    *("tower", "report", "winter", "summer", "committee", "engineer", "water", "budget", "painter"),
    *("opened", "closed", "measured", "discussed", "paid", "the", "a", "of", "and", "in", "for"),
    *("with", "was", "were", "has", "had", "by", "on", "from", "over", "new", "old", "first"),
)
HUGE = ("cells.html", "one-paragraph.html", "paragraphs.html", "rows.html", "tables.html")
_CHILD = b"index.readers.guard.child"


def main() -> None:
    WORK.mkdir(exist_ok=True)
    shutil.rmtree(FOLDER, ignore_errors=True)
    harm = _write(FOLDER / "source_docs")
    steps = run([PYTHON, STEPS, str(FOLDER / "source_docs")], FOLDER)
    read = json.loads(steps.stdout)
    # What is huge and can be read is embedded for minutes, which says nothing of readers.
    for name, data in hostile(0.02).items():
        if name in HUGE:
            (FOLDER / "source_docs" / f"hostile-{name}").write_bytes(data)
    indexed = run([DATELINE, "index", "--json"], FOLDER, codes=(0, 2))
    report = json.loads(indexed.stdout)
    again = run([DATELINE, "index", "--json"], FOLDER, codes=(0, 2))
    repeated = json.loads(again.stdout)
    named = {Path(one["path"]).name for one in report["failed"]}
    show(
        f"readers: {FILES:,} files, {harm} hostile",
        [
            *(
                Figure(f"read: {kind}", 1_000 * spent / count, "ms", beside=f"{count} files")
                for kind, (count, spent) in read["kinds"].items()
            ),
            Figure("read: the hostile ones", read["hostile_seconds"], "s"),
            Figure("  the slowest", read["slowest"][1], "s", 60, beside=read["slowest"][0]),
            Figure("read: peak memory of any process", steps.peak_mb, "MB", 1_100),
            Figure("dateline index: all", indexed.seconds, "s"),
            Figure("dateline index: peak memory of any process", indexed.peak_mb, "MB"),
            Figure("documents", report["library"]["documents"]),
            Figure("failed, each named with its reason", len(report["failed"])),
            Figure("failed that were no hostile ones", _good(named), "", 0),
            Figure("dateline index again: all", again.seconds, "s"),
            Figure("  failed, told from memory", len(repeated["failed"])),
            Figure("processes of readers left behind", _left_behind(), "", 0),
        ],
    )
    for one in report["failed"]:
        print(f"  {Path(one['path']).name}: {one['reason'].split(';')[0]}")


def _write(folder: Path) -> int:
    folder.mkdir(parents=True)
    harm = hostile()
    for name, data in harm.items():
        (folder / f"hostile-{name}").write_bytes(data)
    chance = random.Random(7)
    for number in range(FILES - len(harm)):
        kind = tuple(_MAKERS)[number % len(_MAKERS)]
        day = date(2000 + number % 25, 1 + number % 12, 1 + number % 28)
        texts = [_sentences(chance) for _ in range(4)]
        made = _MAKERS[kind](texts, day, number)
        (folder / f"good-{number}.{kind}").write_bytes(made)
    return len(harm)


def _sentences(chance: random.Random) -> str:
    made = (" ".join(chance.choices(WORDS, k=12)).capitalize() + "." for _ in range(4))
    return " ".join(made)


def _page(texts: list[str], day: date, number: int) -> bytes:
    body = "".join(f"<h2>Part {n}</h2><p>{text}</p>" for n, text in enumerate(texts))
    declared = f"<meta property='article:published_time' content='{day}'>"
    return (
        f"<!DOCTYPE html><html><head><meta charset=utf-8><title>Page {number}</title>{declared}"
        f"</head><body><nav><a>Home</a></nav><article>{body}</article></body></html>"
    ).encode()


def _pdf(texts: list[str], day: date, number: int) -> bytes:
    pages = []
    for page, text in enumerate(texts, 1):
        words = text.split()
        lines = [" ".join(words[at : at + 12]) for at in range(0, len(words), 12)]
        foot = Words(str(page), 300, 30)
        pages.append([*column(*lines), foot])
    head = [Words(f"Report {number}", 72, 740, 20), *column(f"Published {day}", y=720)]
    return pdf([*head, *pages[0][1:]], *pages[1:])


def _text(texts: list[str], day: date, number: int) -> bytes:
    body = "\n\n".join(texts)
    return f"date {day} Text {number}\n\n{body}\n".encode()


def _word(texts: list[str], day: date, number: int) -> bytes:
    body = "".join(
        paragraph(f"Part {n}", "berschrift1") + paragraph(text) for n, text in enumerate(texts)
    )
    return word(body, title=f"File {number}", created=f"{day}T10:00:00Z")


def _open_text(texts: list[str], day: date, number: int) -> bytes:
    body = "".join(
        f"<text:h text:outline-level='1'>Part {n}</text:h><text:p>{text}</text:p>"
        for n, text in enumerate(texts)
    )
    return open_text(body, meta=f"<meta:creation-date>{day}T10:00:00</meta:creation-date>")


def _book(texts: list[str], day: date, number: int) -> bytes:
    chapters = {f"c{n}": f"<h1>Part {n}</h1><p>{text}</p>" for n, text in enumerate(texts)}
    metadata = f"<dc:title>Book {number}</dc:title><dc:date>{day}</dc:date>"
    return book(chapters, metadata=metadata)


def _mail(texts: list[str], day: date, number: int) -> bytes:
    head = f"From: Ann Ode <ann@example.org>\nDate: {day:%d %b %Y} 10:00:00 +0100\n"
    body = "\n\n".join(texts)
    return f"{head}Subject: Mail {number}\n\n{body}\n\n> quoted words\n".encode()


_MAKERS = {
    "html": _page,
    "pdf": _pdf,
    "txt": _text,
    "md": _text,
    "docx": _word,
    "odt": _open_text,
    "epub": _book,
    "eml": _mail,
}


def _good(names: set[str]) -> int:
    return sum(name.startswith("good") for name in names)


def _left_behind() -> int:
    processes = Path("/proc").glob("[0-9]*/cmdline")
    return sum(_CHILD in _command(one) for one in processes)


def _command(cmdline: Path) -> bytes:
    try:
        return cmdline.read_bytes()
    except OSError:
        return b""


if __name__ == "__main__":
    main()
