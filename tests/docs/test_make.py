"""What make lists, and which PyTorch it takes: run with a pip that only notes what it is asked."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from places import ROOT

CPU_INDEX = "https://download.pytorch.org/whl/cpu"
DATELINE = "-e .[reranker]"
MAKEFILE = (ROOT / "Makefile").read_text(encoding="utf-8")

pytestmark = pytest.mark.skipif(
    shutil.which("make") is None or sys.platform == "win32", reason="needs make"
)

PYTHON = """#!/bin/sh
mkdir -p "$3/bin" && cp pip "$3/bin/pip"
"""
# TORCH says where PyTorch can be had: "here" (installed already), "cpu" (its own index).
PIP = """#!/bin/sh
echo "$@" >> asked
case "$1 $TORCH" in
    "show here") exit 0 ;;
    show*) exit 1 ;;
esac
case "$* $TORCH" in
    *whl/cpu*" cpu") exit 0 ;;
    *whl/cpu*) echo "ERROR: cannot connect" >&2; exit 1 ;;
esac
"""


@pytest.fixture
def clone(tmp_path):
    """A folder with the Makefile and stubs of the programs that it calls."""
    (tmp_path / "bin").mkdir()
    for name in ("Makefile", "pyproject.toml", "constraints.txt"):
        shutil.copy(ROOT / name, tmp_path)
    program(tmp_path / "python", PYTHON)
    program(tmp_path / "pip", PIP)
    program(tmp_path / "bin" / "uname", "#!/bin/sh\necho Linux\n")
    program(tmp_path / "bin" / "nvidia-smi", "#!/bin/sh\nexit 9\n")
    return tmp_path


def program(file: Path, text: str) -> None:
    file.write_text(text, encoding="utf-8")
    file.chmod(0o755)


def install(clone: Path, torch: str, *arguments: str) -> tuple[str, list[str]]:
    """Return the line on PyTorch, and what pip was asked to install."""
    path = f"{clone / 'bin'}{os.pathsep}{os.environ['PATH']}"
    run = subprocess.run(
        ["make", f"PYTHON={clone / 'python'}", ".venv/installed", *arguments],
        cwd=clone,
        env=os.environ | {"PATH": path, "TORCH": torch, "MAKEFLAGS": ""},
        capture_output=True,
        encoding="utf-8",
        timeout=60,
    )
    assert run.returncode == 0, run.stderr
    (said,) = re.findall(r"^PyTorch: (.*)$", run.stdout, re.MULTILINE)
    asked = (clone / "asked").read_text(encoding="utf-8").splitlines()
    return said, [line.partition("constraints.txt ")[2] for line in asked if "install" in line]


def test_without_a_gpu_the_cpu_build_comes_from_pytorchs_own_index(clone):
    said, asked = install(clone, "cpu")
    assert said == f"the CPU build, from {CPU_INDEX}."
    assert asked == [
        f"--no-deps --timeout 10 --retries 0 --index-url {CPU_INDEX} torch",
        DATELINE,
    ]


def test_where_that_index_cannot_be_reached_pips_own_is_taken_after_one_try(clone):
    said, asked = install(clone, "")
    assert said == f"from pip's own index, with several GB of CUDA; {CPU_INDEX} cannot be reached."
    assert [line.rpartition(" ")[2] for line in asked] == ["torch", ".[reranker]"]


def test_with_a_gpu_the_cpu_build_is_not_tried(clone):
    program(clone / "bin" / "nvidia-smi", "#!/bin/sh\necho GPU 0\n")
    assert install(clone, "cpu") == ("from pip's own index.", [DATELINE])


def test_outside_linux_the_cpu_build_is_not_tried(clone):
    program(clone / "bin" / "uname", "#!/bin/sh\necho Darwin\n")
    assert install(clone, "cpu") == ("from pip's own index.", [DATELINE])


def test_a_pytorch_that_is_installed_is_kept(clone):
    assert install(clone, "here") == ("the one that is installed is kept.", [DATELINE])


def test_an_index_that_was_named_is_the_only_one_asked_for_pytorch(clone):
    said, asked = install(clone, "cpu", "TORCH_INDEX=https://mirror.example/torch")
    assert said == "from https://mirror.example/torch."
    assert asked == ["--no-deps --index-url https://mirror.example/torch torch", DATELINE]


def test_make_alone_lists_every_target_with_a_line():
    run = subprocess.run(
        ["make"],
        cwd=ROOT,
        env=os.environ | {"MAKEFLAGS": ""},
        capture_output=True,
        encoding="utf-8",
        timeout=60,
    )
    listed = re.findall(r"^  ([a-z-]+) +\S.*$", run.stdout, re.MULTILINE)
    (phony,) = re.findall(r"^\.PHONY: ((?:.*\\\n)*.*)$", MAKEFILE, re.MULTILINE)
    assert sorted(listed) == sorted(phony.replace("\\", "").split())
