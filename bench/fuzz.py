"""Fuzzes the code of headers, front matter and dates, guided by coverage, for a bounded time.

    PYTHONPATH=bench python bench/fuzz.py [--seconds 120] [TARGET ...]

Seconds count for each of the targets of `fuzz_targets`. What an input found is a file in
`.dateline-bench/fuzz/found/`, and how it fails is printed; it ends with 1 then. What was learned
stays in `.dateline-bench/fuzz/`, so that the next run goes on from there.
"""

import argparse
import re
import subprocess
from pathlib import Path

from fuzz_targets import TARGETS
from measure import CLONE, PYTHON, WORK
from table import Figure, show

RUN = str(CLONE / "bench" / "fuzz_run.py")
FOLDER = WORK / "fuzz"
FOUND = FOLDER / "found"
SECONDS_AN_INPUT = 5  # longer is a finding: nobody waits so long for a line
BEGINNINGS = (
    "---\ntitle: Harbour news\ndate: 2020-01-09\nurl: https://example.org/2020/01/09/a\n---\nText.",
    '+++\ntitle = "Harbour news"\ndate = 2020-01-09T10:00:00Z\n[params]\na = 1\n+++\nText.',
    '{"title": "Harbour news", "date": "2020-01-09", "tags": ["a"]}\n\nText.',
    "date 2020-01-09 Harbour news\n\nThe harbour was dredged last September.",
    "Harbour news\nPublished: January 9, 2020\nBy Ann Ode\n\nText of two words.",
    "Title: Harbour news\nDate: 9. Januar 2020\nUpdated: 03/04/2021\n\nText.",
    "From: Ann\nTo: Bo\nSubject: Keys\nDate: Fri, 14 Mar 2025 23:30:00 -0500\n\nText.",
    "KOLM, 9 January 2020 (Wire) - The harbour was dredged.\n\n> quoted\n",
    "# 2020-01-09\n\nText.\n\n## 10 January 2020\n\nMore.\n\n## W03 2020\n\nMore.",
    "[2024-03-04 18:22] ilse: yes\n[2024-03-04 18:23] jo: the day before yesterday?\n",
    "2020/01/09/harbour 9 Jan 2020-Q1-W03_IMG_20200109_v2021.3.1.md",
    "In the third quarter of fiscal 2019, two weeks after Easter, on 5 and 6 May, it rained.",
    "What happened between the summer of 2018 and last March, before the vote on 03/04/2019?",
    "since the early 1990s, from Monday to Friday, half a year ago, by the end of next month",
)
WORDS = (
    *("date", "title", "published", "updated", "January", "Sept.", "März", "2020-01-09", "2019"),
    *("---", "+++", "{", "}", ": ", " = ", "<!--", "-->", "```", "| ", "Q3", "W38", "H1", "FY"),
    *("last ", "next ", "ago", "since ", "until ", "between ", "before ", "yesterday", "weekend"),
    *("first half of ", "early ", "mid-", "the 1990s", "19th century", "Easter", "Monday", "noon"),
    *("By ", "Posted on ", "As of ", "Edition of ", "T23:30:00-05:00", "03/04/2020", "9. ", "年"),
    *("&a", "*a", "!!", "\t", "\r\n", "\u00a0", "\ufeff", "\u0660", "http://example.org/"),
)


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("targets", nargs="*", default=[*TARGETS], metavar="TARGET")
    parser.add_argument("--seconds", type=int, default=120)
    options = parser.parse_args()
    FOUND.mkdir(parents=True, exist_ok=True)
    words = FOLDER / "words"
    words.write_text("".join(f'"{_escaped(word)}"\n' for word in WORDS), encoding="ascii")
    figures, failures = [], []
    for name in options.targets:
        said, code = _fuzz(name, options.seconds, words)
        done = re.findall(r"#([0-9]+)\s+\w+\s+cov: ([0-9]+)", said)
        tried, branches = done[-1] if done else ("0", "0")
        figures.append(
            Figure(
                f"{name}: inputs tried",
                f"{int(tried):,}",
                beside=f"{int(branches):,} branches taken",
            )
        )
        if code:
            failures.append(said)
    show(
        f"fuzz: {options.seconds} s a target",
        [*figures, Figure("targets that an input failed", len(failures), "", 0)],
    )
    for said in failures:
        print(said[-3_000:])
    return 1 if failures else 0


def _fuzz(name: str, seconds: int, words: Path) -> tuple[str, int]:
    """Return what a run of a target said, and its exit code."""
    learned = FOLDER / name
    learned.mkdir(exist_ok=True)
    for number, text in enumerate(BEGINNINGS):
        (learned / f"begin-{number}").write_text(text, encoding="utf-8")
    limits = [
        f"-max_total_time={seconds}",
        f"-timeout={SECONDS_AN_INPUT}",
        "-max_len=3000",
        "-rss_limit_mb=2000",
        f"-dict={words}",
        f"-artifact_prefix={FOUND}/{name}-",
    ]
    run = subprocess.run(
        [PYTHON, RUN, name, str(learned), *limits],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        check=False,
    )
    return run.stdout.decode("utf-8", "replace"), run.returncode


def _escaped(word: str) -> str:
    """Return a word as the dictionary of libFuzzer has it."""
    return "".join(
        chr(byte) if 32 <= byte < 127 and byte not in b'"\\' else f"\\x{byte:02X}"
        for byte in word.encode()
    )


if __name__ == "__main__":
    raise SystemExit(main())
