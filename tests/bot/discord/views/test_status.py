import pytest

from bot.discord.views.status import duration, status_view
from fake_library import failed_file, status
from views import texts


def test_the_status_page():
    view = status_view(status(), uptime_seconds=93_784, latency_seconds=0.0421)
    assert texts(view) == [
        "**Library:** 1 document, published 9 January 2020\n"
        "**Passages:** 2\n"
        "**Model:** all-MiniLM-L6-v2, 384 dimensions\n"
        "**Index:** up to date\n"
        "**Running for:** 1 day 2 hours\n"
        "**Gateway latency:** 42 ms"
    ]
    lagging = status_view(status(lagging=True), uptime_seconds=5, latency_seconds=None)
    assert "behind, the next start brings it in line\n" in texts(lagging)[0]
    assert texts(lagging)[0].endswith("less than a minute\n**Gateway latency:** unknown")
    failed = status_view(
        status(failed=(failed_file("a.pdf"),)), uptime_seconds=5, latency_seconds=None
    )
    assert texts(failed)[0].endswith("\n**Could not be read:** 1 file; `/reindex` names them")


@pytest.mark.parametrize(
    ("seconds", "named"),
    [(59, "less than a minute"), (60, "1 minute"), (3_600, "1 hour"), (7_260, "2 hours 1 minute")],
)
def test_durations(seconds, named):
    assert duration(seconds) == named
