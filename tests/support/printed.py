"""A briefing's page made in this process, by the press's own engine."""

import nbformat
import papermill
import pytest
from tests.support.campaign import ROOT

from hustings.page.template import render

BRIEFINGS = ROOT / "notebooks" / "briefings"


def printed(settings_file, name, **parameters):
    """The page of a briefing, printed for an office."""
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
