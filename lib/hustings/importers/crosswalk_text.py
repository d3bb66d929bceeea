"""A proposed crosswalk as text a person reads, corrects and confirms."""

import json
import os
from collections.abc import Mapping
from pathlib import Path

from hustings.importers.proposals import Proposal
from hustings.importers.tabular.layout import loose
from hustings.settings import Crosswalk

_TOP = """# What our forms' questions ask for. `hustings crosswalk FILE --write` adds to this file.
# हमारे फ़ॉर्म के प्रश्न क्या पूछते हैं। `hustings crosswalk FILE --write` इसमें जोड़ता है।
# What answers in your own words stand for / अपने शब्दों के उत्तर का अर्थ:
#   ["Form".answers.acts]
#   "Jan sampark" = "House visit"
#   "*" = "Other"
"""
_HOW = """
# Proposed from {file}. Read each line and correct it; "" leaves a column aside.
# Then set confirmed = true: until then it is not used.
# हर पंक्ति पढ़ें और सुधारें, फिर confirmed = true करें: तब तक इसका उपयोग नहीं होता।
"""
_ALWAYS = """# What the whole file says without asking it, say it here:
# जो बात पूरी फ़ाइल के लिए एक ही है, उसे यहाँ लिखें:"""


def as_text(name: str, proposal: Proposal, file: str) -> str:
    """The TOML of one proposal, with how sure each line is, and what was left over."""
    quoted = _quoted(name)
    lines = [
        _HOW.format(file=" ".join(file.split())[:200]).rstrip("\n"),
        f"[{quoted}]",
        f"source = {_quoted(proposal.source)}",
        "confirmed = false",
        f"[{quoted}.questions]",
    ]
    lines += [
        f"{_quoted(line.question)} = {_quoted(line.field)}  # {line.sure:.0%}"
        for line in proposal.lines
    ]
    lines += [f'{_quoted(question)} = ""  # ?' for question in proposal.left]
    if proposal.unasked:
        lines.append(f"# not asked / नहीं पूछा: {', '.join(proposal.unasked)}")
    if proposal.lacking:
        lines += [_ALWAYS, f"# [{quoted}.always]", *(f'# {n} = "?"' for n in proposal.lacking)]
    return "\n".join(lines) + "\n"


def add_to(path: Path, text: str) -> None:
    """Add text to the end of a file in one step; what stands in it stays as it is."""
    before = path.read_text("utf-8") if path.exists() else _TOP
    if not before.endswith("\n"):
        before += "\n"
    beside = path.with_name(f".{path.name}.{os.getpid()}")
    with beside.open("w", encoding="utf-8", newline="\n") as file:
        file.write(before + text)
        file.flush()
        os.fsync(file.fileno())
    beside.replace(path)


def free_name(wanted: str, taken: Mapping[str, object]) -> str:
    """The name wanted, or with a number behind it if another crosswalk has it."""
    name, number = wanted, 2
    while name in taken:
        name, number = f"{wanted} {number}", number + 1
    return name


def same_as(proposal: Proposal, crosswalks: Mapping[str, Crosswalk]) -> str | None:
    """The crosswalk that covers all of a proposal's questions already, if there is one."""
    asked = {loose(line.question) for line in proposal.lines} | set(map(loose, proposal.left))
    for name, known in crosswalks.items():
        if known.source == proposal.source and asked <= set(map(loose, known.questions)):
            return name
    return None


def _quoted(text: str) -> str:
    """A basic string of TOML, which has JSON's escapes and one control sign more."""
    sound = text.encode("utf-8", "replace").decode("utf-8")
    return json.dumps(sound, ensure_ascii=False).replace("\x7f", "\\u007f")
