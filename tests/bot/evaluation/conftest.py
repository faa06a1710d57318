import pytest

from bot.settings import Settings


@pytest.fixture
def kept(tmp_path, exported_models):
    """A folder for the index of a data set, with the default model exported already."""
    (tmp_path / "kept" / "index").mkdir(parents=True)
    (tmp_path / "kept" / "index" / "models").symlink_to(exported_models)
    return tmp_path / "kept"


@pytest.fixture
def settings():
    return Settings(reranker="off")
