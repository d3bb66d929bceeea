"""From a document to HTML: the template's environment, the style, the one script and its hash."""

import base64
import hashlib
import json
import re
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from hustings.page.blocks import Block, read_block
from hustings.page.cleaning import cleaned
from hustings.page.document import Document, Placed, document, placed
from hustings.wording import Words

_UNSAFE_IN_SCRIPT = {ord(letter): f"\\u{ord(letter):04x}" for letter in "<>&\u2028\u2029'"}
_FIGURE = re.compile(r"[+−-]?[\d०-९].*|–|")
_DEVANAGARI = re.compile("[\u0900-\u097f]")


def render(notebook: Mapping[str, object]) -> str:
    """The page of an executed notebook: one HTML file that needs nothing else.

    The same notebook gives the same bytes.
    Raises: HustingsError when a cell failed or the notebook has no title.
    """
    return environment().get_template("briefing.html.j2").render(nb=notebook)


def fragment(block: "Block") -> str:
    """One block as JupyterLab shows it: escaped, with the page's own look."""
    plain = cleaned(block.to_dict())
    language = "hi" if _DEVANAGARI.search(json.dumps(plain, ensure_ascii=False)) else "en"
    ident = "l" + hashlib.sha256(json.dumps(plain, sort_keys=True).encode()).hexdigest()[:8]
    template = environment().get_template("fragment.html.j2")
    shown = placed(read_block(plain), ident)
    return template.render(placed=shown, words=Words(language), language=language)


@cache
def environment() -> Environment:
    """Jinja with escaping on and no silent holes; the templates' own functions are in it."""
    made = Environment(
        loader=PackageLoader("hustings.page"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.globals |= {
        "document": document,
        "words_of": _words_of,
        "words_in": Words,
        "style": style,
        "sheet": sheet,
        "lab_style": lab_style,
        "script": script,
        "policy": policy,
    }
    made.filters |= {
        "drawn": _drawn,
        "spark": _spark,
        "embedded": embedded,
        "led": _led,
        "is_text": _text_columns,
    }
    return made


@cache
def style(*names: str) -> Markup:
    """The charts' style and the named sheets of the page, without comments and spare spaces."""
    from hustings.charts import style as chart_style

    return Markup(chart_style()) + Markup().join(map(sheet, names))  # noqa: S704


@cache
def sheet(name: str) -> Markup:
    """One sheet of ours, without comments and spare spaces."""
    return Markup(_squeezed(_asset(name)))  # noqa: S704  our own sheet, no data in it


@cache
def lab_style() -> Markup:
    """The blocks' style for JupyterLab, kept to the element that holds them."""
    whole = str(style("tokens.css", "blocks.css")).replace(":root", "&")
    return Markup(f".hustings-block{{{whole}}}")  # noqa: S704  our own sheet, no data in it


@cache
def script(name: str) -> Markup:
    """One of our own scripts as it stands in the page."""
    return Markup(_asset(name).strip())  # noqa: S704  our own script, no data in it


@cache
def policy(script_name: str) -> str:
    """The page's content security policy: nothing is loaded, and only our script runs."""
    digest = hashlib.sha256(str(script(script_name)).encode()).digest()
    return (
        "default-src 'none'; style-src 'unsafe-inline'; "
        f"script-src 'sha256-{base64.b64encode(digest).decode()}'; "
        "img-src data:; font-src data:; base-uri 'none'; form-action 'none'"
    )


def embedded(data: object) -> Markup:
    """JSON that cannot end the element it stands in."""
    text = json.dumps(
        data, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False
    )
    return Markup(text.translate(_UNSAFE_IN_SCRIPT))  # noqa: S704  every < > & ' is \\u....


def _words_of(page: Document) -> Words:
    return Words(page.language)


def _drawn(placed: Placed) -> Markup:
    return Markup(placed.drawing)  # noqa: S704  charts.svg.draw escapes all text in a chart


def _spark(values: Sequence[float | None]) -> Markup:
    from hustings.charts.svg import sparkline

    return Markup(sparkline(values))  # noqa: S704  numbers only


def _led(lead: str) -> str:
    """A lead with the colon it needs, unless it has one or ends a sentence."""
    return lead if ":" in lead or lead[-1:] in ".।!?–—" else f"{lead}:"


def _text_columns(rows: Sequence[Sequence[str]]) -> list[bool]:
    """For each column whether it holds words, which stand left; figures stand right."""
    return [
        not all(_FIGURE.fullmatch(cell) for cell in column) for column in zip(*rows, strict=False)
    ]


def _squeezed(sheet: str) -> str:
    bare = re.sub(r"/\*.*?\*/", "", sheet, flags=re.DOTALL)
    return re.sub(r"\s*([{};,>])\s*", r"\1", re.sub(r"\s+", " ", bare)).strip()


def _asset(name: str) -> str:
    return files("hustings.page").joinpath("templates", name).read_text(encoding="utf-8")
