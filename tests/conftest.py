import os

import pytest

# --- what `make quick` leaves out, by the fixtures that a test uses ---

NEEDED_BY = {
    "shelf": "index",
    "parts": "index",
    "exported_models": "model",
    "tiny_model": "model",
    "tiny_export": "model",
}


def pytest_collection_modifyitems(items):
    for item in items:
        for need in {NEEDED_BY[name] for name in item.fixturenames if name in NEEDED_BY}:
            item.add_marker(need)


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


@pytest.fixture
def shelf(tmp_path):
    from shelf import Shelf

    made = Shelf(tmp_path)
    yield made
    made.close()


# --- embedding models: exported once a run, since importing torch takes seconds ---

os.environ["HF_HUB_OFFLINE"] = "1"  # read when huggingface_hub is first imported
os.environ["ORT_DISABLE_TELEMETRY"] = "1"  # as bot.cli does it


@pytest.fixture(scope="session")
def exported_models(tmp_path_factory):
    """A models folder with the export of the default model."""
    from index.embedding import DEFAULT_MODEL, Model

    models = tmp_path_factory.mktemp("models")
    Model(DEFAULT_MODEL, models).identity()
    return models


@pytest.fixture(scope="session")
def tiny_model(tmp_path_factory):
    """The folder of a sentence-transformers model of 32 dimensions; see tiny_model.py."""
    from tiny_model import save_tiny_model

    return save_tiny_model(tmp_path_factory.mktemp("tiny") / "model")


@pytest.fixture(scope="session")
def tiny_export(tiny_model, tmp_path_factory):
    """A models folder with the export of the tiny model."""
    from index.embedding import Model

    models = tmp_path_factory.mktemp("tiny-models")
    Model(str(tiny_model), models).identity()
    return models


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
