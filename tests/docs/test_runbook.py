"""The runbook is one page, and what it tells to type is there to be typed."""

import re

import click
import pytest

from hustings import errors
from hustings.cli import main
from hustings.press.ledger.states import STATES

LINES, LETTERS = 90, 7000  # of one printed page, in small type


@pytest.fixture(scope="module")
def text(root):
    return (root / "docs" / "runbook.md").read_text("utf-8")


def typed(text):
    """Every command of ours between backticks."""
    return sorted({" ".join(found.split()) for found in re.findall(r"`(hustings [^`]+)`", text)})


def test_it_is_one_page(text):
    assert len(text.splitlines()) <= LINES
    assert len(text) <= LETTERS


def test_every_command_it_names_exists_and_takes_what_it_is_given(text):
    commands = typed(text)
    assert len(commands) > 20
    for said in commands:
        command, words = main, said.split()[1:]
        while isinstance(command, click.Group) and words and words[0] in command.commands:
            command = command.commands[words.pop(0)]
        assert not isinstance(command, click.Group), said
        options = {name for each in command.params for name in each.opts}
        for word in words:
            if word.startswith("--"):
                assert word in options, said
        values = [word for word in words if not word.startswith("--")]
        taken = [each for each in command.params if isinstance(each, click.Argument)]
        given = sum(
            not option.is_flag
            for option in command.params
            if isinstance(option, click.Option) and set(option.opts) & set(words)
        )
        assert len(values) - given <= len(taken), said
        needed = sum(each.required for each in taken)
        assert len(values) - given >= needed, said


def test_every_state_is_told_with_what_to_do(text):
    first = [line.split("|")[1] for line in text.splitlines() if line.startswith("| ")]
    told = {word.strip() for cell in first for word in cell.split(",")}
    assert set(STATES) <= told


def test_every_exit_code_is_told_with_what_to_do(text):
    kinds = [kind for kind in vars(errors).values() if isinstance(kind, type)]
    codes = {kind.exit_code for kind in kinds if issubclass(kind, errors.HustingsError)}
    rows = [line.split("|")[1] for line in text.splitlines() if re.match(r"\| \d", line)]
    told = {int(code) for row in rows for code in row.split(",")}
    assert told == codes | {0}


def test_what_is_to_be_backed_up_is_called_as_it_is_stored(text, tmp_path):
    from tests.support.printing import open_office

    from hustings.press.delivery.outbox import Outbox
    from hustings.press.operating.journal import file_of
    from hustings.press.publishing import ledger_of
    from hustings.roster import Log

    settings = open_office(tmp_path).settings
    for path in (
        ledger_of(settings).path, Outbox.of(settings).folder, file_of(settings).parent,
        Log.of(settings.folders.data).path,
    ):  # fmt: skip
        assert f"`{path.relative_to(tmp_path)}`" in text
