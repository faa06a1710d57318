import hashlib
import os
import shutil

import pytest

from index.embedding.identity import DEFAULT_MODEL, Source, find, hash_weights, stats
from index.errors import ModelError

PUBLISHED = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"


def folder_of(tmp_path, **files):
    folder = tmp_path / "model"
    for name, content in files.items():
        path = folder / name.replace("__", "/").replace("_dot_", ".")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    return folder


@pytest.mark.parametrize("name", [DEFAULT_MODEL, f"sentence-transformers/{DEFAULT_MODEL}"])
def test_the_default_model_is_the_packaged_one_with_the_published_weights(name):
    source = find(name)
    assert source.name == "all-MiniLM-L6-v2"
    assert hash_weights(source) == PUBLISHED
    assert [(stat.size, stat.path.rpartition("/")[2]) for stat in stats(source)] == [
        (90868376, "model.safetensors")
    ]


def test_weights_that_are_not_the_published_ones_name_both_hashes(tmp_path):
    folder = folder_of(tmp_path, model_dot_safetensors=b"abd")
    published = hashlib.sha256(b"abc").hexdigest()
    found = hashlib.sha256(b"abd").hexdigest()
    with pytest.raises(ModelError, match=f"SHA-256 {found}, expected {published}"):
        hash_weights(Source("copy", folder, published))
    (folder / "model.safetensors").write_bytes(b"abc")
    assert hash_weights(Source("copy", folder, published)) == published


def test_a_published_model_without_its_weights_is_an_error(tmp_path):
    with pytest.raises(ModelError, match=r"model 'copy' .* cannot be read"):
        hash_weights(Source("copy", tmp_path, PUBLISHED))
    with pytest.raises(ModelError, match=r"model 'copy' .* cannot be read"):
        stats(Source("copy", tmp_path, PUBLISHED))


def test_another_models_hash_covers_weights_and_settings_in_path_order(tmp_path):
    folder = folder_of(
        tmp_path,
        model_dot_safetensors=b"weights",
        modules_dot_json=b"{}",
        README_dot_md=b"words",
        onnx__config_dot_json=b"other",
    )
    source = find(str(folder))
    listing = "".join(
        f"{hashlib.sha256(content).hexdigest()}  {name}\n"
        for name, content in [("model.safetensors", b"weights"), ("modules.json", b"{}")]
    )
    assert hash_weights(source) == hashlib.sha256(listing.encode()).hexdigest()
    before = stats(source)
    os.utime(folder / "modules.json", ns=(1, 1))
    assert [stat.mtime_ns == 1 for stat in stats(source)] == [False, True]
    assert before[0] == stats(source)[0]


def test_a_folder_of_pickled_weights_is_refused(tmp_path):
    folder = folder_of(tmp_path, pytorch_model_dot_bin=b"pickle", config_dot_json=b"{}")
    with pytest.raises(ModelError, match="no safetensors weights"):
        find(str(folder))


def test_one_module_with_pickled_weights_is_refused_and_named(tmp_path, tiny_model):
    folder = tmp_path / "copy"
    shutil.copytree(tiny_model, folder)
    assert find(str(folder)) == Source(str(folder), folder)
    (folder / "2_Dense/model.safetensors").rename(folder / "2_Dense/pytorch_model.bin")
    with pytest.raises(ModelError, match=r"no safetensors weights in .*2_Dense\. "):
        find(str(folder))


@pytest.mark.parametrize("name", ["no-such/model-here", "no such folder/at/all", ""])
def test_a_name_nothing_answers_to_is_an_error_that_names_it(name):
    with pytest.raises(ModelError, match=rf"'{name}'.* (default|safetensors)"):
        find(name)
