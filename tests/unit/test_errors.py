"""An error says problem, where and fix, and each kind has its exit code."""

from hustings import errors


def every_kind(kind=errors.HustingsError):
    yield kind
    for child in kind.__subclasses__():
        yield from every_kind(child)


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


def test_the_tree_in_the_docstring_names_every_kind_with_its_code():
    for kind in every_kind():
        line = next(line for line in errors.__doc__.splitlines() if kind.__name__ in line)
        assert str(kind.exit_code) in line


def test_the_nearest_word_is_offered_or_the_known_ones_are_listed():
    assert errors.nearest("recah", ["reach", "posts"]) == "Did you mean 'reach'?"
    assert errors.nearest("zzz", ["reach", "posts"]) == "Known: posts, reach."
