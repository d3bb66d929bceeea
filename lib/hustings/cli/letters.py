"""What commands say of letters: how far each got, how many wait and why, and the exit code."""

from collections import Counter
from typing import TYPE_CHECKING

import click

from hustings.errors import DeliveryError, PartialError, ServerAwayError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from hustings.errors import SettingsError
    from hustings.press.delivery.outbox import Posted
    from hustings.press.finishing import Mailed
    from hustings.wording import Words

REASONS = 2  # named in one line; the others are counted


def print_letters(letters: "Sequence[Posted]", words: "Words") -> int:
    """Print how far letters got; gives the exit code."""
    from hustings.cli.summary import error_text

    for each in letters:
        concerned = {"sent": each.accepted, "refused": tuple(each.refused)}
        names = concerned.get(each.state, each.waiting)
        said = words.say(
            f"deliver.outbox_{each.state}", recipients=", ".join(names), subject=each.subject
        )
        click.echo(said)
        if each.problem:
            problem, where, fix = each.problem
            error = DeliveryError(problem, where=where, fix=fix)
            click.echo(f"  {error_text(error, words)}", err=True)
    if not letters:
        click.echo(words.say("deliver.outbox_none"))
    return code_of(letters)


def print_mailed(mailed: "Mailed", words: "Words") -> None:
    """Print in one line how many letters wait and why, and in another how many were refused."""
    command = "hustings outbox list"
    refused = [each for each in mailed.tried if each.refused]
    for key, letters in (("waiting", mailed.waiting), ("refused", refused)):
        if letters:
            counted = words.count("letter", len(letters))
            why = _reasons(letters, mailed.problem if key == "waiting" else None, words)
            said = words.say(f"deliver.tick_{key}", letters=counted, why=why, command=command)
            click.echo(said, err=True)


def code_of(letters: "Sequence[Posted]") -> int:
    """0 when all were sent, 3 when some were, else 17 if the server is away and 16 if not."""
    if all(each.state == "sent" and not each.refused for each in letters):
        return 0
    if any(each.accepted for each in letters):
        return PartialError.exit_code
    away = any(each.code == ServerAwayError.exit_code for each in letters)
    return ServerAwayError.exit_code if away else DeliveryError.exit_code


def mailed_code(mailed: "Mailed") -> int:
    """The same of what a tick tried, or that of what kept it from trying."""
    return mailed.problem.exit_code if mailed.problem else code_of(mailed.tried)


def _reasons(letters: "Sequence[Posted]", problem: "SettingsError | None", words: "Words") -> str:
    """Why letters are where they are, the most frequent reason first; each only once."""
    from hustings.wording.remarks import translated

    told = [problem.problem] if problem else [each.problem[0] for each in letters if each.problem]
    ordered = [translated(reason, words.language) for reason, _ in Counter(told).most_common()]
    shown = ordered or [words.say("deliver.tick_untried")]
    return words.listing([reason.rstrip(".।") for reason in shown], most=REASONS)
