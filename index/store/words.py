"""A word index: tantivy (BM25) over passages, headings and titles, derived from the truth.

Owns how words become terms, for passages and questions alike; which words those are is in
`index.searched`. A question is never given to a query parser, so no character in it means anything.
"""

import os
import shutil
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

import tantivy

from index.searched import words_of
from index.store.layout import checksum, scratch_folder
from index.store.records import Published

# A title speaks for the whole document, so a word in it says less of one passage than a word in
# the passage: measured on SciFact and SQuAD with `make bench-ranking`.
TITLE_BOOST = 0.3
SECTION_BOOST = 0.6  # a heading names what stands below it
MAX_TERMS = 64  # distinct terms of one question; the rest of a very long one is not searched
ANALYZER = "dateline"
WRITER_MEMORY_BYTES = 64_000_000
META = "meta.json"  # tantivy's list of segments
MANAGED = ".managed.json"  # its list of the files that it may remove
# What is searched, with what a word in it counts.
FIELDS: Mapping[str, float] = MappingProxyType(
    {"text": 1.0, "title": TITLE_BOOST, "section": SECTION_BOOST}
)
NO_WEIGHTS: Mapping[tuple[str, str], float] = MappingProxyType({})
NOTHING_KNOWN: Mapping[str, list[int]] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class WordEntry:
    """One passage as the word index takes it."""

    passage_id: int
    document_id: int
    text: str
    section: str  # the headings above it
    title: str
    first_day: int | None  # proleptic ordinals of the publication date; None is undated
    last_day: int | None


def _analyzer() -> tantivy.TextAnalyzer:
    return (
        tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.simple())
        .filter(tantivy.Filter.remove_long(80))
        .filter(tantivy.Filter.lowercase())
        .filter(tantivy.Filter.ascii_fold())
        .filter(tantivy.Filter.stemmer("english"))
        .build()
    )


def _schema() -> tantivy.Schema:
    builder = tantivy.SchemaBuilder()
    builder.add_unsigned_field("passage", indexed=True, fast=True)
    builder.add_unsigned_field("document", indexed=True)
    builder.add_integer_field("first_day", indexed=True, fast=True)
    builder.add_integer_field("last_day", indexed=True, fast=True)
    builder.add_text_field("section", tokenizer_name=ANALYZER, index_option="freq")
    builder.add_text_field("title", tokenizer_name=ANALYZER, index_option="freq")
    builder.add_text_field("text", tokenizer_name=ANALYZER, index_option="freq")
    return builder.build()


class Analyzer:
    """Text -> terms: the words that are searched, in lower case, stemmed (English)."""

    def __init__(self) -> None:
        self._analyzer = _analyzer()

    def terms(self, text: str) -> list[str]:
        """Return the terms of `text` in order, repeated as they stand."""
        return list(self._analyzer.analyze(words_of(text)))


class WordIndex:
    """Passages by BM25. Searching is safe from several threads; writing is one process's."""

    def __init__(self, folder: Path | None) -> None:
        """Open the one in `folder`, made where there is none; with None, an empty one in memory."""
        self._schema = _schema()
        self._analyzer = Analyzer()
        self._open(folder)

    def _open(self, folder: Path | None) -> None:
        self._folder = folder
        self._index = (
            tantivy.Index(self._schema)
            if folder is None
            else tantivy.Index(self._schema, path=str(folder), reuse=True)
        )
        self._index.register_tokenizer(ANALYZER, _analyzer())
        # Kept from one reload to the next: to make one takes as long as to search with it.
        self._searcher = self._index.searcher()

    @staticmethod
    def create(folder: Path) -> "WordIndex":
        """Make an empty word index in `folder`, which must not exist."""
        folder.mkdir()
        return WordIndex(folder)

    @staticmethod
    def copy(source: Path, folder: Path, names: Iterable[str]) -> "WordIndex":
        """Make one in `folder`, which must not exist, that begins as that in `source`.

        `names` are its files. They are linked, not copied, where the system can: tantivy replaces
        files and never writes to one that is there.
        """
        folder.mkdir()
        for name in (*names, MANAGED):
            if not (source / name).exists():
                continue
            try:
                os.link(source / name, folder / name)
            except OSError:
                shutil.copyfile(source / name, folder / name)
        return WordIndex(folder)

    @staticmethod
    def read_only(source: Path, names: Iterable[str]) -> "WordIndex":
        """Open the one in `source`, of the files `names`, where nothing can be written.

        tantivy takes a lock in its folder even to read: it is given a folder of links. Raises
        OSError or ValueError.
        """
        index = WordIndex(None)  # until there is a folder, which goes when the index does
        folder = scratch_folder(index)
        for name in names:
            (folder / name).symlink_to((source / name).resolve())
        index._open(folder)
        return index

    @staticmethod
    def in_memory(entries: Iterable[WordEntry]) -> "WordIndex":
        """Make one of `entries` that is on no disk."""
        index = WordIndex(None)
        index.write(entries, gone_documents=())
        return index

    def reload(self) -> None:
        """See what was committed last."""
        self._index.reload()
        self._searcher = self._index.searcher()

    @property
    def size(self) -> int:
        """How many passages it holds."""
        return int(self._searcher.num_docs)

    def write(self, entries: Iterable[WordEntry], *, gone_documents: Sequence[int]) -> None:
        """Remove documents, then add passages, and commit both in one step."""
        writer = self._index.writer(heap_size=WRITER_MEMORY_BYTES, num_threads=1)
        # By query: deleting by term compares an unsigned field with a signed value, and finds none.
        if gone_documents:
            writer.delete_documents_by_query(
                tantivy.Query.term_set_query(self._schema, "document", list(gone_documents))
            )
        for entry in entries:
            document = tantivy.Document()
            document.add_unsigned("passage", entry.passage_id)
            document.add_unsigned("document", entry.document_id)
            if entry.first_day is not None and entry.last_day is not None:
                document.add_integer("first_day", entry.first_day)
                document.add_integer("last_day", entry.last_day)
            document.add_text("title", words_of(entry.title))
            document.add_text("section", words_of(entry.section))
            document.add_text("text", words_of(entry.text))
            writer.add_document(document)
        writer.commit()
        writer.wait_merging_threads()
        self.reload()

    def checksums(self, known: Mapping[str, list[int]] = NOTHING_KNOWN) -> dict[str, list[int]]:
        """Return the checksums of the files that a search reads, by name.

        Files of segments never change, so those in `known` are not read again.
        """
        if self._folder is None:
            return {}
        return {
            path.name: known[path.name]
            if path.name in known and path.name != META
            else checksum(path)
            for path in sorted(self._folder.iterdir())
            if path.is_file() and not path.name.startswith(".") and path.suffix != ".lock"
        }

    def matching(
        self,
        terms: Sequence[str],
        k: int,
        *,
        published: Published,
        among: Sequence[int] | None = None,
        weights: Mapping[tuple[str, str], float] = NO_WEIGHTS,
    ) -> list[tuple[int, float]]:
        """Return (passage id, BM25) of the `k` best for the terms of a question, best first.

        With `among`, only those passages. `weights` says of a term in a field how much more it
        counts than it does by its rarity here. No term in common gives an empty list.
        """
        terms = list(dict.fromkeys(terms))[:MAX_TERMS]
        if not terms or k < 1:
            return []
        should = tantivy.Occur.Should
        by_word = [
            (should, self._term(name, term, counts * weights.get((name, term), 1.0)))
            for term in terms
            for name, counts in FIELDS.items()
        ]
        query = tantivy.Query.boolean_query(by_word)
        filters = self._filters(published)
        if among is not None:
            # A set of terms would be one query too, but looks up three times slower.
            named = [(should, tantivy.Query.term_query(self._schema, "passage", i)) for i in among]
            filters.append(tantivy.Query.boolean_query(named))
        if filters:
            must = tantivy.Occur.Must
            query = tantivy.Query.boolean_query(
                [(must, query), *((must, tantivy.Query.const_score_query(f, 0.0)) for f in filters)]
            )
        searcher = self._searcher
        hits = searcher.search(query, limit=k, count=False).hits
        ids = searcher.fast_field_values("passage", [address for _, address in hits])
        return [
            (int(i), float(score)) for i, (score, _) in zip(ids, hits, strict=True) if i is not None
        ]

    def _term(self, field: str, term: str, weight: float) -> tantivy.Query:
        query = tantivy.Query.term_query(self._schema, field, term, index_option="freq")
        return query if weight == 1.0 else tantivy.Query.boost_query(query, weight)

    def terms(self, text: str) -> list[str]:
        """Return the terms of `text` in order, as passages and questions are compared."""
        return self._analyzer.terms(text)

    def frequency(self, field: str, term: str) -> int:
        """Return in how many passages a term stands in a field."""
        return int(self._searcher.doc_freq(field, term))

    def spelled_like(self, term: str, distance: int, k: int) -> list[int]:
        """Return up to `k` passages with a term that `distance` edits at most turn into `term`."""
        query = tantivy.Query.boolean_query(
            [
                (
                    tantivy.Occur.Should,
                    tantivy.Query.fuzzy_term_query(self._schema, field, term, distance),
                )
                for field in ("text", "title")
            ]
        )
        hits = self._searcher.search(query, limit=k, count=False).hits
        ids = self._searcher.fast_field_values("passage", [address for _, address in hits])
        return [int(i) for i in ids if i is not None]

    def absent(self, terms: Sequence[str]) -> frozenset[str]:
        """Return the terms that stand in no passage, heading or title."""
        searcher = self._searcher
        return frozenset(
            term for term in terms if not any(searcher.doc_freq(field, term) for field in FIELDS)
        )

    def _filters(self, published: Published) -> list[tantivy.Query]:
        day = tantivy.FieldType.Integer
        filters = []
        if published.after is not None:
            filters.append(
                tantivy.Query.range_query(
                    self._schema, "first_day", day, lower_bound=published.after.toordinal()
                )
            )
        if published.before is not None:
            filters.append(
                tantivy.Query.range_query(
                    self._schema,
                    "last_day",
                    day,
                    upper_bound=published.before.toordinal(),
                    include_upper=False,
                )
            )
        return filters
