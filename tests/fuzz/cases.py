"""Damaged files for each reader, as Hypothesis tests that any runner may call."""

from collections.abc import Callable

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from tests.fuzz.damage import Damage, damaged
from tests.fuzz.readers import read_bytes, specimens, unpack_bytes, zipped

_LAST: dict[str, tuple[str, bytes]] = {}  # the case under way, for whoever wants to keep it

_ODD_NAMES = (
    "_chat.txt", "../../x.txt", "/etc/passwd.txt", "a\nb.csv", "CON.txt", "-rf.csv", "a" * 255,
    "x/../../y.json", "\u202etxt.exe.csv", "..", ".", "folder/", "Table data.csv", "\x00.txt",
    "inner.zip", "\U0001f600.txt", "C:\\windows\\x.txt", "x" * 4000 + ".txt",
)  # fmt: skip
NAMES = st.one_of(st.sampled_from(_ODD_NAMES), st.text(max_size=20))


def last_of(name: str) -> tuple[str, bytes]:
    """The file a reader was given last: `source/name`, and its bytes."""
    return _LAST[name]


def case_of(name: str, *, examples: int, derandomize: bool) -> Callable[[], None]:
    """The test of one reader, or of whatever opens zips, on so many cases."""
    body = _unpacked() if name == "zip" else _read(name)
    how = settings(
        max_examples=examples,
        deadline=None,
        database=None,
        derandomize=derandomize,
        suppress_health_check=list(HealthCheck),
        phases=(Phase.generate,) if derandomize else (Phase.generate, Phase.shrink),
    )
    return how(body)


def _read(name: str) -> Callable[[], None]:
    ours = specimens()[name]
    others = [case for of, cases in specimens().items() if of != name for case in cases]
    cases = [*ours, *others]
    own = st.integers(0, max(0, len(ours) - 1))
    any_ = st.integers(0, len(cases) - 1)

    @given(st.one_of(own, own, own, any_), st.one_of(own, any_), Damage, st.booleans())
    def reads(one: int, other: int, damage: list, joined: bool) -> None:
        called, whole = cases[one]
        data = damaged(whole + cases[other][1] if joined else whole, damage)
        _LAST[name] = f"{name}/{called}", data
        read_bytes(name, data, called)

    return reads


def _unpacked() -> Callable[[], None]:
    cases = [case for cases in specimens().values() for case in cases]
    members_ = st.lists(st.tuples(NAMES, st.integers(0, len(cases) - 1)), max_size=4)

    @given(members_, Damage, st.sampled_from((".zip", ".txt", ".xlsx", "")))
    def unpacks(members: list, damage: list, ending: str) -> None:
        packed = zipped([(name, cases[place][1]) for name, place in members])
        data = damaged(packed, damage, longest=200_000)
        _LAST["zip"] = f"zip/received{ending}", data
        unpack_bytes(data, f"received{ending}")

    return unpacks
