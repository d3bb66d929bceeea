"""What metrics and families of rows say of themselves is so."""

from dataclasses import replace

import pytest

from hustings.errors import UsageError
from hustings.metrics import find_metric, metrics
from hustings.metrics.families import DAY_FAMILIES, FAMILIES
from hustings.metrics.measuring import definition_stamp, open_pass
from hustings.metrics.rollups import ROLLUPS
from hustings.metrics.shelf import Shelf
from hustings.schema import CLEAN


class Watched:
    """Clean tables that remember which of them were looked at."""

    def __init__(self, clean):
        self._clean = clean
        self.engine = clean.engine
        self.seen = set()

    def table(self, name, *, weeks=None):
        self.seen.add(name)
        return self._clean.table(name, weeks=weeks)

    def weeks(self, name):
        return self._clean.weeks(name)


@pytest.fixture(scope="module")
def made(drawn, seeded, tmp_path_factory):
    campaign = drawn.Campaign(tmp_path_factory.mktemp("made"), tree=seeded.tree())
    for known, tables in seeded.tables(7, workers=30, acts=60)[:5]:
        campaign.store(tables, known=known)
    return campaign


@pytest.mark.parametrize("families", [FAMILIES, DAY_FAMILIES], ids=["by_week", "by_day"])
def test_a_family_names_every_table_it_depends_on(made, tmp_path, families):
    for name, family in families.items():
        watched = Watched(made.inputs().clean)
        inputs = replace(made.inputs(), clean=watched)
        family(open_pass(inputs, Shelf(tmp_path / name, "a shelf without rollups")))
        assert watched.seen == {*family.reads, *family.beside}, name


def test_every_metric_counts_a_family_and_every_family_has_one():
    assert {metric.table for metric in metrics().values()} == set(FAMILIES)
    daily = {metric.table for metric in metrics().values() if metric.daily}
    assert daily == set(DAY_FAMILIES)
    tables = {name for f in FAMILIES.values() for name in (*f.reads, *f.beside)}
    assert tables <= set(CLEAN)
    assert {name for rollup in ROLLUPS.values() for name in rollup.reads} <= tables


def test_every_metric_says_what_it_is_in_both_languages():
    for name, metric in metrics().items():
        assert name == metric.measure.__name__
        assert metric.family in {"social", "groups", "field"}
        assert metric.measure.__doc__
        for words in (metric.en, metric.hi, metric.means_en, metric.means_hi):
            assert words == words.strip() != ""
        assert any("\u0900" <= letter <= "\u097f" for letter in metric.hi)
        assert metric.means_en.endswith(".")
        assert metric.means_hi.endswith("।")


def test_an_unknown_metric_is_answered_with_the_nearest():
    assert find_metric("reach").en == "Gross reach"
    with pytest.raises(UsageError, match="reeach") as raised:
        find_metric("reeach")
    assert "'reach'" in raised.value.fix


def test_the_definition_stamp_is_of_the_code():
    assert definition_stamp() == definition_stamp()
    assert len(definition_stamp()) == 64
