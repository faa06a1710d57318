"""Sentences -> as few passages as they need, none of them above the limit.

Owns the size of sentences in tokens, the cutting of those that are too long, and the choice of
where a passage ends; which sentences may share one is the caller's business.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import chain

from index.cuts import cut_evenly
from index.passages.values import Lead, Role
from index.sentences import Span

# A word-piece tokenizer turns any word over 100 characters into one unknown token, so its counts
# alone do not bound a passage. English prose has four to five characters a token.
MAX_CHARACTERS_PER_TOKEN = 16

# The pieces of one sentence differ in tokens though they are alike in characters; with this margin
# most of them fit at the first cut (prose and number tables in English).
_CUT_MARGIN = 1.1


@dataclass(frozen=True, slots=True)
class Piece:
    """A sentence before it is packed."""

    span: Span
    role: Role = Role.PROSE
    leads: tuple[Lead, ...] = ()  # what it needs besides the headings, where that stands elsewhere


@dataclass(frozen=True, slots=True)
class Run:
    """Pieces that stay together, and their size."""

    pieces: tuple[Piece, ...]
    tokens: int  # at least one for every MAX_CHARACTERS_PER_TOKEN characters


def measure(
    text: str,
    pieces: Sequence[Piece],
    count_tokens: Callable[[list[str]], list[int]],
    max_tokens: int,
) -> list[list[Run]]:
    """Return the runs of each piece: one, or several where it was too long and had to be cut."""
    sizes = _fitting(text, [piece.span for piece in pieces], count_tokens, max_tokens)
    runs = iter(sizes)
    measured: list[list[Run]] = []
    for piece in pieces:
        own: list[Run] = []
        end = piece.span.start
        while end < piece.span.end:
            span, tokens = next(runs)
            own.append(Run((Piece(span, piece.role, piece.leads),), tokens))
            end = span.end
        measured.append(own)
    return measured


def pack(units: list[list[Run]], max_tokens: int) -> list[Run]:
    """Return passages of whole units where they fit, of whole runs where they do not.

    A unit is what one would rather not part: a paragraph, a question with its answer.
    """
    whole: list[Run] = []
    for unit in units:
        if sum(run.tokens for run in unit) <= max_tokens:
            whole.append(join(unit))
        else:
            whole += _balanced(unit, max_tokens)
    return _balanced(whole, max_tokens)


def join(runs: Sequence[Run]) -> Run:
    """Return one run of all pieces."""
    if len(runs) == 1:
        return runs[0]
    return Run(
        tuple(chain.from_iterable(run.pieces for run in runs)), sum(run.tokens for run in runs)
    )


def _fitting(
    text: str,
    sentences: list[Span],
    count_tokens: Callable[[list[str]], list[int]],
    max_tokens: int,
) -> list[tuple[Span, int]]:
    """Measure the sentences, and cut those that are too long until every piece fits."""
    max_characters = max_tokens * MAX_CHARACTERS_PER_TOKEN
    waiting: list[Span] = []
    for sentence in sentences:
        # Cut before it is counted: a tokenizer that is handed megabytes at once takes gigabytes.
        parts = -(-(sentence.end - sentence.start) // max_characters)
        waiting += cut_evenly(text, sentence, parts) if parts > 1 else [sentence]
    done: list[tuple[Span, int]] = []
    while waiting:
        counts = count_tokens([text[span.start : span.end] for span in waiting])
        too_long: list[Span] = []
        for span, tokens in zip(waiting, counts, strict=True):
            length = span.end - span.start
            size = max(tokens, -(-length // MAX_CHARACTERS_PER_TOKEN))
            if size <= max_tokens or length == 1:
                done.append((span, size))
            else:
                too_long += cut_evenly(text, span, int(size * _CUT_MARGIN / max_tokens) + 1)
        waiting = too_long
    return sorted(done, key=lambda sized: sized[0].start)


def _balanced(runs: list[Run], max_tokens: int) -> list[Run]:
    """Pack runs into as few as they need, the largest of them as small as it can be."""
    if len(runs) < 2 or sum(run.tokens for run in runs) <= max_tokens:
        return [join(runs)] if runs else []
    fewest = len(_packed(runs, max_tokens))
    low, high = max(run.tokens for run in runs), max_tokens
    while low < high:
        middle = (low + high) // 2
        if len(_packed(runs, middle)) == fewest:
            high = middle
        else:
            low = middle + 1
    return [join(packed) for packed in _packed(runs, high)]


def _packed(runs: list[Run], max_tokens: int) -> list[list[Run]]:
    packs: list[list[Run]] = []
    size = 0
    for run in runs:
        if packs and size + run.tokens <= max_tokens:
            packs[-1].append(run)
            size += run.tokens
        else:
            packs.append([run])
            size = run.tokens
    return packs
