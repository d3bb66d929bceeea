"""Every study but the weekly one in its worlds: gates held on the first, shown for the others."""

from collections.abc import Callable, Iterator

from benchmarks.ahead import FORECASTS, forecasts
from benchmarks.camps import CAMPS, camps
from benchmarks.gates import (
    LEAGUES,
    RETENTION,
    SPEAKERS,
    TEAMS,
    league,
    retention,
    speakers,
    teams,
)
from benchmarks.plans import ROLLOUTS, rollouts
from benchmarks.planted import Line

TIMES = {"tiny": 6, "small": 40, "full": 400}

STUDIES: dict[str, tuple[dict[str, object], Callable[..., Iterator[Line]]]] = {
    "camps": (dict(CAMPS), camps),
    "camp plan": (dict(ROLLOUTS), rollouts),
    "one team": (dict(TEAMS), teams),
    "league": (dict(LEAGUES), league),
    "forecasts": (dict(FORECASTS), forecasts),
    "speakers": (dict(SPEAKERS), speakers),
    "retention": (dict(RETENTION), retention),
}


def hold(size: str, seed: int) -> bool:
    """Print every study's worlds; true when the gates of the first of each hold."""
    held = True
    for study, (worlds, run) in STUDIES.items():
        for at, (name, world) in enumerate(worlds.items()):
            told = list(run(world, TIMES[size], seed * 1_000_000))
            print(f"{study}: {name}")
            print(*told, sep="\n", flush=True)
            if at == 0:
                held &= all(line.verdict in {"pass", "-", "near"} for line in told)
    return held
