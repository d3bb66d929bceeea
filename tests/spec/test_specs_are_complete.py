"""Every metric is worked by hand in a file of its own, and every such file is of a metric."""

import ast
from pathlib import Path

import pytest

from hustings.metrics import metrics

HERE = Path(__file__).parent
SPECS = {
    path.name.removeprefix("test_").removesuffix("_spec.py"): path
    for path in HERE.glob("test_*_spec.py")
}


def test_specs_and_metrics_are_the_same_list():
    assert sorted(SPECS) == sorted(metrics())


@pytest.mark.parametrize("name", sorted(SPECS))
def test_a_spec_works_its_metric_missing_data_and_the_sum_over_units_too(name):
    text = SPECS[name].read_text("utf-8")
    tests = [n for n in ast.walk(ast.parse(text)) if isinstance(n, ast.FunctionDef)]
    assert sum(test.name.startswith("test_") for test in tests) >= 2
    assert f'campaign.figures("{name}", ' in text
    assert " is None" in text  # somewhere there is no data
    assert '["ST"]' in text  # and somewhere the state is worked out
