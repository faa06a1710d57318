from index.readers.formats.pdf.pages import Line, Page
from index.readers.formats.pdf.running import without_running


def page(number, *texts, sizes=None):
    sizes = sizes or [10] * len(texts)
    return Page(
        number,
        f"page {number}",
        tuple(
            Line(text, 0, 10, 700 - 20 * n, 690 - 20 * n, size)
            for n, (text, size) in enumerate(zip(texts, sizes, strict=True))
        ),
    )


def kept(*pages):
    found, told = without_running(list(pages))
    return [[line.text for line in one.lines] for one in found], told


def test_the_same_line_at_an_edge_of_three_pages_runs_but_for_its_digits():
    pages = [page(n, f"Chapter 1, {n}", "abc"[n], "def"[n], "Kolm Press") for n in range(3)]
    found, told = kept(*pages)
    assert found == [["a", "d"], ["b", "e"], ["c", "f"]]
    assert told == ("Chapter 1, 0", "Kolm Press")


def test_numbers_of_pages_run_from_two_pages_on():
    found, told = kept(page(1, "First text", "more", "1"), page(2, "Other text", "again", "2"))
    assert found == [["First text", "more"], ["Other text", "again"]]
    assert told == ()


def test_twice_is_no_running_title_and_a_page_is_never_emptied():
    pages = [page(1, "Title", "a", "b", "c"), page(2, "Title", "x", "y", "z")]
    assert kept(*pages)[0] == [["Title", "a", "b", "c"], ["Title", "x", "y", "z"]]
    assert kept(*(page(n, "Same") for n in range(3)))[0] == [["Same"]] * 3


def test_the_title_on_the_first_page_is_larger_and_stays():
    pages = [page(1, "Report", "a", "b", "o", sizes=[24, 10, 10, 10])]
    pages += [page(n, "Report", *words) for n, words in enumerate(("def", "ghj", "kmn"), 2)]
    assert kept(*pages)[0] == [
        ["Report", "a", "b", "o"],
        ["d", "e", "f"],
        ["g", "h", "j"],
        ["k", "m", "n"],
    ]
