from types import SimpleNamespace

from bot.terminal.indexing import bring


def test_what_indexing_waits_for_is_told_on_stderr_and_its_report_comes_back(monkeypatch, capsys):
    def bring_in_line(settings, *, progress, waiting, remove_all):
        waiting("another process is writing")
        return SimpleNamespace(settings=settings, remove_all=remove_all)

    monkeypatch.setattr("bot.indexing.bring_in_line", bring_in_line)
    report = bring("settings", remove_all=True)
    assert (report.settings, report.remove_all) == ("settings", True)
    assert bring("settings").remove_all is False
    out, err = capsys.readouterr()
    assert (out, err) == ("", "another process is writing\n" * 2)
