"""The files of deploy/ hold to the project's facts: settings, paths, versions, extras, steps."""

import json
import re
import shlex
import shutil
import subprocess
import tomllib
from configparser import ConfigParser

import pytest
import yaml

from bot.discord.operations.health import HOST
from bot.discord.service import STOP_SECONDS
from bot.settings import SETTINGS, Settings, read_settings
from pages import page
from places import ROOT

DEPLOY = ROOT / "deploy"
DOCKERFILE = (DEPLOY / "Dockerfile").read_text(encoding="utf-8").replace("\\\n", " ")
COMPOSE = yaml.safe_load((DEPLOY / "compose.yaml").read_text(encoding="utf-8"))
UNIT_TEXT = (DEPLOY / "dateline.service").read_text(encoding="utf-8")
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
BOT = COMPOSE["services"]["bot"]
CPU_TORCH = "--no-deps -c constraints.txt --index-url https://download.pytorch.org/whl/cpu torch"
PAGE = page("docs/deploy.md")

needs_systemd = pytest.mark.skipif(
    shutil.which("systemd-analyze") is None, reason="needs systemd-analyze"
)


def steps(name):
    """The arguments of every instruction of the Dockerfile with a name, in order."""
    return re.findall(rf"^{name} +(.*)$", DOCKERFILE, re.MULTILINE)


def unit():
    parser = ConfigParser(strict=False, interpolation=None)
    parser.optionxform = str  # type: ignore[assignment]  # as they are written
    parser.read_string(UNIT_TEXT)
    return parser


def environment_of_the_image():
    return dict(re.findall(r"(\w+)=(\S+)", steps("ENV")[-1]))


@pytest.mark.parametrize("file", sorted(DEPLOY.iterdir()), ids=lambda file: file.name)
def test_every_setting_that_a_file_names_exists(file):
    named = set(re.findall(r"\b(?:DATELINE|DISCORD)_[A-Z_]+\b", file.read_text(encoding="utf-8")))
    assert named <= {setting.name for setting in SETTINGS.values()}


def test_the_settings_that_are_given_can_be_read(tmp_path):
    for given in (environment_of_the_image(), BOT["environment"]):
        settings = read_settings(given, tmp_path)
        assert settings.metrics_port == 9464
        assert settings.source_docs == Settings().source_docs
        assert settings.index_dir == Settings().index_dir


def test_python_is_the_oldest_that_the_project_takes():
    oldest = PROJECT["requires-python"].removeprefix(">=")
    assert [step.split()[0] for step in steps("FROM")] == [f"python:{oldest}-slim"] * 2
    assert f"python{oldest} -m venv" in PAGE.text


def test_pytorch_is_the_cpu_build_and_comes_before_the_rest():
    installs = [step.removeprefix("pip install ") for step in steps("RUN") if "pip " in step]
    assert installs == [CPU_TORCH, '-c constraints.txt ".[reranker]"']
    assert "reranker" in PROJECT["optional-dependencies"]
    on_the_page = re.findall(r"^\.venv/bin/pip install (.*)$", PAGE.text, re.MULTILINE)
    assert on_the_page == [CPU_TORCH, '-c constraints.txt -e ".[reranker]"']


def test_what_is_copied_is_there_and_is_all_that_the_build_sees():
    copied = [
        name
        for step in steps("COPY")
        if not step.startswith("--from")
        for name in step.split()[:-1]
    ]
    assert [name for name in copied if not (ROOT / name).exists()] == []
    ignored = (DEPLOY / "Dockerfile.dockerignore").read_text(encoding="utf-8").split("\n")
    assert ignored[1] == "*"
    assert {line[1:] for line in ignored if line.startswith("!")} == set(copied)


def test_the_packages_of_the_project_are_copied():
    assert {"bot", "index", "pyproject.toml", PROJECT["readme"]} <= set(
        " ".join(steps("COPY")).split()
    )


def test_the_image_runs_the_bot_as_nobody_special_in_its_volume():
    assert steps("USER") == ["10001:10001"]
    assert steps("WORKDIR")[-1] == "/data"
    assert steps("VOLUME") == ["/data"]
    assert [*map(json.loads, steps("ENTRYPOINT") + steps("CMD"))] == [["dateline"], ["bot"]]
    assert "dateline" in PROJECT["scripts"]


def test_the_image_asks_the_page_of_health():
    (check,) = re.findall(r"^HEALTHCHECK .*CMD (\[.*\])$", DOCKERFILE, re.MULTILINE)
    *python, code = json.loads(check)
    assert python == ["python", "-c"]
    compile(code, "HEALTHCHECK", "exec")
    assert f"http://{HOST}:" in code
    assert "/healthz" in code


def test_compose_shuts_the_bot_in():
    assert BOT["read_only"] is True
    assert BOT["cap_drop"] == ["ALL"]
    assert BOT["security_opt"] == ["no-new-privileges:true"]
    assert "ports" not in BOT
    volumes = [volume for volume in BOT["volumes"] if not volume.endswith(":ro")]
    assert volumes == ["library:/data"]
    assert list(COMPOSE["volumes"]) == ["library"]


def test_compose_builds_from_the_folder_of_the_project():
    context = (DEPLOY / BOT["build"]["context"]).resolve()
    assert context == ROOT.resolve()
    assert (context / BOT["build"]["dockerfile"]).is_file()


def test_a_stop_leaves_time_for_what_is_under_way():
    assert int(BOT["stop_grace_period"].removesuffix("s")) > STOP_SECONDS
    assert int(unit()["Service"]["TimeoutStopSec"]) > STOP_SECONDS


def test_the_unit_runs_what_the_page_installs_where_the_page_says():
    service = unit()["Service"]
    assert shlex.split(service["ExecStart"]) == ["/opt/dateline/.venv/bin/dateline", "bot"]
    assert service["WorkingDirectory"] == f"/var/lib/{service['StateDirectory']}"
    for path in ("/opt/dateline", service["WorkingDirectory"], service["EnvironmentFile"]):
        assert path in PAGE.text
    user = service["User"]
    made = "useradd --system --home-dir /var/lib/dateline --shell /usr/sbin/nologin"
    assert f"{made} {user}\n" in PAGE.text


@needs_systemd
def test_systemd_takes_the_unit(tmp_path):
    # The command is not installed here; all else is as it is.
    file = tmp_path / "dateline.service"
    file.write_text(re.sub(r"(?m)^ExecStart=\S+", "ExecStart=/bin/true", UNIT_TEXT))
    run = subprocess.run(
        ["systemd-analyze", "verify", file], capture_output=True, encoding="utf-8", timeout=60
    )
    assert (run.returncode, run.stdout, run.stderr) == (0, "", "")


@needs_systemd
def test_the_unit_is_shut_in():
    run = subprocess.run(
        [
            *("systemd-analyze", "security", "--offline=true", "--no-pager", "--threshold=20"),
            DEPLOY / "dateline.service",
        ],
        capture_output=True,
        encoding="utf-8",
        timeout=60,
    )
    assert run.returncode == 0, run.stdout
