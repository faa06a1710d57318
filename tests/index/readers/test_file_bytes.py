import os

import pytest

from index.errors import DocumentError
from index.readers.file_bytes import read_bytes, too_large


def test_the_bytes_of_a_file_are_taken_up_to_a_limit(tmp_path):
    file = tmp_path / "a.txt"
    file.write_bytes(b"x" * 10)
    assert read_bytes(file, "docs/a.txt", 10) == b"x" * 10
    with pytest.raises(DocumentError) as raised:
        read_bytes(file, "docs/a.txt", 9)
    assert (
        str(raised.value)
        == str(too_large("docs/a.txt", 10, 9))
        == ("docs/a.txt: is 10 bytes, more than the limit of 9; split the file or raise the limit")
    )


def test_what_is_no_regular_file_is_not_waited_for(tmp_path):
    os.mkfifo(tmp_path / "pipe.txt")
    for name in ("pipe.txt", "none.txt"):
        with pytest.raises(DocumentError, match="is not there or is no regular file"):
            read_bytes(tmp_path / name, name, 10)
