import pytest

from bot.sources.feeds.downloading import Known
from bot.sources.feeds.saving import NOTES, Notes, read_notes, save, write_notes
from index.documents import Origin
from index.readers.contents import Written
from index.readers.formats.values import ReadDocument


def item(part, text, title="A title", day="2020-03-14"):
    dates = (Written(day, Origin.METADATA),) if day else ()
    return ReadDocument(text=text, part=part, title=title, dates=dates)


@pytest.fixture
def saved(tmp_path):
    """Save items after what was saved before; return (new, changed, kept)."""

    def saved(*items):
        changes = save(tmp_path, items, read_notes(tmp_path))
        write_notes(tmp_path, changes.notes)
        return changes.new, changes.changed, changes.kept

    return saved


def texts(folder):
    return {file.name: file.read_text() for file in folder.glob("*.html")}


def test_an_item_becomes_a_file_named_by_its_day_and_title(tmp_path, saved):
    assert saved(item("1", "One.", "Harbour: the “Ode” report/2")) == (
        ("2020-03-14-Harbour-the-Ode-report-2.html",),
        (),
        (),
    )
    assert saved(item("2", "Two.", "", day="")) == (("item.html",), (), ())
    assert saved(item("3", "Three.", "../../etc/passwd", "")) == (("etc-passwd.html",), (), ())
    assert sorted(texts(tmp_path).values()) == ["One.", "Three.", "Two."]


def test_items_of_one_name_do_not_overwrite_each_other(tmp_path, saved):
    new, _, _ = saved(item("2", "Two."), item("1", "One."))
    assert new == ("2020-03-14-A-title.html", "2020-03-14-A-title-2.html")
    assert texts(tmp_path) == dict(zip(new, ("One.", "Two."), strict=True))


def test_what_is_known_is_not_saved_again(saved):
    saved(item("1", "One."))
    assert saved(item("1", "One.")) == ((), (), ())


def test_what_changed_in_the_feed_replaces_what_nobody_has_edited(tmp_path, saved):
    saved(item("1", "One."))
    assert saved(item("1", "One, corrected.")) == ((), ("2020-03-14-A-title.html",), ())
    assert list(texts(tmp_path).values()) == ["One, corrected."]


def test_what_people_edited_is_left_and_that_is_told_once(tmp_path, saved):
    ((name,), _, _) = saved(item("1", "One."))
    (tmp_path / name).write_text("One, edited.")
    assert saved(item("1", "One.")) == ((), (), ())
    assert saved(item("1", "One, corrected.")) == ((), (), (name,))
    assert saved(item("1", "One, corrected.")) == ((), (), ())
    assert saved(item("1", "One, once more.")) == ((), (), (name,))
    assert texts(tmp_path) == {name: "One, edited."}


def test_what_people_removed_does_not_come_back(tmp_path, saved):
    ((name,), _, _) = saved(item("1", "One."))
    (tmp_path / name).unlink()
    assert saved(item("1", "One.")) == ((), (), ())
    assert saved(item("1", "One, corrected.")) == ((), (), ())
    assert texts(tmp_path) == {}


@pytest.mark.parametrize("lost", [None, "{", '{"items": 3}', "[]"])
def test_where_the_notes_are_lost_nothing_is_overwritten_or_saved_twice(tmp_path, saved, lost):
    ((one,), _, _) = saved(item("1", "One."))
    ((two,), _, _) = saved(item("2", "Two.", "Another"))
    (tmp_path / two).write_text("Two, edited.")
    (tmp_path / NOTES).unlink()
    if lost is not None:
        (tmp_path / NOTES).write_text(lost)
    assert saved(item("1", "One."), item("2", "Two.", "Another")) == ((), (), (two,))
    assert texts(tmp_path) == {one: "One.", two: "Two, edited."}


def test_notes_are_read_as_they_were_written(tmp_path):
    notes = Notes("https://x.example", Known('"1"', "Sat"))
    changes = save(tmp_path, [item("id ü", "One.")], notes)
    write_notes(tmp_path, changes.notes)
    assert read_notes(tmp_path) == changes.notes
    assert changes.notes.known == notes.known


def test_notes_lead_to_no_file_elsewhere(tmp_path):
    folder = tmp_path / "feed"
    outside = tmp_path / "outside.html"
    outside.write_text("Outside.")
    changes = save(folder, [item("1", "One.")], Notes())
    write_notes(folder, changes.notes)
    text = (folder / NOTES).read_text()
    (folder / NOTES).write_text(text.replace("2020-03-14-A-title.html", "../outside.html"))
    save(folder, [item("1", "One, corrected.")], read_notes(folder))
    assert outside.read_text() == "Outside."
