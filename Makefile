# demo · test · check · bench. Everything they make stays in this folder.
PYTHON ?= python3.11
VENV := .venv
BIN := $(VENV)/bin
# Through the environment, so that a question may hold quotation marks.
export Q ?= Who invited Sadr to Tehran?
# On Linux, PyPI's PyTorch comes with several GB of CUDA. Without a GPU:
#   make demo TORCH_INDEX=https://download.pytorch.org/whl/cpu
TORCH_INDEX ?=
PIP := $(BIN)/pip install --disable-pip-version-check --quiet --no-cache-dir -c constraints.txt
# As the dateline command does: see bot/cli.py.
export ORT_DISABLE_TELEMETRY := 1
export HF_HOME := $(CURDIR)/$(VENV)/huggingface

# Needs more than the tests do: see bench/pictures.py.
pictures: $(VENV)/installed-dev
	PYTHONPATH=bench $(BIN)/python bench/pictures.py docs

.PHONY: demo test check bench bench-dates bench-discord bench-own pictures bench-ranking bench-refusal clean

# A file that cannot be read (2) and a refusal (1) are answers too.
demo: $(VENV)/installed
	$(BIN)/dateline index || [ $$? -eq 2 ]
	$(BIN)/dateline ask "$$Q" || [ $$? -eq 1 ]

test: check
	$(BIN)/pytest -n 2

check: $(VENV)/installed-dev
	$(BIN)/ruff format --check
	$(BIN)/ruff check
	$(BIN)/mypy

bench: $(VENV)/installed-dev
	$(BIN)/python bench/speed.py
	PYTHONPATH=bench $(BIN)/python bench/dates.py
	PYTHONPATH=bench:tests/support $(BIN)/python bench/discord_load.py load

bench-discord: $(VENV)/installed-dev
	PYTHONPATH=bench:tests/support $(BIN)/python bench/discord_load.py

bench-own: $(VENV)/installed-dev
	$(BIN)/python bench/own_sets.py

bench-dates bench-ranking bench-refusal: bench-%: $(VENV)/installed-dev
	PYTHONPATH=bench $(BIN)/python bench/$*.py

clean:
	rm -rf $(VENV) .dateline .dateline-bench .hypothesis .mypy_cache .pytest_cache .ruff_cache

# Where its own index is set, PyTorch comes first and alone: that index need not hold the tested
# versions of what it depends on. What follows finds it installed and brings the rest.
$(VENV)/installed: pyproject.toml constraints.txt
	@echo "Installing into $(VENV)/; the first time takes some minutes."
	$(PYTHON) -m venv $(VENV)
	$(if $(TORCH_INDEX),$(PIP) --no-deps --index-url $(TORCH_INDEX) torch)
	$(PIP) -e ".[reranker]"
	touch $@

$(VENV)/installed-dev: $(VENV)/installed
	$(PIP) -e ".[dev]"
	touch $@
