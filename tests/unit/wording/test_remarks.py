"""What readers remark, in Hindi and in plain English: every sentence they can say is known."""

import ast
import re
from pathlib import Path

import pytest

import hustings
from hustings.press.printing import CURRENT, STOPPED
from hustings.press.publishing import INTERRUPTED
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
    "Problem": (0,),
    "Verified": (2,),
    "settle": ("told",),
    "settle_job": (2,),
    "_settle": (2,),
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
OF_THE_PRESS = (
    "comparing", "delivering", "doctoring", "letters", "pressing", "printed", "pruning", "running",
    "scheduling", "ticking", "verifying",
)  # fmt: skip
LEFT = re.compile(r"(?:\b[a-z]{2,}\b[ ,.']+){2,}")  # English words in a row
NAMED = re.compile(
    r"make setup|[\w-]+\.\w+|hustings [a-z ]+|apt install.*|pip install.*|starttls, ssl|dask \w+"
)


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


def kept():
    """What the press writes into the ledger, or says is to be done, by way of a name."""
    for path in sorted(
        each for folder in ("press", "cli") for each in (LIBRARY / folder).rglob("*.py")
    ):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            name = getattr(node.targets[0], "id", "") if isinstance(node, ast.Assign) else ""
            if name in ("told", "fix", "problem"):
                for text in sentences(node.value):
                    yield str(path.relative_to(LIBRARY)), text
    for text in (CURRENT, STOPPED, INTERRUPTED):
        yield "press", text


SAID = sorted(
    {
        (path, text)
        for path, text in (*said(), *kept())
        if re.search(r"[a-z]", text.replace(ANYTHING, ""))
    }
)


def test_the_sentences_are_found():
    assert len(SAID) > 250


@pytest.mark.parametrize(("path", "text"), SAID, ids=[text[:60] for _, text in SAID])
def test_every_remark_has_its_hindi(path, text):
    assert re.search("[\u0900-\u097f]", translated(text, "hi")), f"{path}: {text}"


@pytest.mark.parametrize(("path", "text"), [each for each in SAID if each[0].startswith("press")])
def test_no_words_of_another_remark_are_left_in_what_the_press_says(path, text):
    """
    There is no edition yet. -> was read as "There is {units}." and half translated
    """
    bare = NAMED.sub("", translated(text, "hi"))
    assert not [words for words in LEFT.findall(bare) if words in text], path


@pytest.mark.parametrize("command", OF_THE_PRESS)
def test_a_command_of_the_press_prints_no_sentence_of_its_own(command):
    """Whatever is printed comes from the words of a language; letters and figures may stand."""
    tree = ast.parse((LIBRARY / "cli" / f"{command}.py").read_text("utf-8"))
    printed = [
        text
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and ast.unparse(node.func) == "click.echo"
        for text in sentences(node.args[0] if node.args else None)
    ]
    assert [text for text in printed if re.search(r"[a-z]{2,}", text.replace(ANYTHING, ""))] == []


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
