import hashlib
import os
import re
from datetime import date
from pathlib import Path

import pytest

from index import readers
from index.documents import Document, Markup, Origin
from index.errors import DocumentError
from index.periods import DateOrder
from index.readers import READERS, SUFFIXES, read_document
from index.readers.date_orders import Habit
from index.readers.formats import FORMAT_OF
from places import ARTICLE

TODAY = date(2026, 1, 1)


def read(folder: Path, name: str, text: str | bytes, max_bytes: int = 1000) -> Document:
    file = folder / name
    file.write_bytes(text if isinstance(text, bytes) else text.encode())
    return read_document(file, f"docs/{name}", max_bytes=max_bytes, today=TODAY)


def refusal(folder: Path, name: str, text: str | bytes) -> str:
    with pytest.raises(DocumentError) as refused:
        read(folder, name, text)
    return str(refused.value)


def test_the_article_is_read_with_date_title_and_body() -> None:
    document = read_document(ARTICLE, f"source_docs/{ARTICLE.name}", max_bytes=10_000, today=TODAY)
    assert document.title == "So what led the US to assassinate Qasem Soleimani?"
    assert (document.published, document.published_from) == ("2020-01-09", Origin.HEADER)
    assert document.text[document.body :].startswith("The events of last September")
    assert document.text == ARTICLE.read_text("utf-8")
    assert document.sha256 == hashlib.sha256(ARTICLE.read_bytes()).hexdigest()
    assert document.warnings == ()


def test_every_field_of_a_document(tmp_path: Path) -> None:
    text = "---\ntitle: T\ndate: 9 Jan 2020\nurl: http://a.example/\n---\nText\r\n"
    assert read(tmp_path, "a.MD", text) == Document(
        path="docs/a.MD",
        sha256=hashlib.sha256(text.encode()).hexdigest(),
        text=text.replace("\r", ""),
        body=text.index("Text"),
        title="T",
        published="2020-01-09",
        published_from=Origin.FRONT_MATTER,
        url="http://a.example/",
        markup=Markup.MARKDOWN,
    )


def test_suffixes_are_those_that_have_a_reader() -> None:
    assert frozenset({*READERS, *FORMAT_OF}) == SUFFIXES
    assert {".txt", ".md", ".markdown"} <= SUFFIXES
    assert all(suffix == suffix.lower() and suffix.startswith(".") for suffix in SUFFIXES)


def test_the_file_name_gives_date_and_title_where_the_text_gives_none(tmp_path: Path) -> None:
    document = read(tmp_path, "2020-01-09-a_title.txt", "# Text")
    assert document.title == "a title"
    assert (document.published, document.published_from) == ("2020-01-09", Origin.FILE_NAME)
    assert read(tmp_path, "2020-01-09-b.md", "# Head").title == "Head"


def test_the_header_counts_before_the_file_name(tmp_path: Path) -> None:
    document = read(tmp_path, "2020-01-09-a.txt", "date 2019 T\n\nText")
    assert (document.published, document.published_from) == ("2019", Origin.HEADER)
    assert document.warnings == ()


def test_a_modification_time_is_no_date(tmp_path: Path) -> None:
    document = read(tmp_path, "1984.txt", "Text")
    assert (document.published, document.published_from) == (None, None)
    assert (document.title, document.warnings) == ("1984", ())


def test_a_date_that_does_not_exist_gives_way_to_the_next(tmp_path: Path) -> None:
    document = read(tmp_path, "2020-01-09-a.txt", "date 2020-02-30 T\n\nText")
    assert (document.published, document.published_from) == ("2020-01-09", Origin.FILE_NAME)
    assert document.warnings == (
        "header: 2020-02-30 is not a day that exists; the date of the file name is used",
    )


def test_a_document_without_a_good_date_is_undated_with_a_warning(tmp_path: Path) -> None:
    document = read(tmp_path, "2020-02-30-a.txt", "date 0000 T\n\nText")
    assert (document.published, document.published_from) == (None, None)
    assert document.warnings == (
        "header: 0000 is not a year that exists; years run from 0001 to 9999; treated as undated",
        "file name: 2020-02-30 is not a day that exists; treated as undated",
    )


def test_an_address_then_a_name_then_folders_give_the_date(tmp_path: Path) -> None:
    address = "---\nslug: 2020-01-07-tide\n---\nText"
    document = read(tmp_path, "2020-01-08-a.md", address)
    assert (document.published, document.published_from) == ("2020-01-07", Origin.ADDRESS)
    file = tmp_path / "a.md"
    file.write_text("Text", "utf-8")
    for path, published, origin in (
        ("docs/2020/01/08-tide 2020-01-08.md", "2020-01-08", Origin.FILE_NAME),
        ("docs/2020/01/a.md", "2020-01", Origin.FOLDER),
        ("docs/2020-Q1/a.md", "2020-Q1", Origin.FOLDER),
    ):
        document = read_document(file, path, max_bytes=1000, today=TODAY)
        assert (document.published, document.published_from) == (published, origin)
        assert document.warnings == ()


def test_a_newswires_day_takes_its_year_from_the_path_alone(tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    file.write_text("LONDON, Jan 9 (Reuters) - The mayor spoke.", "utf-8")

    def dated(path: str) -> tuple[str | None, Origin | None]:
        document = read_document(file, path, max_bytes=1000, today=TODAY)
        return document.published, document.published_from

    assert dated("docs/2020/a.txt") == ("2020-01-09", Origin.HEADER)
    assert dated("docs/2020-01 a.txt") == ("2020-01-09", Origin.HEADER)
    assert dated("docs/2020-02 a.txt") == ("2020-02", Origin.FILE_NAME)
    assert dated("docs/2019/2020-01 a.txt") == ("2020-01", Origin.FILE_NAME)
    assert dated("docs/a.txt") == (None, None)


def test_what_looks_like_a_date_and_is_not_read_is_warned_of(tmp_path: Path) -> None:
    assert read(tmp_path, "2020-1-9 a.txt", "A visit on 9 January 2020\n\nText").warnings == (
        "text: looks like a date, not read: '9 January 2020'; "
        'write a first line "date YYYY-MM-DD" if it is its date',
        "path: looks like a date, not read: '2020-1-9'; begin the name with YYYY-MM-DD",
    )
    assert read(tmp_path, "2020-01-09.txt", "A visit on 9 May 2020\n\nText").warnings == ()


def test_a_date_in_doubt_makes_no_date_and_both_days_are_named(tmp_path: Path) -> None:
    document = read(tmp_path, "a.txt", "date: 03/04/2020\n\nText")
    assert (document.published, document.published_from) == (None, None)
    assert document.warnings == (
        "header: '03/04/2020' can be 2020-04-03 or 2020-03-04; write YYYY-MM-DD; "
        "treated as undated",
    )


@pytest.mark.parametrize(
    ("written", "warnings"),
    [
        ("2026-01-02", ("header: 2026-01-02 lies in the future; check it",)),
        ("2026-02", ("header: 2026-02 lies in the future; check it",)),
        ("2026-01-01", ()),
        ("2026", ()),
    ],
)
def test_a_date_in_the_future_is_kept_with_a_warning(
    tmp_path: Path, written: str, warnings: tuple[str, ...]
) -> None:
    document = read(tmp_path, "a.txt", f"date {written} T\n\nText")
    assert (document.published, document.warnings) == (written, warnings)


@pytest.mark.parametrize("text", ["", " \r\n\t", b"\xef\xbb\xbf", b"\xff\xfe"])
def test_an_empty_file_is_refused(tmp_path: Path, text: str | bytes) -> None:
    message = "docs/a.txt: is empty; write text into it or take it out of the folder"
    assert refusal(tmp_path, "a.txt", text) == message


@pytest.mark.parametrize("text", ["date 2020 T\n\n", "---\ntitle: T\n---\n \n"])
def test_a_header_without_text_is_refused(tmp_path: Path, text: str) -> None:
    assert refusal(tmp_path, "a.txt", text) == (
        "docs/a.txt: has a header and no text after it; write the text below the header, "
        "or take the file out of the folder"
    )


def test_a_file_is_as_large_as_the_limit_and_no_larger(tmp_path: Path) -> None:
    assert read(tmp_path, "a.txt", "a" * 1000).text == "a" * 1000
    assert refusal(tmp_path, "a.txt", "a" * 1001) == (
        "docs/a.txt: is 1,001 bytes, more than the limit of 1,000; "
        "split the file or raise the limit"
    )


def test_a_large_file_is_not_even_opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "a.txt"
    file.write_bytes(b"a" * 11)
    monkeypatch.setattr(Path, "open", lambda *_: pytest.fail("opened"))
    with pytest.raises(DocumentError, match="is 11 bytes, more than the limit of 10;"):
        read_document(file, "docs/a.txt", max_bytes=10, today=TODAY)


def test_a_file_that_grew_meanwhile_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "a.txt"
    file.write_bytes(b"a" * 11)
    small = os.stat_result((0o100644, 0, 0, 1, 0, 0, 10, 0, 0, 0))
    monkeypatch.setattr(Path, "stat", lambda *_, **__: small)
    with pytest.raises(DocumentError, match="is 11 bytes, more than the limit of 10;"):
        read_document(file, "docs/a.txt", max_bytes=10, today=TODAY)


def test_what_is_no_regular_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "folder.txt").mkdir()
    for name in ("folder.txt", "missing.txt"):
        with pytest.raises(DocumentError) as refused:
            read_document(tmp_path / name, f"docs/{name}", max_bytes=10, today=TODAY)
        message = f"docs/{name}: is not there or is no regular file; check the folder"
        assert str(refused.value) == message


def test_a_file_that_cannot_be_read_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def denied(*_: object) -> None:
        raise PermissionError(13, "Permission denied")

    file = tmp_path / "a.txt"
    file.write_bytes(b"Text")
    monkeypatch.setattr(Path, "open", denied)
    with pytest.raises(DocumentError) as refused:
        read_document(file, "docs/a.txt", max_bytes=10, today=TODAY)
    message = "docs/a.txt: cannot be read (Permission denied); check the file's permissions"
    assert str(refused.value) == message


def test_a_format_without_a_reader_is_refused(tmp_path: Path) -> None:
    expected = re.escape("docs/a.exe: files ending in '.exe' are not read; save it as one of .")
    assert re.match(expected, refusal(tmp_path, "a.exe", "Text"))


def test_a_path_that_is_no_text_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    with pytest.raises(DocumentError) as refused:
        read_document(file, "docs/\udcff.txt", max_bytes=10, today=TODAY)
    message = "docs/\\udcff.txt: the file's name is not valid UTF-8; rename it"
    assert str(refused.value) == message


def test_git_dates_only_what_is_undated_and_only_where_asked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(readers, "first_committed", lambda _: "2020-01-09")

    def dated(text: str, *, git_dates: bool) -> tuple[str | None, Origin | None]:
        file = tmp_path / "a.txt"
        file.write_text(text, "utf-8")
        document = read_document(
            file, "docs/a.txt", max_bytes=1000, today=TODAY, git_dates=git_dates
        )
        return document.published, document.published_from

    assert dated("Text", git_dates=True) == ("2020-01-09", Origin.GIT)
    assert dated("date 2021 T\n\nText", git_dates=True) == ("2021", Origin.HEADER)
    assert dated("Text", git_dates=False) == (None, None)


def test_a_habit_of_the_library_reads_a_date_in_doubt(tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    file.write_text("date: 03/04/2020\n\nText", "utf-8")
    habits = (Habit(DateOrder.MONTH_FIRST, 3),)
    document = read_document(file, "docs/a.txt", max_bytes=1000, today=TODAY, habits=habits)
    assert (document.published, document.date_in_doubt) == ("2020-03-04", False)
    assert read_document(file, "docs/a.txt", max_bytes=1000, today=TODAY).date_in_doubt


def test_a_journal_without_a_date_of_its_own_is_warned_of_only_if_its_days_are_not_told(
    tmp_path: Path,
) -> None:
    told = read(tmp_path, "a.md", "# Log\n\n## 2024-03-04\n\nFog.\n\n## 2024-03-05\n\nSnow.\n")
    assert (told.published, told.warnings) == (None, ())
    doubtful = read(tmp_path, "b.md", "# Log\n\n## 03/04/2024\n\nFog.\n\n## 04/03/2024\n\nSnow.\n")
    assert len(doubtful.warnings) == 1
    assert "'03/04/2024'" in doubtful.warnings[0]


def test_a_text_that_tells_only_its_last_change_is_dated_by_it_with_a_warning(
    tmp_path: Path,
) -> None:
    file = tmp_path / "weir.txt"
    file.write_text("The weir\n\nLast updated: 9 January 2020\n\nThe wheel turns.\n")
    read = read_document(file, "weir.txt", max_bytes=1_000, today=TODAY)
    assert (read.published, read.published_from) == ("2020-01-09", Origin.UPDATED)
    assert read.warnings[0].startswith("header: only the day of its last change is named")
    dated = read_document(file, "2019-03-04-weir.txt", max_bytes=1_000, today=TODAY)
    assert (dated.published, dated.warnings) == ("2019-03-04", ())
