import re
from dataclasses import dataclass, fields
from pathlib import Path

import pytest

from bot.settings import SETTINGS, Setting, Settings, _setting, _whole, read_settings
from index.errors import SettingsError


def test_the_defaults_are_the_documented_ones():
    assert read_settings({}) == Settings(
        source_docs=Path("source_docs"),
        index_dir=Path(".dateline"),
        model="all-MiniLM-L6-v2",
        quotes=3,
        passage_tokens=128,
        max_file_bytes=20_000_000,
        git_dates=False,
        watch=False,
        private_feeds=False,
        watch_polling=False,
        refuse_below=0.5,
        reranker="ms-marco-MiniLM-L-12-v2",
        budget_seconds=2.0,
        log_level="WARNING",
        discord_token="",
        discord_api_url="",
        discord_gateway_url="",
        listen=False,
        dm_cooldown_seconds=5,
        workers=2,
        queue=200,
        conversation_minutes=30,
        log_format="text",
        metrics_port=0,
        keep_unanswered=True,
    )


def test_every_setting_is_read_from_the_environment():
    given = {
        "DATELINE_SOURCE_DOCS": "papers",
        "DATELINE_INDEX_DIR": "/var/lib/dateline",
        "DATELINE_MODEL": "some/model",
        "DATELINE_QUOTES": "10",
        "DATELINE_PASSAGE_TOKENS": "16",
        "DATELINE_MAX_FILE_MB": "500",
        "DATELINE_GIT_DATES": "1",
        "DATELINE_LIBRARIES": "board, club",
        "DATELINE_WATCH": "1",
        "DATELINE_PRIVATE_FEEDS": "1",
        "DATELINE_WATCH_POLLING": "1",
        "DATELINE_REFUSE_BELOW": "1",
        "DATELINE_RERANKER": "off",
        "DATELINE_BUDGET_SECONDS": "0.5",
        "DATELINE_LOG_LEVEL": "debug",
        "DISCORD_TOKEN": "abc.def",
        "DISCORD_API_URL": "http://127.0.0.1:8080/api/v10/",
        "DISCORD_GATEWAY_URL": "wss://gateway.example",
        "DATELINE_LISTEN": "1",
        "DATELINE_DM_COOLDOWN": "0",
        "DATELINE_WORKERS": "32",
        "DATELINE_QUEUE": "0",
        "DATELINE_CONVERSATION_MINUTES": "1440",
        "DATELINE_LOG_FORMAT": "JSON",
        "DATELINE_METRICS_PORT": "9090",
        "DATELINE_KEEP_UNANSWERED": "0",
        "DATELINE_FORGET_SERVERS_DAYS": "7",
    }
    assert given.keys() == {setting.name for setting in SETTINGS.values()}
    assert read_settings(given) == Settings(
        source_docs=Path("papers"),
        index_dir=Path("/var/lib/dateline"),
        model="some/model",
        quotes=10,
        passage_tokens=16,
        max_file_bytes=500_000_000,
        git_dates=True,
        libraries=("board", "club"),
        watch=True,
        private_feeds=True,
        watch_polling=True,
        refuse_below=1.0,
        reranker="off",
        budget_seconds=0.5,
        log_level="DEBUG",
        discord_token="abc.def",
        discord_api_url="http://127.0.0.1:8080/api/v10",
        discord_gateway_url="wss://gateway.example",
        listen=True,
        dm_cooldown_seconds=0,
        workers=32,
        queue=0,
        conversation_minutes=1_440,
        log_format="json",
        metrics_port=9090,
        keep_unanswered=False,
        forget_servers_days=7,
    )


def test_the_environment_wins_over_the_env_file(tmp_path):
    # With the byte order mark that Notepad writes, and a "${" that is no reference to anything.
    (tmp_path / ".env").write_text(
        "DATELINE_QUOTES=4\nDATELINE_MODEL='${HOME}'\nOTHER=1\n", encoding="utf-8-sig"
    )
    settings = read_settings({"DATELINE_QUOTES": "5", "PATH": "/bin"})
    assert (settings.quotes, settings.model) == (5, "${HOME}")


def test_an_empty_value_is_an_unset_one(tmp_path):
    (tmp_path / ".env").write_text("DATELINE_QUOTES=\nDATELINE_MODEL\n", encoding="utf-8")
    assert read_settings({"DATELINE_LOG_LEVEL": "  "}) == Settings()


def test_a_home_folder_is_resolved(monkeypatch, tmp_path):
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("USERPROFILE", str(tmp_path))
    assert read_settings({"DATELINE_SOURCE_DOCS": "~/docs"}).source_docs == tmp_path / "docs"


@pytest.mark.parametrize(
    ("name", "value", "allowed"),
    [
        ("QUOTES", "0", "a whole number from 1 to 10"),
        ("LOG_FORMAT", "xml", "text or json"),
        ("METRICS_PORT", "65536", "a whole number from 0 to 65535"),
        ("METRICS_PORT", "-1", "a whole number from 0 to 65535"),
        ("KEEP_UNANSWERED", "yes", "1 or 0"),
        ("QUOTES", "11", "a whole number from 1 to 10"),
        ("QUOTES", "2.5", "a whole number from 1 to 10"),
        ("PASSAGE_TOKENS", "15", "a whole number from 16 to 512"),
        ("PASSAGE_TOKENS", "513", "a whole number from 16 to 512"),
        ("MAX_FILE_MB", "0", "a whole number from 1 to 500"),
        ("MAX_FILE_MB", "501", "a whole number from 1 to 500"),
        ("REFUSE_BELOW", "-0.1", "a number from 0 to 1"),
        ("REFUSE_BELOW", "1.1", "a number from 0 to 1"),
        ("REFUSE_BELOW", "nan", "a number from 0 to 1"),
        ("BUDGET_SECONDS", "-1", "a number from 0 to 60"),
        ("BUDGET_SECONDS", "61", "a number from 0 to 60"),
        ("LOG_LEVEL", "LOUD", "one of DEBUG, INFO, WARNING, ERROR, CRITICAL"),
        ("LISTEN", "true", "1 or 0"),
        ("WORKERS", "0", "a whole number from 1 to 32"),
        ("QUEUE", "-1", "a whole number from 0 to 10000"),
        ("CONVERSATION_MINUTES", "0", "a whole number from 1 to 1440"),
        ("SOURCE_DOCS", "file.txt", "a folder"),
        ("SOURCE_DOCS", "~nobody-of-that-name/x", "a folder"),
    ],
)
def test_a_wrong_value_is_named_with_what_is_allowed(name, value, allowed, tmp_path):
    (tmp_path / "file.txt").touch()
    with pytest.raises(SettingsError) as caught:
        read_settings({f"DATELINE_{name}": value})
    assert str(caught.value) == (
        f"DATELINE_{name}: '{value}' is not {allowed}. "
        "Correct it in the environment or in .env; .env.example lists every setting."
    )


def test_all_faults_are_named_together(tmp_path):
    (tmp_path / ".env").write_text(
        "DATELINE_QUOTE=3\ndateline_model=x\nDATELINE_ZZZ=1\n", encoding="utf-8"
    )
    with pytest.raises(SettingsError) as caught:
        read_settings({"DATELINE_REFUSE_BELOW": "2", "DATELINE_QUOTES": "x"})
    assert str(caught.value) == (
        "5 settings are wrong:\n"
        "  DATELINE_QUOTES: 'x' is not a whole number from 1 to 10\n"
        "  DATELINE_REFUSE_BELOW: '2' is not a number from 0 to 1\n"
        "  DATELINE_QUOTE is not a setting (did you mean DATELINE_QUOTES?)\n"
        "  DATELINE_ZZZ is not a setting\n"
        "  dateline_model is not a setting (did you mean DATELINE_MODEL?)\n"
        "Correct them in the environment or in .env; .env.example lists every setting."
    )


def test_the_index_cannot_lie_among_the_documents():
    with pytest.raises(SettingsError, match=r"SOURCE_DOCS and DATELINE_INDEX_DIR: 'x' cannot be"):
        read_settings({"DATELINE_SOURCE_DOCS": "./x", "DATELINE_INDEX_DIR": "x"})


def test_an_env_file_that_is_not_utf8_is_named(tmp_path):
    (tmp_path / ".env").write_text("DATELINE_QUOTES=3\n", encoding="utf-16")
    with pytest.raises(SettingsError, match=r"^\.env cannot be read as UTF-8 text"):
        read_settings({})


@pytest.mark.parametrize(
    ("name", "value", "allowed"),
    [
        ("API", "discord.com/api/v10", "http:// or https://"),
        ("API", "wss://gateway.discord.gg", "http:// or https://"),
        ("API", "https://", "http:// or https://"),
        ("API", "https://proxy:port", "http:// or https://"),
        ("GATEWAY", "https://discord.com", "ws:// or wss://"),
    ],
)
def test_an_address_of_another_kind_is_named(name, value, allowed):
    with pytest.raises(SettingsError) as caught:
        read_settings({f"DISCORD_{name}_URL": value})
    assert str(caught.value).startswith(
        f"DISCORD_{name}_URL: '{value}' is not an address that begins with {allowed}. "
    )


@pytest.mark.parametrize("token", ["Bot abc", "ab\u00e9"])
def test_a_token_that_no_header_takes_is_refused_and_not_shown(token):
    with pytest.raises(SettingsError) as caught:
        read_settings({"DISCORD_TOKEN": token})
    assert str(caught.value).startswith("DISCORD_TOKEN: a hidden value is not a token.")


def test_the_token_is_read_from_the_env_file_and_never_shown(tmp_path):
    (tmp_path / ".env").write_text("DISCORD_TOKEN=s3cret\nDISCORD_OTHER=1\n", encoding="utf-8")
    settings = read_settings({})
    assert settings.discord_token == "s3cret"
    assert "s3cret" not in repr(settings)


def test_a_secret_is_never_shown(monkeypatch):
    @dataclass(frozen=True)
    class Secretive:
        token: int = _setting("TOKEN", "1", _whole(1, 9), "A token.", secret=True)

    assert repr(Secretive(token=7)) == f"{Secretive.__qualname__}()"
    declared: Setting = fields(Secretive)[0].metadata["setting"]
    monkeypatch.setitem(SETTINGS, "token", declared)
    with pytest.raises(SettingsError, match="DATELINE_TOKEN: a hidden value is not a whole") as e:
        read_settings({"DATELINE_TOKEN": "s3cret"})
    assert "s3cret" not in str(e.value)


def test_every_default_is_what_its_field_holds():
    for key, setting in SETTINGS.items():
        assert setting.parser.read(setting.default) == getattr(Settings(), key)
        assert re.fullmatch(r"[A-Z].*\.", setting.help)
