"""What can be done with files of formats that are not read, by their endings. Owns the words."""

import re
from collections.abc import Iterable

_AS_TEXT = "save it as PDF, HTML or text"
_PICTURE = "a picture holds no text: let a program recognise it, and save it as PDF or text"
_RECORDING = "a recording holds no text: write it down, or put its subtitles there as text"
_PACKED = "unpack it, and put the files in it there"
_ADVICE: tuple[tuple[str, str], ...] = (
    ("jpg jpeg png gif webp bmp tif tiff heic svg psd", _PICTURE),
    ("mp3 m4a wav ogg opus flac mp4 mkv mov avi webm", _RECORDING),
    ("zip tar gz tgz bz2 xz 7z rar", _PACKED),
    ("doc rtf pages mobi azw3 ppt pptx odp key wpd", _AS_TEXT),
    ("msg pst ost emlx", "save the mails in it as .eml or .mbox"),
    ("xls xlsx ods numbers", "save its sheets as HTML or text"),
)
_OF = {suffix: words for suffixes, words in _ADVICE for suffix in suffixes.split()}
_ENDING = re.compile(r"\.(?P<suffix>[^./]{1,12})$")


def kind_of(path: str) -> str:
    """Return how files of a kind are named: ".zip files", "files without an ending"."""
    found = _ENDING.search(path)
    return f".{found['suffix'].lower()} files" if found else "files without an ending"


def advice_on(path: str, read: Iterable[str]) -> str:
    """Return why a file is not read and what to do; `read` are the endings that are."""
    found = _ENDING.search(path)
    known = _OF.get(found["suffix"].lower()) if found else None
    return f"not a format that is read; {known or 'those read end in ' + ', '.join(sorted(read))}"
