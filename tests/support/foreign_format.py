"""A foreign format whose files say what their reader does: honest ones, and those that do harm."""

import ctypes
import os
import subprocess
import time

from index.documents import Element, Entry, Landmark, Origin
from index.errors import FormatError
from index.readers.contents import Written
from index.readers.formats import Format
from index.readers.formats.composing import Composition
from index.readers.formats.values import ReadDocument

BOX = Format("box", "a box", (".box",), "foreign_format", 1, begins=(b"%box",), binary=True)


def read(data: bytes, name: str) -> tuple[ReadDocument, ...]:
    """Read "%BOX", then items of `part|date|text`, or what harm is done."""
    _, *lines = data.decode().splitlines()
    if lines[:1] == ["harm"]:
        return HARM[lines[1]]()
    return tuple(_item(*line.split("|")) for line in lines)


def _item(part, written, text):
    composed = Composition()
    composed.landmark(f"page {len(text)}")
    composed.heading(f"Item {part}", 1)
    composed.paragraph(text)
    return ReadDocument(
        text=composed.text,
        part=part,
        title=f"Title {part}",
        dates=(Written(written, Origin.METADATA),) if written else (),
        elements=composed.elements,
        landmarks=composed.landmarks,
    )


def _refuse():
    raise FormatError("holds no box")


def _break():
    raise ValueError("a lid\nis missing")


def _spin():
    while True:
        pass


def _sleep():
    time.sleep(60)


def _hog():
    held = []
    while True:
        held.append(b"x" * 10_000_000)


def _recurse():
    return _recurse()


def _print():
    print("noise on stdout", flush=True)
    os.write(1, b"more noise")
    return (ReadDocument("Quiet."),)


def _write():
    with open("/tmp/left-by-a-reader", "w") as file:
        file.write("x")
    return (ReadDocument("Written."),)


def _start():
    subprocess.run(["true"])
    return (ReadDocument("Started."),)


HARM = {
    "refuse": _refuse,
    "break": _break,
    "spin": _spin,
    "sleep": _sleep,
    "hog": _hog,
    "recurse": _recurse,
    "print": _print,
    "write": _write,
    "start": _start,
    "environment": lambda: (ReadDocument(f"Seen: {dict(os.environ)}"),),
    "exit": lambda: os._exit(7),
    "abort": os.abort,
    "crash": lambda: ctypes.string_at(0),
    "flood": lambda: (ReadDocument("word " * 1_000_000),),
    "nothing": lambda: (),
    "blank": lambda: (ReadDocument(" \n"),),
    "twins": lambda: (ReadDocument("A.", "1"), ReadDocument("B.", "1")),
    "outside": lambda: (ReadDocument("A.", elements=(Element(1, 0, 9),)),),
    "back": lambda: (ReadDocument("Ab.", landmarks=(Landmark(2, "b"), Landmark(0, "a"))),),
    "no date": lambda: (ReadDocument("A.", entries=(Entry(0, 1, "soon", Origin.MESSAGE),)),),
    "nul": lambda: (ReadDocument("a\0b \ud800"),),
    "lie": lambda: os.write(3, b"\xff" * 64) and _sleep(),
}
