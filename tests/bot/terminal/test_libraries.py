"""How the libraries read, and what a program gets of them."""

import io
import json
from types import SimpleNamespace

from bot.terminal.libraries import libraries_json, write_libraries
from bot.terminal.page import Page

FOUND = [
    SimpleNamespace(name="Apollo", public=False, documents=2, servers=(5, 6)),
    SimpleNamespace(name="Gemini", public=False, documents=0, servers=()),
    SimpleNamespace(name="main", public=True, documents=1, servers=()),
]


def test_each_library_has_a_line_that_says_who_sees_it():
    out = io.StringIO()
    write_libraries(Page(out), FOUND)
    assert out.getvalue().splitlines() == [
        "Apollo · 2 documents · given to 5, 6",
        "Gemini · 0 documents · seen by nobody in Discord",
        "main · 1 document · public",
    ]


def test_a_program_gets_ids_as_discord_writes_them():
    first, *_ = json.loads(libraries_json(FOUND))
    assert first == {"name": "Apollo", "public": False, "documents": 2, "servers": ["5", "6"]}
