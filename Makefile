# demo · test · check · bench. Everything they make stays in this folder.
PYTHON ?= python3.11
VENV := .venv
BIN := $(VENV)/bin
Q ?= Who invited Sadr to Tehran?
# On Linux, PyPI's PyTorch comes with several GB of CUDA. Without a GPU:
#   make demo TORCH_INDEX=https://download.pytorch.org/whl/cpu
TORCH_INDEX ?=
PIP := $(BIN)/pip install --disable-pip-version-check --quiet --no-cache-dir -c constraints.txt
export HF_HOME := $(CURDIR)/$(VENV)/huggingface

.PHONY: demo test check bench bench-ranking bench-refusal clean

demo: $(VENV)/installed
	$(BIN)/dateline index
	$(BIN)/dateline ask "$(Q)"

test: check
	$(BIN)/pytest

check: $(VENV)/installed-dev
	$(BIN)/ruff format --check
	$(BIN)/ruff check
	$(BIN)/mypy

bench: $(VENV)/installed-dev
	$(BIN)/python bench/speed.py

bench-ranking bench-refusal: bench-%: $(VENV)/installed-dev
	PYTHONPATH=bench $(BIN)/python bench/$*.py

clean:
	rm -rf $(VENV) .dateline .dateline-bench .hypothesis .mypy_cache .pytest_cache .ruff_cache

# PyTorch comes first and from its own index where one is set; what follows finds it installed.
$(VENV)/installed: pyproject.toml constraints.txt
	$(PYTHON) -m venv $(VENV)
	$(PIP) $(if $(TORCH_INDEX),--index-url $(TORCH_INDEX)) torch
	$(PIP) -e .
	touch $@

$(VENV)/installed-dev: $(VENV)/installed
	$(PIP) -e ".[dev]"
	touch $@
