import os
import shutil

import hypothesis
import pytest
from filelock import FileLock

# How long an example takes says how busy the machine is, and nothing of the code.
hypothesis.settings.register_profile("dateline", deadline=None)
hypothesis.settings.load_profile("dateline")

# --- what `make quick` leaves out, by the fixtures that a test uses ---

NEEDED_BY = {
    "shelf": "index",
    "parts": "index",
    "exported_models": "model",
    "tiny_model": "model",
    "tiny_export": "model",
    "article_library": "model",
}


def pytest_collection_modifyitems(items):
    for item in items:
        for need in {NEEDED_BY[name] for name in item.fixturenames if name in NEEDED_BY}:
            item.add_marker(need)


# --- what is costly is made once a run, by whichever process needs it first ---


def made_once(tmp_path_factory, name, make):
    """Return the folder that `make` was given to fill; all processes of a run get the same one."""
    base = tmp_path_factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        base = base.parent
    folder = base / name
    with FileLock(base / f"{name}.lock"):
        if not folder.exists():
            new = base / f"{name}.new"
            new.mkdir()
            make(new)
            new.rename(folder)
    return folder


# --- every test runs in a folder of its own, with none of the machine's settings ---


@pytest.fixture(autouse=True)
def own_folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    for name in list(os.environ):
        if name.startswith(("DATELINE_", "DISCORD_")) or name in {
            "NO_COLOR",
            "FORCE_COLOR",
            "COLUMNS",
        }:
            monkeypatch.delenv(name)
    return tmp_path


# --- a library in a folder, with a tiny deterministic embedder ---


@pytest.fixture(scope="session")
def first_indexes(tmp_path_factory):
    """Where shelves find their first index if one of the same documents was made before."""
    from shelf import FirstIndexes

    return FirstIndexes(tmp_path_factory.mktemp("first-indexes"))


@pytest.fixture
def shelf(tmp_path, first_indexes):
    from shelf import Shelf

    made = Shelf(tmp_path, first_indexes=first_indexes)
    yield made
    made.close()


# --- embedding models: exported once a run, since importing torch takes seconds ---

os.environ["HF_HUB_OFFLINE"] = "1"  # read when huggingface_hub is first imported
os.environ["ORT_DISABLE_TELEMETRY"] = "1"  # as bot.cli does it


@pytest.fixture(scope="session")
def exported_models(tmp_path_factory):
    """A models folder with the export of the default model; it is shared, so never change it."""
    from index.embedding import DEFAULT_MODEL, Model

    return made_once(
        tmp_path_factory, "models", lambda models: Model(DEFAULT_MODEL, models).identity()
    )


@pytest.fixture(scope="session")
def tiny_model(tmp_path_factory):
    """The folder of a sentence-transformers model of 32 dimensions; see tiny_model.py."""
    from tiny_model import save_tiny_model

    return (
        made_once(tmp_path_factory, "tiny", lambda folder: save_tiny_model(folder / "model"))
        / "model"
    )


@pytest.fixture(scope="session")
def tiny_export(tiny_model, tmp_path_factory):
    """A models folder with the export of the tiny model."""
    from index.embedding import Model

    return made_once(
        tmp_path_factory, "tiny-models", lambda models: Model(str(tiny_model), models).identity()
    )


@pytest.fixture(scope="session")
def article_library(exported_models, tmp_path_factory):
    """The article in `source_docs` and its index in `.dateline`, for tests to copy; no models."""
    from bot.indexing import bring_in_line
    from bot.settings import Settings
    from places import SOURCE_DOCS

    def make(folder):
        shutil.copytree(SOURCE_DOCS, folder / "source_docs")
        index_dir = folder / ".dateline"
        index_dir.mkdir()
        (index_dir / "models").symlink_to(exported_models)
        bring_in_line(Settings(source_docs=folder / "source_docs", index_dir=index_dir))
        (index_dir / "models").unlink()

    return made_once(tmp_path_factory, "article-library", make)


# --- the bot in a simulated Discord, over a small library; no model is loaded ---


@pytest.fixture
def parts(tmp_path, shelf):
    from parts import Parts

    made = Parts(tmp_path, shelf)
    yield made
    made.close()


@pytest.fixture
def simcord_bot(parts):
    return parts.client()
