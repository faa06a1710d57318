"""A data set as a folder of documents, which is then indexed as any other folder is."""

import json
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from bot.evaluation.beir import Text
from bot.indexing import bring_in_line
from bot.settings import Settings

if TYPE_CHECKING:
    from index.report import Progress


def index_texts(
    texts: Sequence[Text],
    folder: Path,
    settings: Settings,
    progress: "Callable[[Progress], None]" = lambda _: None,
) -> tuple[Settings, dict[str, str]]:
    """Write texts below `folder`, index them there, and return how to open the index.

    The second is the id of a text by the path that the library knows it by. What stands there
    already is kept and not embedded again. Raises UsageError, StoreError or ModelError.
    """
    documents = folder / "documents"
    documents.mkdir(parents=True, exist_ok=True)
    ids = {}
    for number, text in enumerate(texts):
        path = documents / f"text-{number:07}.txt"
        ids[path.name] = text.id
        content = _content(text)
        if not path.is_file() or path.read_bytes() != content:
            path.write_bytes(content)
    for path in documents.iterdir():
        if path.name not in ids:
            path.unlink()
    made = replace(settings, source_docs=documents, index_dir=folder / "index")
    bring_in_line(made, progress=progress)
    return made, ids


def _content(text: Text) -> bytes:
    """Return a file with front matter; a string in JSON is one in YAML too."""
    lines = ["---"]
    if text.title:
        lines.append(f"title: {json.dumps(text.title)}")
    if text.published:
        lines.append(f"date: {json.dumps(text.published)}")
    # Half a character cannot be written, and no reader would show it.
    return "\n".join([*lines, "---", "", text.text, ""]).encode("utf-8", "replace")
