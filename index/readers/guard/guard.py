"""Reads files of foreign formats in a process of their own, and kills it where it must.

Owns that process: it is started when the first such file comes, serves many, and is replaced after
a file that it did not get over. A file costs no other its turn.
"""

import contextlib
import json
import signal
import subprocess
import sys
import threading
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType
from typing import Self

import index
from index.errors import FormatError
from index.readers.formats import Format
from index.readers.formats.values import ReadDocument
from index.readers.guard.limits import LIMITS, Limits
from index.readers.guard.wire import receive, send, unpack

_ROOT = Path(index.__file__).parents[1]
_READ, _LAST = b"+", b"!"  # as in `child`, which is not imported here
_FILES_EACH = 500  # files that a process reads: what libraries leak goes with it
_END_SECONDS = 2.0

_KILL = getattr(signal, "SIGKILL", 9)
# What a process is sent that asks for more than it may.
_KILLED = {
    getattr(signal, "SIGXCPU", 0): "takes more than {cpu} s to read",
    getattr(signal, "SIGXFSZ", 0): "its reader tried to write a file",
}


class Guard:
    """Reads foreign formats; use it in a `with`, so that nothing is left behind."""

    def __init__(self, limits: Limits = LIMITS, *, modules: Sequence[Path] = ()) -> None:
        """Start nothing yet. `modules`: folders of formats that are not Dateline's own."""
        self._limits = limits
        self._modules = [str(folder) for folder in (_ROOT, *modules)]
        self._process: subprocess.Popen[bytes] | None = None
        self._files = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """End the process; a later file starts another."""
        process, self._process = self._process, None
        if process is None:
            return
        # It may be in the middle of a file, where an error elsewhere ends the run.
        process.kill()
        process.wait()
        _close(process)

    def read(self, one: Format, data: bytes, path: str) -> tuple[ReadDocument, ...]:
        """Return the documents of a file of a format. Raises FormatError.

        The text of the error begins with the path.
        """
        answer = self._answer(one, data, path)
        status, last, words = answer[:1], answer[1:2], answer[2:]
        if last == _LAST:
            self.close()
        if status != _READ:
            raise self._failed(one, path, words.decode("utf-8", "replace"))
        try:
            documents = unpack(words)
        except ValueError as error:
            self.close()
            raise self._failed(one, path, str(error)) from None
        if not any(document.text.strip() for document in documents):
            raise self._failed(one, path, "holds no text")
        return documents

    def _answer(self, one: Format, data: bytes, path: str) -> bytes:
        process = self._ready()
        assert process.stdin is not None  # noqa: S101 - it was started with pipes
        assert process.stdout is not None  # noqa: S101
        late = threading.Event()

        def stop() -> None:
            late.set()
            process.kill()

        timer = threading.Timer(self._limits.wall_seconds, stop)
        timer.start()
        answer: bytes | None = None
        try:
            send(process.stdin, json.dumps({"module": one.module, "name": path}).encode())
            send(process.stdin, data)
            answer = receive(process.stdout, self._limits.output_bytes)
        except ValueError:
            self.close()
            raise self._failed(one, path, "gives back more than was asked for") from None
        except OSError:
            pass  # it died before it had read all: told below
        finally:
            timer.cancel()
        if answer:
            if late.is_set():  # it was done at the last moment, and killed all the same
                self.close()
            return answer
        process.kill()
        code = process.wait()
        self.close()
        failed = self._failed(one, path, self._why(code, late=late.is_set()))
        # A busy machine, or one without memory, may be at fault: the file is read again next time.
        if late.is_set() or code == -_KILL:
            failed.reader = ""
        raise failed

    def _ready(self) -> subprocess.Popen[bytes]:
        process = self._process
        if process is not None and (self._files >= _FILES_EACH or process.poll() is not None):
            self.close()
            process = None
        if process is None:
            process = self._process = self._start()
            self._files = 0
        self._files += 1
        return process

    def _start(self) -> subprocess.Popen[bytes]:
        program = (
            f"import sys; sys.path += {self._modules!r}; "
            "from index.readers.guard.child import main; "
            "from index.readers.guard.limits import Limits; "
            f"main({self._limits!r})"
        )
        # A session of its own: Ctrl-C in the terminal is the business of who asked.
        return subprocess.Popen(
            [sys.executable, "-I", "-c", program],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            # No token and no setting of anybody's; Windows starts nothing without its own.
            env=None if sys.platform == "win32" else {},
            start_new_session=True,
        )

    def _why(self, code: int, *, late: bool) -> str:
        limits = self._limits
        if late:
            return f"takes more than {limits.wall_seconds:.0f} s to read"
        said = _KILLED.get(-code) if code < 0 else None
        if said:
            return said.format(cpu=limits.cpu_seconds)
        if code < 0:
            return f"ends its reader (signal {-code}), most likely for want of memory"
        return f"ends its reader (exit code {code})"

    def _failed(self, one: Format, path: str, reason: str) -> FormatError:
        what = f"{path}: {reason}; it was read as {one.title}"
        return FormatError(f"{what}: save it again, or take it out of the folder", one.reader)


def _close(process: subprocess.Popen[bytes]) -> None:
    for stream in (process.stdin, process.stdout):
        if stream is not None:
            with contextlib.suppress(OSError):  # what was not sent to it is of no use any more
                stream.close()
