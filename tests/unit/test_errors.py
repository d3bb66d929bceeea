"""An error says problem, where and fix, and each kind has its exit code."""

from hustings import errors


def every_kind(kind=errors.HustingsError, *, private=False):
    """Every kind a scheduler may meet; those a module keeps to itself only where asked for."""
    yield kind
    for child in kind.__subclasses__():
        if private or not child.__name__.startswith("_"):
            yield from every_kind(child, private=private)


def test_an_error_shows_problem_where_and_fix():
    error = errors.InputError("The Reach column holds text.", where="row 14", fix="Export again.")
    assert str(error).splitlines() == [
        "The Reach column holds text.",
        "  where: row 14",
        "  fix:   Export again.",
    ]


def test_a_scheduler_can_tell_the_kinds_apart():
    codes = [kind.exit_code for kind in every_kind() if kind is not errors.SettingsError]
    assert len(codes) == len(set(codes))
    assert 0 not in codes


def test_a_kind_of_one_modules_own_keeps_the_code_of_its_parent():
    for kind in every_kind(private=True):
        if kind.__name__.startswith("_"):
            assert kind.exit_code == kind.__base__.exit_code


def test_the_tree_in_the_docstring_names_every_kind_with_its_code():
    for kind in every_kind():
        line = next(line for line in errors.__doc__.splitlines() if kind.__name__ in line)
        assert str(kind.exit_code) in line


def test_the_nearest_word_is_offered_or_the_known_ones_are_listed():
    assert errors.nearest("recah", ["reach", "posts"]) == "Did you mean 'reach'?"
    assert errors.nearest("zzz", ["reach", "posts"]) == "Known: posts, reach."
