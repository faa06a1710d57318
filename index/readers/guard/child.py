"""The process in which files of foreign formats are read, one after the other.

Owns its loop: a request comes in on stdin, what was read or the reason why not goes out on stdout.
It ends when stdin does, and by itself after a file that took all memory.
"""

import importlib
import json
import os
import signal
import sys
from typing import BinaryIO

from index.errors import FormatError
from index.readers.formats.values import ReadDocument
from index.readers.guard.limits import Limits, limit_next_file, limit_process, resident_bytes
from index.readers.guard.wire import pack, receive, send

READ, FAILED = b"+", b"-"
LAST = b"!"  # stands behind either where this process ends now, and b"." where it goes on
MAX_REQUEST = 1 << 32


def main(limits: Limits) -> None:
    """Serve requests until stdin ends."""
    # The process that asked decides when to stop, also on Ctrl-C.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    asked = sys.stdin.buffer
    answers = os.fdopen(os.dup(1), "wb")
    # What a library prints must not run into the answers.
    silent = os.open(os.devnull, os.O_WRONLY)
    os.dup2(silent, 1)
    os.dup2(silent, 2)
    limit_process(limits)
    while (request := receive(asked, MAX_REQUEST)) is not None:
        data = receive(asked, MAX_REQUEST)
        if data is None:
            return
        _serve(json.loads(request), data, answers, limits)


def _serve(request: dict[str, str], data: bytes, answers: BinaryIO, limits: Limits) -> None:
    limit_next_file(limits)
    worn = False
    try:
        read = importlib.import_module(request["module"]).read
        documents: tuple[ReadDocument, ...] = read(data, request["name"])
        answer, words = READ, pack(documents)
    except FormatError as error:
        answer, words = FAILED, str(error).encode("utf-8", "replace")
    except MemoryError:
        worn = True
        answer, words = FAILED, f"takes more than {limits.memory_bytes >> 20:,} MB to read".encode()
    except RecursionError:
        answer, words = FAILED, b"is nested too deeply"
    except Exception as error:  # noqa: BLE001 - whatever a library raises is about this file
        said = " ".join(str(error).split())[:200]
        words = f"is damaged ({type(error).__name__}: {said})".encode("utf-8", "replace")
        answer = FAILED
    if len(words) > limits.output_bytes - 2:
        answer = FAILED
        words = f"holds more than {limits.output_bytes >> 20:,} MB of text".encode()
    worn = worn or resident_bytes() > limits.memory_bytes // 2
    send(answers, answer + (LAST if worn else b".") + words)
    if worn:
        sys.exit()
