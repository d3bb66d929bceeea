"""From an executed notebook to its blocks; everything else its cells displayed is left behind."""

import json
import re
from collections.abc import Iterator, Mapping

from hustings.errors import HustingsError, UsageError
from hustings.page.blocks import MIME, AnyBlock, read_block
from hustings.page.cleaning import cleaned

INJECTED = "injected-parameters"  # a cell that papermill put in; the notebook as written lacks it
LEFT_OUT = frozenset({"parameters", INJECTED, "remove-cell"})

_TerminalColour = re.compile(r"\x1b\[[0-9;]*m")


def blocks_of(notebook: Mapping[str, object]) -> Iterator[AnyBlock]:
    """The blocks the notebook's cells displayed, in order, every string in them clean.

    Only outputs of our own MIME type are read: text, HTML, images and code cannot reach a page.
    Raises: HustingsError when a cell failed, by its number in the notebook as written; UsageError
            for a block that is not one.
    """
    number = 0
    for cell in _listed(notebook, "cells"):
        tags = set(map(str, _listed(_mapped(cell, "metadata"), "tags")))
        number += INJECTED not in tags
        if LEFT_OUT & tags:
            continue
        for output in _listed(cell, "outputs"):
            if output.get("output_type") == "error":
                raise _failed(output, number)
            if MIME in (data := _mapped(output, "data")):
                yield _read(data[MIME], number)


def _read(told: object, number: int) -> AnyBlock:
    try:
        return read_block(cleaned(_taken_apart(told)))
    except UsageError as cause:
        raise UsageError(
            cause.problem, where=f"output of cell {number}: {cause.where}", fix=cause.fix
        ) from cause


def _taken_apart(told: object) -> object:
    """A block as it was displayed: a text that holds it, or what that text would hold."""
    try:
        return json.loads(told) if isinstance(told, str) else told
    except ValueError:
        return told


def _failed(output: Mapping[str, object], number: int) -> HustingsError:
    said = _TerminalColour.sub("", str(output.get("evalue", "")))
    return HustingsError(
        f"A cell of the notebook failed: {output.get('ename', 'Error')}: {said}",
        where=f"cell {number}",
        fix="Mend what the error says; a half-made briefing is never written.",
    )


def _listed(holder: object, key: str) -> list[Mapping[str, object]]:
    found = holder.get(key) if isinstance(holder, Mapping) else None
    return list(found) if isinstance(found, list | tuple) else []


def _mapped(holder: Mapping[str, object], key: str) -> Mapping[str, object]:
    found = holder.get(key)
    return found if isinstance(found, Mapping) else {}
