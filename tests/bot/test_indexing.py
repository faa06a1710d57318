from dataclasses import replace
from pathlib import Path

import pytest

from bot.indexing import check_settings, identity_of, model_identity, models_dir
from bot.settings import Settings
from hash_embedder import HashModel
from index.embedding import DEFAULT_MODEL
from index.errors import StoreMismatch
from index.store.records import StoreIdentity

SETTINGS = Settings(index_dir=Path("library/.dateline"), passage_tokens=96)
MADE = StoreIdentity(DEFAULT_MODEL, "0" * 64, 384, 256, 96)


def test_a_store_is_shaped_by_the_model_and_the_length_of_passages():
    model = HashModel()
    made = identity_of(model, SETTINGS)
    assert made.passage_tokens == 96
    assert model_identity(made) == model.identity()


def test_exported_models_lie_in_the_folder_of_the_index():
    assert models_dir(SETTINGS) == Path("library/.dateline/models")


@pytest.mark.parametrize("name", [DEFAULT_MODEL, f"sentence-transformers/{DEFAULT_MODEL}"])
def test_the_default_model_has_two_names(name):
    check_settings(MADE, replace(SETTINGS, model=name))
    check_settings(replace(MADE, model=name), SETTINGS)


@pytest.mark.parametrize(
    ("settings", "words"),
    [
        (
            replace(SETTINGS, passage_tokens=64),
            "DATELINE_PASSAGE_TOKENS=96, the setting is DATELINE_PASSAGE_TOKENS=64",
        ),
        (
            replace(SETTINGS, model="other"),
            f"DATELINE_MODEL={DEFAULT_MODEL}, the setting is DATELINE_MODEL=other",
        ),
    ],
)
def test_other_settings_are_an_error_with_both_sides_and_the_mend(settings, words):
    with pytest.raises(StoreMismatch, match=f"{words}; .*dateline index --rebuild"):
        check_settings(MADE, settings)
