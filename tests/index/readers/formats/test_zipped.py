import zipfile

import pytest

from index.errors import FormatError
from index.readers.formats import zipped as module
from index.readers.formats.zipped import Zipped, attribute, local, text_of, xml_events
from zip_maker import zipped


def test_members_are_read_by_name():
    found = Zipped(zipped({"a/b.txt": "words", "c/": ""}))
    assert found.names == {"a/b.txt", "c"}
    assert found.read("a/b.txt") == b"words"
    assert found.read("c") is None
    assert found.read("../a/b.txt") is None


def test_what_a_member_unpacks_to_is_counted_while_it_is_read(monkeypatch):
    data = zipped({"a": bytes(1000), "b": bytes(1000)})
    # A bomb lies about its size: 1,000 are said to be 10.
    lying = data.replace((1000).to_bytes(4, "little"), (10).to_bytes(4, "little"))
    monkeypatch.setattr(module, "MOST_MEMBER_BYTES", 999)
    with pytest.raises(FormatError, match="unpacks to too much, as a zip bomb does"):
        Zipped(data).read("a")
    with pytest.raises(FormatError, match=r"a cannot be unpacked|unpacks to too much"):
        Zipped(lying).read("a")


def test_all_members_together_are_limited(monkeypatch):
    monkeypatch.setattr(module, "MOST_BYTES", 1_500)
    found = Zipped(zipped({"a": bytes(1000), "b": bytes(1000)}))
    assert len(found.read("a")) == 1000
    with pytest.raises(FormatError, match="unpacks to too much"):
        found.read("b")


def test_too_many_members_are_refused(monkeypatch):
    monkeypatch.setattr(module, "MOST_MEMBERS", 2)
    with pytest.raises(FormatError, match="holds 3 files, more than 2"):
        Zipped(zipped({"a": "", "b": "", "c": ""}))


def test_a_member_that_is_damaged_or_locked_says_so():
    data = zipped({"a": "words" * 100}, zipfile.ZIP_STORED)
    with pytest.raises(FormatError, match="is damaged: a cannot be unpacked"):
        Zipped(data.replace(b"wordsw", b"swords", 1)).read("a")
    central = data.index(b"PK\x01\x02")
    locked = data[: central + 8] + b"\x01\x00" + data[central + 10 :]
    with pytest.raises(FormatError, match="asks for a password"):
        Zipped(locked).read("a")


def test_xml_is_read_without_entities():
    found = Zipped(zipped({"a": "<a xmlns='n'><b c='1'> x <i>y</i></b></a>", "e": "", "d": "<a>"}))
    root = found.root("a")
    assert (local(root), attribute(root[0], "c"), attribute(root[0], "d")) == ("a", "1", "")
    assert (text_of(root, "b"), text_of(root, "z"), text_of(None, "b")) == ("x y", "", "")
    assert [found.root("e"), found.root("none")] == [None, None]
    with pytest.raises(FormatError, match="is damaged: "):
        found.root("d")
    for declared in ("<!DOCTYPE a [<!ENTITY b 'x'>]><a/>", "<!DOCTYPE a [<!ENTITY % b 'x'>]><a/>"):
        with pytest.raises(FormatError, match="declares entities"):
            list(xml_events(declared.encode("utf-16")))


def test_events_come_for_the_names_that_are_asked_for():
    events = xml_events(b"<a><b/><c/><!--d--></a>", ["a", "c"])
    assert [(event, one.tag) for event, one in events] == [
        ("start", "a"),
        ("start", "c"),
        ("end", "c"),
        ("end", "a"),
    ]


def test_deep_xml_is_refused():
    with pytest.raises(FormatError, match="is nested too deeply"):
        list(xml_events(b"<a>" * 1_000))
