"""A folder with documents of its own, where the real `dateline` runs as a process."""

import json
import subprocess
from pathlib import Path
from typing import Any

from bot_process import DATELINE, environment


class Home:
    """What is in `docs` is the library; `run` runs a command there."""

    def __init__(self, folder: Path, models: Path) -> None:
        """`models` holds the exported model; it is not changed."""
        self.folder = folder
        self.docs = folder / "source_docs"
        self.docs.mkdir(parents=True)
        self.index_dir = folder / ".dateline"
        self.index_dir.mkdir()
        (self.index_dir / "models").symlink_to(models)

    def start(self, *arguments: str, **settings: str) -> subprocess.Popen[str]:
        """Start a command, to be ended by who started it; settings go into its environment."""
        return subprocess.Popen(
            [DATELINE, *arguments],
            cwd=self.folder,
            env=environment(**settings),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    def run(self, *arguments: str, stdin: bytes = b"", **settings: str) -> tuple[int, str, str]:
        """Return the exit code of a command, its stdout and its stderr."""
        done = subprocess.run(
            [DATELINE, *arguments],
            cwd=self.folder,
            env=environment(**settings),
            input=stdin,
            capture_output=True,
            timeout=120,
        )
        return done.returncode, done.stdout.decode(), done.stderr.decode()

    def json(self, *arguments: str, **settings: str) -> Any:
        """Return what a command writes as JSON, whatever its exit code."""
        _, out, err = self.run(*arguments, "--json", **settings)
        assert out, err
        return json.loads(out)
