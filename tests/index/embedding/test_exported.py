import json
import os
from dataclasses import replace
from pathlib import Path

import pytest

from index.embedding.exported import (
    Exported,
    FileHash,
    Padding,
    Pipeline,
    check,
    folder_for,
    read,
    refresh,
    write,
)
from index.embedding.identity import FileStat, ModelIdentity
from index.errors import ModelError

SHA = "0123456789abcdef" * 4
RECORD = Exported(
    identity=ModelIdentity("a/model", SHA, 4, 16),
    sources=(FileStat("/there/model.safetensors", 7, 8),),
    pipeline=Pipeline(("input_ids",), Padding("left", 1, 2), "right", "q: ", "p: "),
    files=(),
)
ABC = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"


def fill(folder: Path) -> Exported:
    (folder / "model.onnx").write_bytes(b"abc")
    return RECORD


@pytest.fixture
def export(tmp_path):
    write(tmp_path / "models", SHA, fill)
    return tmp_path / "models" / "0123456789abcdef"


def test_a_written_export_is_read_back_with_the_hashes_of_its_files(export):
    assert export == folder_for(export.parent, SHA)
    wanted = replace(RECORD, files=(FileHash("model.onnx", 3, ABC),))
    assert read(export) == wanted
    assert check(export) == wanted
    assert sorted(path.name for path in export.iterdir()) == ["model.json", "model.onnx"]
    assert [path.name for path in export.parent.iterdir()] == ["0123456789abcdef"]


def test_an_export_that_fails_leaves_the_old_one_and_no_trace(export):
    def fail(folder: Path) -> Exported:
        (folder / "model.onnx").write_bytes(b"half")
        raise RuntimeError("out of luck")

    with pytest.raises(RuntimeError, match="out of luck"):
        write(export.parent, SHA, fail)
    assert (export / "model.onnx").read_bytes() == b"abc"
    assert [path.name for path in export.parent.iterdir()] == ["0123456789abcdef"]


def test_an_export_replaces_a_damaged_one(export):
    (export / "model.onnx").unlink()
    write(export.parent, SHA, fill)
    assert check(export).files == (FileHash("model.onnx", 3, ABC),)


def test_a_file_of_another_size_is_noticed_on_opening(export):
    (export / "model.onnx").write_bytes(b"abcd")
    with pytest.raises(ModelError, match=r"model.onnx has 4 bytes, not 3\).* run `dateline index`"):
        read(export)


def test_a_file_of_the_same_size_is_noticed_by_the_check(export):
    (export / "model.onnx").write_bytes(b"abd")
    assert read(export).identity == RECORD.identity
    with pytest.raises(ModelError, match=f"model.onnx has SHA-256 .*, not {ABC}"):
        check(export)


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        ("", "JSONDecodeError"),
        ("[]", "TypeError"),
        ("{}", "KeyError: 'format'"),
        ('{"format": 99}', "format 99, this version reads 3"),
    ],
)
def test_a_damaged_record_is_an_error_that_says_how_to_mend_it(export, content, reason):
    (export / "model.json").write_text(content, "utf-8")
    with pytest.raises(ModelError, match=rf"{reason}.* run `dateline index`"):
        read(export)


@pytest.mark.skipif(os.name == "nt", reason="permissions are those of the folder there")
def test_whoever_may_read_the_record_may_read_the_weights(tmp_path):
    def fill_secretly(folder: Path) -> Exported:
        record = fill(folder)
        for path in folder.iterdir():
            path.chmod(0o600)
        return record

    write(tmp_path, SHA, fill_secretly)
    (export,) = tmp_path.iterdir()
    assert len({path.stat().st_mode for path in export.iterdir()}) == 1


def test_an_export_of_the_format_before_is_an_error(export):
    record = json.loads((export / "model.json").read_text("utf-8"))
    (export / "model.json").write_text(json.dumps({**record, "format": 2}), "utf-8")
    with pytest.raises(ModelError, match=r"format 2, this version reads 3.* run `dateline index`"):
        read(export)


def test_questions_have_a_graph_of_their_own_where_its_file_was_written(export):
    def fill_both(folder: Path) -> Exported:
        (folder / "questions.onnx").write_bytes(b"abc")
        return fill(folder)

    assert not read(export).has_questions
    write(export.parent, SHA, fill_both)
    assert read(export).has_questions
    (export / "questions.onnx").unlink()
    with pytest.raises(ModelError, match=r"questions.onnx.* run `dateline index`"):
        read(export)


def test_a_missing_export_is_an_error(tmp_path):
    with pytest.raises(ModelError, match=r"nowhere is missing or damaged"):
        read(tmp_path / "nowhere")


def test_a_record_without_a_graph_is_read_back(tmp_path):
    record = replace(RECORD, pipeline=None)
    write(tmp_path, SHA, lambda _: record)
    assert read(folder_for(tmp_path, SHA)) == record


def test_a_record_is_replaced_alone(export):
    record = replace(read(export), sources=())
    refresh(export, record)
    assert read(export) == record
    assert json.loads((export / "model.json").read_text("utf-8"))["sources"] == []
    assert len(list(export.iterdir())) == 2


def test_a_folder_that_cannot_be_written_is_an_error(tmp_path):
    (tmp_path / "models").write_text("a file in the way", "utf-8")
    with pytest.raises(ModelError, match=r"cannot be written to .*models/0123456789abcdef"):
        write(tmp_path / "models", SHA, fill)
