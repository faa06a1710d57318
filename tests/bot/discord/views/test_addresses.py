import pytest

from bot.discord.views.addresses import MAX_URL, is_plain


@pytest.mark.parametrize(
    ("url", "plain"),
    [
        ("https://example.org/a_b?c=1", True),
        ("https://discord.com/channels/5/6/7", True),
        ("https://discord.gg/abc", False),
        ("https://discord.com/invite/6", False),
        ("https://example.org/#top", False),
        ("javascript:alert(1)", False),
        ("https://example.org/" + "a" * MAX_URL, False),
    ],
)
def test_what_discord_shows_as_a_link_and_as_nothing_else(url, plain):
    assert is_plain(url) is plain
