"""Where two pages differ is told by heading and by what is said there."""

import pytest

from hustings.page.spotting import SHOWN, Place, first_difference

PAGE = """<html><head><title>T</title><style>p{}</style></head><body>
<header><h1>Weekly</h1></header>
<main><section><h2>Reach <small>n</small></h2><p>Up <b>4</b> of 5.</p></section>
<section><h2>Reports</h2><table><tr><td>Godda</td><td>3</td></tr></table></section>
<svg><path d="M0 0"/><text>9 Nov</text></svg></main><script>1</script></body></html>"""


@pytest.mark.parametrize(
    ("old", "new", "place"),
    [
        ("Weekly", "Daily", Place("", "Weekly", "Daily")),
        ("<b>4</b>", "<b>3</b>", Place("Reach n", "Up 4 of 5.", "Up 3 of 5.")),
        ("<td>3</td>", "<td>2</td>", Place("Reports", "3", "2")),
        ("Reports", "Letters", Place("Letters", "Reports", "Letters")),
        ("<td>3</td>", "", Place("Reports", "3", "9 Nov")),
        ("<text>9 Nov</text>", "", Place("Reports", "9 Nov", "")),
        ("M0 0", "M0 1", Place()),
        ("<script>1", "<script>2", Place()),
        ("p{}", "p{} ", Place()),
    ],
)
def test_the_first_difference_is_found_where_a_reader_sees_it(old, new, place):
    assert first_difference(PAGE, PAGE.replace(old, new)) == place


def test_pages_that_are_the_same_have_none():
    assert first_difference(PAGE, PAGE) is None


def test_of_a_long_sentence_what_lies_around_the_difference_is_shown():
    long = "word " * 60
    found = first_difference(f"<p>{long}was 4 here</p>", f"<p>{long}was 5 here</p>")
    assert found.then.startswith("…word")
    assert found.then.endswith("was 4 here")
    assert found.now.endswith("was 5 here")
    assert len(found.now) <= SHOWN + 2
