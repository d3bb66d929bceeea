"""Options that several commands take, and what they stand for."""

from datetime import UTC, datetime
from functools import wraps
from inspect import signature
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from hustings.errors import HustingsError

if TYPE_CHECKING:
    from collections.abc import Callable

    from hustings.settings import Settings
    from hustings.wording import Words

INTERRUPTED = 130  # what a shell expects of a command ended by Ctrl-C

settings_option = click.option(
    "--settings",
    "settings_file",
    type=click.Path(path_type=Path),
    help="settings.toml to use; else the nearest one from here upwards.",
)


def _speak(context: click.Context, _option: click.Parameter, language: str | None) -> None:
    from hustings.wording import Words

    if language is not None:
        context.find_root().obj = Words("hi" if language == "hi" else "en")


language_option = click.option(
    "--language",
    type=click.Choice(["en", "hi"]),
    help="Of what is said here; default: campaign.spoken of settings.toml.",
    envvar="HUSTINGS_LANGUAGE",
    callback=_speak,
    expose_value=False,
    is_eager=True,
)


def _moment(_context: click.Context, _option: click.Parameter, text: str | None) -> datetime | None:
    from hustings.period import moment_of

    return None if text is None else moment_of(text)


at_option = click.option(
    "--at",
    metavar="MOMENT",
    callback=_moment,
    help="The pages' clock, as 2026-11-16T07:00+05:30; default: now.",
)
wait_option = click.option(
    "--wait",
    default=60.0,
    show_default=True,
    help="Seconds to wait for another import to end; 0: not at all.",
)


def together(
    name: str, make: "Callable[..., object]", *options: "Callable[..., Any]"
) -> "Callable[[Callable[..., None]], Callable[..., None]]":
    """Several options that a command is given as one value, made of what they were given."""
    own = signature(make).parameters

    def decorate(command: "Callable[..., None]") -> "Callable[..., None]":
        @wraps(command)
        def with_one(*arguments: object, **given: object) -> None:
            parts = {option: given.pop(option) for option in own}
            command(*arguments, **{name: make(**parts)}, **given)

        wrapped: Callable[..., None] = with_one
        for option in reversed(options):
            wrapped = option(wrapped)
        return wrapped

    return decorate


def load_settings(named: Path | None) -> "Settings":
    """The settings a command works with."""
    from hustings import settings

    return settings.load(named or settings.find())


def words_for(settings: "Settings") -> "Words":
    """The words a command speaks in; whatever goes wrong from here on is said in them as well."""
    from hustings.wording import Words

    root = click.get_current_context().find_root()
    if not isinstance(root.obj, Words):
        root.obj = Words(settings.campaign.spoken)
    return root.obj


def words_nearby() -> "Words":
    """The same for a command that needs no settings: English where there are none that hold."""
    from hustings.wording import Words

    try:
        return words_for(load_settings(None))
    except HustingsError:
        root = click.get_current_context().find_root()
        return root.obj if isinstance(root.obj, Words) else Words("en")


def day(text: str | None) -> datetime | None:
    """A day as 2026-11-16, as the moment it began in UTC."""
    if text is None:
        return None
    try:
        return datetime.fromisoformat(text).replace(tzinfo=UTC)
    except ValueError as cause:
        raise click.BadParameter(
            "write the day as 2026-11-16", param_hint="--exported-on"
        ) from cause
