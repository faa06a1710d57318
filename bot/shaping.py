"""What shapes an index, by the settings and by what stands in it: the model and the passages.

Owns the comparison of the two.
"""

from pathlib import Path

from bot.settings import Settings
from index.embedding import DEFAULT_MODEL, Model, ModelIdentity
from index.errors import StoreMismatch
from index.store.records import StoreIdentity


def models_dir(settings: Settings) -> Path:
    """Return where exported models are kept."""
    return settings.index_dir / "models"


def model_identity(identity: StoreIdentity) -> ModelIdentity:
    """Return the model of a store."""
    return ModelIdentity(
        name=identity.model,
        weights_sha256=identity.weights_sha256,
        dimension=identity.dimension,
        max_tokens=identity.model_tokens,
    )


def check_settings(identity: StoreIdentity, settings: Settings) -> None:
    """Compare a store with the settings. Raises StoreMismatch, which names both sides."""
    made = {"DATELINE_MODEL": identity.model, "DATELINE_PASSAGE_TOKENS": identity.passage_tokens}
    wanted = {"DATELINE_MODEL": settings.model, "DATELINE_PASSAGE_TOKENS": settings.passage_tokens}
    for name, value in wanted.items():
        if made[name] != value and _plain(made[name]) != _plain(value):
            raise StoreMismatch(
                f"the index in {settings.index_dir} was made with {name}={made[name]}, the "
                f"setting is {name}={value}; set it back, or make the index anew with: "
                "dateline index --rebuild"
            )


def _plain(value: object) -> str:
    text = str(value)
    return DEFAULT_MODEL if text == f"sentence-transformers/{DEFAULT_MODEL}" else text


def identity_of(model: Model, settings: Settings) -> StoreIdentity:
    """Return what a store made with a model and the settings is shaped by."""
    made_of = model.identity()
    return StoreIdentity(
        model=made_of.name,
        weights_sha256=made_of.weights_sha256,
        dimension=made_of.dimension,
        model_tokens=made_of.max_tokens,
        passage_tokens=settings.passage_tokens,
    )
