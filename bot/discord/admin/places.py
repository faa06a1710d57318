"""Takes out of a message where things are on the machine: what people in Discord read are names.

Owns what is such a place, and what stands in its stead.
"""

import re

from bot.settings import Settings

# "/srv/library/a.txt" and "C:\\library\\a.txt", and not the "/reindex" of a command, "and/or" or
# "https://host/page".
_ABSOLUTE = re.compile(
    r"(?<![\w/:.~-])(?:~?/(?:[^/\s'\":;,()]+/)+|[A-Za-z]:\\(?:[^\\\s'\":;,()]+\\)*)"
)
# What the terminal calls what a command of Discord does too.
_COMMANDS = (("dateline index --rebuild", "/reindex rebuild: True"), ("dateline index", "/reindex"))


def without_places(text: str, settings: Settings) -> str:
    """Return `text` with the names of files and folders in place of where they are.

    Commands of the terminal that a manager may give here too are named as they are here.
    """
    # Their names may hold blanks, at which a path in a sentence seems to end.
    for folder in (settings.source_docs, settings.index_dir):
        text = text.replace(str(folder.resolve()), folder.name)
        if folder.is_absolute():
            text = text.replace(str(folder), folder.name)
    text = _ABSOLUTE.sub("", text)
    for terminal, here in _COMMANDS:
        text = text.replace(terminal, here)
    return text
