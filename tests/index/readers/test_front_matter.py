import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.documents import Origin
from index.readers.contents import Header, Written
from index.readers.front_matter import MAX_FRONT_MATTER_CHARACTERS, read_front_matter

NOT_YAML = "front matter: not valid YAML, so it was read line by line; check its quotes and colons"
NOT_TOML = NOT_YAML.replace("YAML", "TOML")


def read(block: str) -> Header:
    """The front matter `block`, which must be found and end where the text begins."""
    header = read_front_matter(f"{block}\nText", 0)
    assert header is not None
    assert header.body in (len(block), len(block) + 1)
    return header


def written(block: str) -> list[tuple[str, Origin]]:
    return [(date.text, date.origin) for date in read(block).dates]


def yaml_dates(lines: str) -> list[str]:
    return [text for text, _ in written(f"---\n{lines}\n---")]


@pytest.mark.parametrize("end", ["---", "..."])
def test_yaml_gives_date_title_and_address(end: str) -> None:
    block = f"---\ntitle: 'A: b'\nDate: 2020-02-30\nsource: https://example.org/a\ntags: [x]\n{end}"
    assert read(block) == Header(
        len(block) + 1,
        (Written("2020-02-30", Origin.FRONT_MATTER),),
        "A: b",
        "https://example.org/a",
    )


def test_toml_gives_the_day_as_it_was_written() -> None:
    block = (
        '+++\ntitle = "The dredger"\ndate = 2020-01-09T23:30:00-05:00\n'
        'draft = false\n[taxonomies]\ntags = ["a"]\n+++'
    )
    header = read(block)
    assert header.title == "The dredger"
    assert header.dates == (Written("2020-01-09T23:30:00-05:00", Origin.FRONT_MATTER),)
    assert written("+++\ndate = 2020-01-09\n+++") == [("2020-01-09", Origin.FRONT_MATTER)]
    assert written("+++\n[extra]\ncreated = '9 January 2020'\n+++") == [
        ("9 January 2020", Origin.FRONT_MATTER)
    ]


def test_json_gives_date_and_title() -> None:
    header = read('{\n  "title": "The dredger",\n  "date": "2020-01-09", "draft": true\n}')
    assert header.title == "The dredger"
    assert header.dates == (Written("2020-01-09", Origin.FRONT_MATTER),)


@pytest.mark.parametrize(
    "text",
    [
        '{"title": "all there is"}',
        '{"colour": "red"}\nText',
        '{"title": "a"} and more\nText',
        '{"title": \nText',
        "{" * 30_000,
        "[1]\nText",
        "{a}\nText",
    ],
)
def test_other_json_is_text(text: str) -> None:
    assert read_front_matter(text, 0) is None


@pytest.mark.parametrize(
    "key",
    [
        *("published", "publication_date", "publication-date", "Published", "published_at"),
        *("publishDate", "pubDate", "issued", "article:published_time"),
    ],
)
def test_a_publication_date_counts_before_a_plain_date(key: str) -> None:
    assert yaml_dates(f"date: 2021\n{key}: 2020-01-09") == ["2020-01-09"]


@pytest.mark.parametrize("key", ["created", "created_at", "date_created", "datum", "posted"])
def test_other_keys_say_it_too_where_there_is_no_better_one(key: str) -> None:
    assert yaml_dates(f"{key}: 2020-01-09") == ["2020-01-09"]
    assert yaml_dates("created: 2020-01-09\ndate: 2021-01-09") == ["2021-01-09"]


@pytest.mark.parametrize("key", ["modified", "updated", "lastmod", "last_modified_at"])
def test_a_day_of_change_is_never_taken(key: str) -> None:
    assert yaml_dates(f"{key}: 2020-01-09") == []
    assert yaml_dates(f"date:\n  {key}: 2021-01-09\n  published: 2020-01-09") == ["2020-01-09"]


def test_a_key_that_cannot_be_read_gives_way_to_one_that_can() -> None:
    assert yaml_dates("published: true\ndate: 2020-01-09") == ["2020-01-09"]
    assert yaml_dates("published: soon\ndate: 2020-01-09") == ["2020-01-09"]
    assert yaml_dates("published: soon") == ["soon"]
    assert yaml_dates("published: 03/04/2020\ndate: 2020-03-04") == ["03/04/2020"]


@pytest.mark.parametrize("value", ["[2020]", "{a: 2020}", "", "true"])
def test_only_plain_values_are_taken(value: str) -> None:
    assert yaml_dates(f"date: {value}") == []


def test_a_link_of_a_note_is_a_plain_value() -> None:
    assert yaml_dates("date: [[2020-01-09]]") == ["2020-01-09"]
    assert yaml_dates('date: "[[2020-01-09]]"') == ["[[2020-01-09]]"]


@pytest.mark.parametrize(
    "line",
    [
        "url: https://example.org/2020/05/07/dredger",
        "permalink: /blog/2020/05/07/dredger.html",
        "slug: 2020-05-07-dredger",
        "path: 2020/5/7/dredger",
        "aliases: [/2020/05/07/dredger/, /old/2020/05/07]",
        "path: /2020/05/07/10-dredgers",
    ],
)
def test_an_address_that_holds_the_day_gives_it(line: str) -> None:
    assert written(f"---\n{line}\n---") == [("2020-05-07", Origin.ADDRESS)]


@pytest.mark.parametrize(
    "line",
    [
        "aliases: [/2020/05/07/a, /2021/05/07/a]",
        "url: https://2020-05-07.example.org/a",
        "source: /2020/05/07/other",
        "slug: room-2020",
        "path: /v2020.5.7/a",
        "path: /2020/05/07/08/a",
    ],
)
def test_an_address_without_one_certain_day_gives_none(line: str) -> None:
    assert written(f"---\n{line}\n---") == []


def test_a_date_that_is_written_counts_before_that_of_an_address() -> None:
    assert written('+++\ndate = 2020-05-08\npath = "2020/05/07/a"\n+++') == [
        ("2020-05-08", Origin.FRONT_MATTER),
        ("2020-05-07", Origin.ADDRESS),
    ]


def test_front_matter_never_makes_objects() -> None:
    header = read(
        "---\ntitle: !!python/object/apply:os.getcwd []\ndate: !!timestamp 2020-01-09\n---"
    )
    assert header.dates == (Written("2020-01-09", Origin.FRONT_MATTER),)
    assert header.title == ""


@pytest.mark.parametrize(
    "address", ["javascript:alert(1)", "Reuters", "https://", "http://[", "http://a b", "ftp://a"]
)
def test_only_web_addresses_are_taken(address: str) -> None:
    header = read(f"---\nurl: '{address}'\n---")
    assert header.url is None
    assert header.warnings == (
        f"front matter: {address!r} is not an http or https address and was left out",
    )


def test_a_path_on_the_own_site_needs_no_warning() -> None:
    assert read("---\nurl: /dredger\n---") == Header(len("---\nurl: /dredger\n---\n"))


@pytest.mark.parametrize(
    ("bad", "title"),
    [
        ("title: The yard: a visit", "The yard: a visit"),
        ("title: T\nauthor: @ann", "T"),
        ("title: T\n\ttags: x", "T"),
        ("title: T\nmood: {{mood}} x: y", "T"),
        ("title: 'T", "'T"),
        ("title: T # a note\na: b: c", "T"),
        ('title: "T"\na: ' + "[" * 30_000, "T"),
        ("title: T\na: \x01", "T"),
        ("title: T\n? [a]\n: b", "T"),
    ],
)
def test_broken_yaml_is_read_line_by_line_with_a_warning(bad: str, title: str) -> None:
    header = read(f"---\n{bad}\ndate: 2020-01-09\n---")
    assert header.dates == (Written("2020-01-09", Origin.FRONT_MATTER),)
    assert (header.title, header.warnings) == (title, (NOT_YAML,))


def test_a_broken_block_keeps_what_stands_below_a_key() -> None:
    assert yaml_dates("a: b: c\ndate:\n  modified: 2021-01-09\n  published: 2020-01-09") == [
        "2020-01-09"
    ]
    assert yaml_dates("a: b: c\nsummary: |\n  date: 2020-01-09") == []


def test_a_placeholder_is_no_date() -> None:
    header = read("---\ndate: {{date}}\n---")
    assert (header.dates[0].text, header.warnings) == ("{{date}}", (NOT_YAML,))


def test_broken_toml_is_read_line_by_line_with_a_warning() -> None:
    header = read("+++\ntitle = The yard\ndate = 2020-01-09\n+++")
    assert (header.title, header.warnings) == ("The yard", (NOT_TOML,))
    assert header.dates == (Written("2020-01-09", Origin.FRONT_MATTER),)


@pytest.mark.parametrize(
    "text",
    [
        "---\ntitle: a\n\nText",
        "---\nSome prose.\n---\nText",
        "---\n“Some: [prose\n---\nText",
        "---\n- a\n---\nText",
        "+++\ntitle = 'a'\n\nText",
        "+++\nSome prose.\n+++\nText",
        "text\n---\ntitle: a\n---\n",
        "---\ntitle: a\n" + "x" * MAX_FRONT_MATTER_CHARACTERS + "\n---\nText",
    ],
)
def test_other_text_between_rules_is_text(text: str) -> None:
    assert read_front_matter(text, 0) is None


def test_empty_front_matter_is_no_text() -> None:
    assert read_front_matter("---\n---\nText", 0) == Header(8)


PIECES = st.sampled_from(
    ["---\n", "+++\n", "{", "}", '"title"', ": ", " = ", "date", "2020-01-09", "\n", "  ", "[", "]"]
)


@given(st.lists(PIECES, max_size=25).map("".join), st.sampled_from(["---\n", "+++\n", "{", ""]))
def test_any_block_is_front_matter_that_ends_inside_the_text_or_none(text: str, head: str) -> None:
    header = read_front_matter(head + text, 0)
    assert header is None or 0 < header.body <= len(head + text)
