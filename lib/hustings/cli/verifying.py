"""`hustings verify`: does a page come out as it was, and if not, why not?"""

import sys
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from hustings.cli.options import language_option, settings_option
from hustings.cli.pressing import engine_option
from hustings.cli.running import json_option, opened, plain_json, told_in
from hustings.cli.screen import padded
from hustings.errors import UsageError

if TYPE_CHECKING:
    from hustings.page.spotting import Place
    from hustings.press.binding import Otherwise
    from hustings.press.verifying import Verified
    from hustings.wording import Words

NAMED = 4  # things that are another than then; the others are counted
VERDICT = 11  # letters that the column takes at least


@click.command("verify")
@click.argument("runs", type=int, nargs=-1)
@click.option("--all", "whole", is_flag=True, help="Every page that is in the reports.")
@engine_option
@json_option
@language_option
@settings_option
def verify_command(
    *,
    runs: tuple[int, ...],
    whole: bool,
    engine: str | None,
    as_json: bool,
    settings_file: Path | None,
) -> None:
    """Print RUNS again, aside, and say whether the same bytes come out, and if not, why.

    Named is what is another than the run was printed with (settings, edition, moment, notebook,
    code, packages), and the first place of the page that says something else.
    The exit code is 0 when each page comes out as it was and lies in the reports so, else 1.
    """
    from hustings.press.pressing import workers_of
    from hustings.press.publishing import page_of
    from hustings.press.verifying import Verifier
    from hustings.wording import Words

    ledger, settings, words = opened(settings_file)
    settings = settings.printing_by(engine=engine)
    chosen = [ledger.run(run) for run in runs]
    if whole:
        last = {page_of(run, settings): run for run in ledger.runs() if run.page}
        chosen += [run for path, run in last.items() if path.exists()]
    if missing := [run for run in chosen if not run.page]:
        raise UsageError(f"Run {missing[0].id} gave no page.", fix="See: hustings runs list")
    if not chosen:
        raise UsageError("Nothing is to be verified.", fix="Name runs, or: --all")
    found = []
    verifier = Verifier(settings, ledger, lambda edition, at: workers_of(edition, settings, at))
    for each in verifier.verify(chosen):
        found.append(each)
        if not as_json:
            verdict = padded(words.say(f"verify.{each.verdict}"), VERDICT)
            click.echo(f"{each.run.id:>6}  {verdict} {each.run.title}")
            for line in _reasons(each, words):
                click.echo(f"          {line}")
    if as_json:
        click.echo(plain_json([_plain(each, Words("en")) for each in found]))
    same = sum(each.verdict == "same" for each in found)
    click.echo(words.say("verify.whole", n=same, whole=len(found)), err=as_json)
    sys.exit(same != len(found))


def _reasons(each: "Verified", words: "Words") -> Iterator[str]:
    """Why a page is not as it was, a line for each reason."""
    if each.told:
        yield told_in(each.told, words)
    for other in each.otherwise[:NAMED]:
        yield _otherwise(other, words)
    if (left := len(each.otherwise) - NAMED) > 0:
        yield words.say("verify.more", n=left)
    if each.verdict != "differs":
        return
    if not each.run.settings:
        yield words.say("verify.unset")
    elif not each.otherwise:
        yield words.say("verify.nothing")
    if each.place:
        yield _place(each.place, words)


def _otherwise(other: "Otherwise", words: "Words") -> str:
    values = {"where": other.where, "then": other.then, "now": other.now}
    return words.told(f"verify.{other.what}", values)


def _place(place: "Place", words: "Words") -> str:
    if not place.then and not place.now:
        return words.say("verify.place_unseen")
    values = {"section": place.section, "then": place.then, "now": place.now}
    return words.told("verify.place" if place.section else "verify.place_head", values)


def _plain(each: "Verified", words: "Words") -> dict[str, object]:
    return {
        "run": each.run.id,
        "verdict": each.verdict,
        "told": "; ".join(_reasons(each, words)),
        "otherwise": [asdict(other) for other in each.otherwise],
        "place": asdict(each.place) if each.place else None,
    }
