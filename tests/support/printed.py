"""A briefing's page made in this process, by the press's own engine."""

import re
from concurrent.futures import ThreadPoolExecutor

import nbformat
import papermill
import pytest
from tests.support.campaign import ROOT

from hustings.page.template import render
from hustings.settings import Freshness

LATE = "2026-11-27T07:00+05:30"  # eleven days after the campaign's newest export
BRIEFINGS = ROOT / "notebooks" / "briefings"


def office_of(campaign, folder, **limits):
    """The settings file of an office with the campaign's edition and age limits of its own."""
    text = (ROOT / "settings.toml").read_text("utf-8")
    text = text.replace('data = "data"', f'data = "{campaign.folder / "data"}"')
    return with_limits(folder / "settings.toml", text, **limits)


def with_limits(path, text, **limits):
    """Write a settings file; an age limit that is not named is never reached."""
    for name in Freshness.model_fields:
        line = re.compile(rf"^{name} = \d+", re.MULTILINE)
        text = line.sub(f"{name} = {limits.get(name, 36500)}", text)
    path.write_text(text, "utf-8")
    return path


def printed(settings_file, name, **parameters):
    """The page of a briefing, printed for an office.

    In a thread of its own: where a browser is driven, this one has a loop that is running.
    """
    with ThreadPoolExecutor(1) as apart:
        return apart.submit(_printed, settings_file, name, parameters).result()


def _printed(settings_file, name, parameters):
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("HUSTINGS_SETTINGS", str(settings_file))
        executed = papermill.execute_notebook(
            nbformat.read(BRIEFINGS / f"{name}.ipynb", as_version=4),
            None,
            parameters=parameters,
            engine_name="hustings",
            kernel_name="python3",
            language="python",
            progress_bar=False,
        )
    return render(executed)
