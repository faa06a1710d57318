"""One run of `dateline eval` from a data set or a file of cases to its report.

Owns which libraries are opened for it; showing the report is the face's.
"""

import random
import tempfile
from collections.abc import Callable, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from bot.evaluation.beir import KnownQuestion, read_beir
from bot.evaluation.cases import Judged, judge, read_cases
from bot.evaluation.corpus import index_texts
from bot.evaluation.ranking import Refusal, Values, measure
from bot.library import Library
from bot.settings import Settings
from index.embedding.reranker import OFF, described
from index.errors import UsageError

if TYPE_CHECKING:
    from index.report import Progress

# No question is cut short: what is measured is quality, and the machine may be busy.
_NO_HURRY_SECONDS = 60.0
_SEED = 20


@dataclass(frozen=True, slots=True)
class RankingReport:
    """What a data set in BEIR's layout gave."""

    name: str
    documents: int
    questions: int
    second_look: str  # the name of the cross-encoder, or why there is none
    rows: Mapping[str, Values]
    refusal: Refusal | None
    seconds: tuple[float, ...]  # of each question


def evaluate_texts(
    folder: Path,
    settings: Settings,
    *,
    keep: Path | None,
    limit: int | None,
    progress: "Callable[[Progress], None]",
) -> RankingReport:
    """Index a data set, in `keep` or for this run alone, and ask its questions.

    `limit`: at most so many of them, drawn by chance and the same ones every time. Raises
    UsageError, StoreError or ModelError.
    """
    from index.report import Progress  # here: cases of one's own library do without readers

    data = read_beir(folder)
    questions = _drawn(data.questions, limit)
    with ExitStack() as stack:
        place = keep or Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="dateline-")))
        hurried, ids = index_texts(data.texts, place, settings, progress)
        made = replace(hurried, budget_seconds=_NO_HURRY_SECONDS)
        first = stack.enter_context(Library.open(replace(made, reranker=OFF)))
        name = described(settings.reranker)
        second = None
        if not name.startswith(OFF):
            second = stack.enter_context(Library.open(made))
        measured = measure(
            questions,
            ids,
            first,
            second,
            lambda done: progress(Progress("asking", done, len(questions))),
        )
    return RankingReport(
        name=data.name,
        documents=len(data.texts),
        questions=len(questions),
        second_look=name,
        rows=measured.rows,
        refusal=measured.refusal,
        seconds=measured.seconds,
    )


def evaluate_cases(
    path: Path,
    settings: Settings,
    *,
    only: Sequence[str],
    libraries: Sequence[str] = (),
    progress: "Callable[[Progress], None]",
) -> list[Judged]:
    """Ask a file of cases of the library in use; with `only`, those of these kinds.

    With `libraries`, of these alone. Raises UsageError, StoreError or ModelError.
    """
    from index.report import Progress

    cases = read_cases(path)
    chosen = [case for case in cases if set(only) <= set(case.kinds)]
    if not chosen:
        kinds = sorted({kind for case in cases for kind in case.kinds})
        raise UsageError(f"no case of {path} is {' and '.join(only)}; kinds: {', '.join(kinds)}")
    with Library.open(replace(settings, budget_seconds=_NO_HURRY_SECONDS)) as library:
        seen = library.seen_by(library.named(libraries))
        return judge(seen, chosen, lambda done: progress(Progress("asking", done, len(chosen))))


def _drawn(questions: Sequence[KnownQuestion], limit: int | None) -> list[KnownQuestion]:
    if limit is None or limit >= len(questions):
        return list(questions)
    return random.Random(_SEED).sample(questions, limit)  # noqa: S311 - nothing secret
