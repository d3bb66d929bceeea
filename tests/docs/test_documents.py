"""What the documents say is what the code does."""

import re
import tomllib
from itertools import chain

import pytest
from click.testing import CliRunner
from tests.docs.generated import GENERATED, renewed

from hustings.cli import main
from hustings.metrics import metrics


@pytest.mark.parametrize("name", GENERATED)
def test_generated_text_is_current(root, name):
    assert (root / name).read_text("utf-8") == renewed(name), "run: make fix"


def test_readme_shows_the_commands_and_a_picture(root):
    readme = (root / "README.md").read_text("utf-8")
    first_screen = "\n".join(readme.splitlines()[:60])
    for shown in ("make briefings", "make test", "hustings import", "hustings press", "!["):
        assert shown in first_screen
    for picture in re.findall(r"!\[[^]]*]\(([^)]+)\)", readme):
        assert (root / picture).exists(), picture


def test_every_path_readme_names_exists(root):
    readme = (root / "README.md").read_text("utf-8")
    made = {"reports/index.html", "data/"}  # by the commands, not in git
    named = set(re.findall(r"`((?:lib|notebooks|tests|benchmarks|data|reports)/[^`<> ]*)`", readme))
    for path in named - made:
        assert (root / path.split("*")[0].rstrip("/")).exists(), path


def test_every_command_is_described_and_in_readme(root):
    readme = (root / "README.md").read_text("utf-8")
    for name, command in main.commands.items():
        assert command.help, f"{name} has no help"
        assert f"hustings {name}" in readme, name


def test_help_and_version_answer():
    run = CliRunner()
    assert run.invoke(main, ["--help"]).exit_code == 0
    assert run.invoke(main, ["--version"]).exit_code == 0
    assert run.invoke(main, ["press"]).exit_code == 2


def test_a_glossary_word_stands_there_once(root):
    text = (root / "GLOSSARY.md").read_text("utf-8")
    words = [line.split("|")[1].strip().lower() for line in text.splitlines() if line[:2] == "| "]
    words = [word for word in words if word not in ("word", "")]
    assert len(words) == len(set(words)), [word for word in words if words.count(word) > 1]


def test_every_metric_has_a_definition_in_both_languages():
    for name, metric in metrics().items():
        assert metric.means_en.endswith("."), name
        assert metric.means_hi.endswith("।"), name


def test_conda_users_get_the_same(root):
    project = tomllib.loads((root / "pyproject.toml").read_text("utf-8"))["project"]
    wanted = {_name(need) for need in project["dependencies"]}
    lines = (root / "environment.yml").read_text("utf-8").splitlines()
    given = [line.strip().removeprefix("- ") for line in lines if line.strip().startswith("- ")]
    versions = {_name(line): line for line in given}
    assert wanted <= set(versions), wanted - set(versions)
    for need in project["dependencies"]:
        bare = re.sub(r"\[.*?]", "", need)
        assert bare == versions[_name(need)].strip("'\""), need
    assert any(line.startswith("python>=") and project["requires-python"] in line for line in given)


def _name(need: str) -> str:
    return re.split(r"[<>=\[; ]", need.strip("'\""))[0].lower()


def test_the_lock_pins_every_dependency_with_hashes_and_names_no_host(root):
    lock = (root / "requirements.lock").read_text("utf-8")
    project = tomllib.loads((root / "pyproject.toml").read_text("utf-8"))["project"]
    pinned = {_name(line) for line in lock.splitlines() if "==" in line and line[0].isalpha()}
    needs = [*project["dependencies"], *chain(*project["optional-dependencies"].values())]
    assert {_name(need).replace("_", "-") for need in needs} <= pinned
    blocks = re.split(r"\n(?=[a-z])", lock)
    assert all("--hash=sha256:" in block for block in blocks if "==" in block)
    assert "://" not in lock
    assert "index-url" not in lock


def test_importing_the_package_loads_nothing_heavy():
    import subprocess
    import sys

    code = (
        "import hustings, sys; heavy = {'pandas', 'plotly', 'ibis', 'papermill', 'IPython', "
        "'duckdb', 'pyarrow', 'numpy'}; print(sorted(heavy & set(sys.modules)))"
    )
    shown = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert shown.stdout.strip() == "[]"


def test_the_ignore_list_keeps_the_package_and_drops_what_is_made(root):
    import subprocess

    def ignored(path):
        command = ["git", "check-ignore", "-q", "--no-index", path]
        return subprocess.run(command, cwd=root, check=False).returncode == 0

    assert not ignored("lib/hustings/cli/main.py")
    assert not ignored("data/README.md")
    for made in ("data/clean/pin.json", "reports/index.html", ".venv/bin/python"):
        assert ignored(made), made
