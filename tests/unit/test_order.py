"""The files that are long are tested first, whatever their names."""

from tests.support.order import LONG, longest_first


def test_every_long_file_is_there_and_named_once(root):
    assert [name for name in LONG if not (root / name).is_file()] == []
    assert len(set(LONG)) == len(LONG)


def test_long_files_come_first_and_the_others_stay_in_their_order(root):
    short = [root / "tests" / "unit" / name for name in ("test_b.py", "test_a.py", "test_b.py")]
    long = [root / name for name in (LONG[1], LONG[0], LONG[1])]
    assert longest_first([*short, *long]) == [4, 3, 5, 0, 1, 2]
