"""A file of every foreign format from the same paragraphs: what a reader has to give back."""

import csv
import io
import json
from collections.abc import Callable, Sequence
from email.message import EmailMessage
from html import escape

from channel_maker import export, message
from pdf_maker import column, pdf
from zip_maker import book, open_text, paragraph, word


def _feed(texts: Sequence[str]) -> bytes:
    items = "".join(
        f"<item><guid>{n}</guid><description>{escape(escape(text))}</description></item>"
        for n, text in enumerate(texts)
    )
    return f"<rss version='2.0'><channel><title>T</title>{items}</channel></rss>".encode()


def _json(texts: Sequence[str]) -> bytes:
    channel = json.loads(export(message("hi")))
    channel["messages"] = [
        channel["messages"][0] | {"id": str(n), "content": text} for n, text in enumerate(texts)
    ]
    return json.dumps(channel).encode()


def _lines(texts: Sequence[str]) -> bytes:
    return "\n".join(json.dumps({"id": n, "text": text}) for n, text in enumerate(texts)).encode()


def _table(texts: Sequence[str]) -> bytes:
    stream = io.StringIO()
    csv.writer(stream).writerows([["id", "text"], *enumerate(texts)])
    return stream.getvalue().encode()


def _html(texts: Sequence[str]) -> bytes:
    body = "".join(f"<p>{escape(text)}</p>" for text in texts)
    return f"<!DOCTYPE html><meta charset=utf-8><title>T</title><article>{body}".encode()


def _piece(texts: Sequence[str]) -> bytes:
    return "\n".join(f"<p>{escape(text)}</p>" for text in texts).encode()


def _pdf(texts: Sequence[str]) -> bytes:
    return pdf(column(*(line for text in texts for line in (text, ""))))


def _word(texts: Sequence[str]) -> bytes:
    return word("".join(paragraph(escape(text)) for text in texts))


def _open_text(texts: Sequence[str]) -> bytes:
    return open_text("".join(f"<text:p>{escape(text)}</text:p>" for text in texts))


def _book(texts: Sequence[str]) -> bytes:
    return book({f"c{n}": f"<p>{escape(text)}</p>" for n, text in enumerate(texts)})


def _subtitles(texts: Sequence[str]) -> bytes:
    cues = (f"00:00:{n:02}.000 --> 00:00:{n + 1:02}.000\n{t}\n" for n, t in enumerate(texts))
    return "\n".join(["WEBVTT\n", *cues]).encode()


def _mail(texts: Sequence[str]) -> bytes:
    mail = EmailMessage()
    mail["From"], mail["Date"] = "Ann <ann@example.org>", "Fri, 14 Mar 2025 10:00:00 +0100"
    mail.set_content("\n\n".join(texts))
    return mail.as_bytes()


def _mailbox(texts: Sequence[str]) -> bytes:
    return b"\n".join(b"From ann Fri Mar 14 10:00:00 2025\n" + _mail([text]) for text in texts)


# By the name of the format; only letters that a PDF's own fonts have are drawn.
FILES: dict[str, Callable[[Sequence[str]], bytes]] = {
    "feed": _feed,
    "json": _json,
    "jsonl": _lines,
    "csv": _table,
    "html": _html,
    "piece": _piece,
    "pdf": _pdf,
    "docx": _word,
    "odt": _open_text,
    "epub": _book,
    "subtitles": _subtitles,
    "eml": _mail,
    "mbox": _mailbox,
}
