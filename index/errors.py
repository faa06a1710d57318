"""Every error Dateline raises on purpose. Each message says what, where, the value, the next step.

DatelineError
├── UsageError            what a person asked for cannot be done as written        (exit 2)
│   ├── QuestionError     the question is empty or too long
│   └── SettingsError     one or more settings are wrong; names them all
├── DocumentError         one file cannot become a document; indexing goes on      (exit 2)
│   └── FormatError       nor will it, until the file or the reader of its format changes
├── FeedError             a feed cannot be fetched, read or followed                 (exit 2)
├── StoreError            the index cannot serve                                   (exit 3)
│   ├── StoreMissing      there is no index yet
│   ├── StoreBroken       a file of the index is damaged
│   │   └── DocumentDamaged   what the index holds of one document is
│   ├── StoreMismatch     the index was made by another model, format or setting
│   ├── StoreBusy         another process is writing to the index
│   │   └── StateGone     it has written over what was being read
│   └── StoreUnwritable   the index folder cannot be written
├── ModelError            the embedding model cannot be found, checked or loaded   (exit 3)
└── QuoteMismatch         a quote is not what the document says; it is never shown (exit 3)
"""


class DatelineError(Exception):
    """Base of all errors that are shown to people; `exit_code` is the terminal's."""

    exit_code = 3


class UsageError(DatelineError):
    """What was asked for cannot be done as written."""

    exit_code = 2


class QuestionError(UsageError):
    """The question is empty or too long."""


class SettingsError(UsageError):
    """One or more settings are wrong; the message names every one."""


class DocumentError(DatelineError):
    """One file cannot become a document."""

    exit_code = 2


class FormatError(DocumentError):
    """A file of a foreign format cannot become a document, however often it is read.

    `reader` is the name and version of what read it.
    """

    def __init__(self, message: str, reader: str = "") -> None:
        super().__init__(message)
        self.reader = reader


class FeedError(DatelineError):
    """A feed cannot be fetched or read, or the list of those that are followed cannot."""

    exit_code = 2


class StoreError(DatelineError):
    """The index cannot serve."""


class StoreMissing(StoreError):
    """There is no index yet."""


class StoreBroken(StoreError):
    """A file of the index is damaged."""


class DocumentDamaged(StoreBroken):
    """What the index holds of one document is not what was written."""


class StoreMismatch(StoreError):
    """The index was made by another model, format version or passage setting."""


class StoreBusy(StoreError):
    """Another process is writing to the index."""


class StateGone(StoreBusy):
    """What was being read has been written over; what asks once more reads the new state."""


class StoreUnwritable(StoreError):
    """The index folder cannot be written."""


class ModelError(DatelineError):
    """The embedding model cannot be found, checked or loaded."""


class QuoteMismatch(DatelineError):
    """A quote is not what the stored document says at its place."""
