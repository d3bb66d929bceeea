"""What readers remark, in Hindi and in plain English: every sentence they can say is known."""

import ast
import re
from pathlib import Path

import pytest

import hustings
from hustings.wording.remarks import kind_of, translated

LIBRARY = Path(hustings.__file__).parent
FOLDERS = (
    "cli",
    "importers",
    "intake",
    "health",
    "roster",
    "store",
    "settings",
    "geography/answers.py",
    "edition",
    "metrics",
    "page/brief.py",
    "page/document.py",
    "page/published.py",
    "page/reading.py",
    "period.py",
    "press",
)
SAYS = {  # what is called -> which of its arguments are sentences for a person
    "Wrong": (0, 1),
    "SetAside": (1, 2),
    "Assumed": (0,),
    "needed": (1, 2),
    "Diagnosis": ("problem", "fix"),
    **dict.fromkeys(
        (
            "BusyError",
            "DeliveryError",
            "EditionError",
            "InputError",
            "RefusedError",
            "SettingsError",
            "StaleError",
            "StoreError",
            "UsageError",
        ),
        (0, "fix"),
    ),
}
ANYTHING = "Xyz"  # what stands in a field


def sentences(node):
    """The texts an argument may be, its fields filled; none where it is worked out elsewhere."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return [node.value]
    if isinstance(node, ast.JoinedStr):
        parts = [p.value if isinstance(p, ast.Constant) else ANYTHING for p in node.values]
        return ["".join(parts)]
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add):
        return [a + b for a in sentences(node.left) for b in sentences(node.right)]
    if isinstance(node, ast.IfExp):
        return sentences(node.body) + sentences(node.orelse)
    return []


def said():
    """Every such text in the library, and the file it stands in."""
    for folder in FOLDERS:
        root = LIBRARY / folder
        for path in sorted(root.rglob("*.py")) if root.is_dir() else [root]:
            for node in ast.walk(ast.parse(path.read_text("utf-8"))):
                if isinstance(node, ast.Call):
                    name = getattr(node.func, "id", getattr(node.func, "attr", ""))
                    named = {keyword.arg: keyword.value for keyword in node.keywords}
                    for at in SAYS.get(name, ()):
                        given = (
                            named.get(at)
                            if isinstance(at, str)
                            else dict(enumerate(node.args)).get(at)
                        )
                        for text in sentences(given):
                            yield str(path.relative_to(LIBRARY)), " ".join(text.split())


SAID = sorted({(path, text) for path, text in said() if re.search(r"[a-z]", text)})


def test_the_sentences_are_found():
    assert len(SAID) > 250


@pytest.mark.parametrize(("path", "text"), SAID, ids=[text[:60] for _, text in SAID])
def test_every_remark_has_its_hindi(path, text):
    assert re.search("[\u0900-\u097f]", translated(text, "hi")), f"{path}: {text}"


def test_what_fills_a_remark_is_translated_as_well():
    assert translated("the number of views is not a whole number", "hi") == (
        "व्यू की गिनती पूरी संख्या नहीं है"
    )
    where = "This is a picture, which is not read."
    assert translated(where, "hi") == "यह तस्वीर है, जो पढ़ी नहीं जाती।"


def test_dates_and_figures_in_one_remark_stay_as_they_are():
    assert translated("Write it so: 2026-11-09, or so: 1234", "hi") == (
        "Write it so: 2026-11-09, or so: 1234"
    )


def test_a_person_is_told_in_plain_english():
    kind = kind_of("date order is dmy", "en")
    assert kind.told([kind.values]) == "dates are read as day, month, year"


def test_remarks_about_different_things_are_of_different_kinds():
    """
    This is a picture .. | This is a video .. -> two kinds; 'Kanke', 'Ranchi', 'Gumla' -> one
    """
    assert kind_of("This is a picture, which is not read.", "en") != kind_of(
        "This is a video, which is not read.", "en"
    )
    kinds = [kind_of(f"the group is '{name}'", "en") for name in ("Kanke", "Ranchi", "Gumla")]
    assert len({kind.said for kind in kinds}) == 1
    assert "'Kanke, Ranchi, …'" in kinds[0].told([kind.values for kind in kinds])
