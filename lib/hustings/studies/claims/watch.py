"""Each claim's course: when it was first seen, when we answered, and whether it faded."""

from dataclasses import dataclass

import numpy as np
import pandas as pd
from scipy.stats import poisson

from hustings.errors import InputError

DAYS_AROUND = 7  # compared before and after the answer
FADED = 0.5  # daily mentions after, over those before, under which a claim has faded


@dataclass(frozen=True)
class ClaimsWatch:
    """What became of the claims.

    `claims`: one row per claim: `first_seen`, `variants`, `mentions`, `answered_at`,
    `lag_hours` from first seen to answer, `evidence` (answers with a link), `before`, `after`
    (mentions in the seven days on either side of the answer), `ratio` of their daily rates with
    `low` and `high`, and `state`: "open", "answered", "faded", "still_spreading", "closed".
    `open_claims` of these, `evidence_share`: of the answered claims, those with evidence.
    """

    claims: pd.DataFrame
    open_claims: int
    evidence_share: float | None


def claims_watch(
    claims: pd.DataFrame, rebuttals: pd.DataFrame, mentions: pd.DataFrame, *, until: pd.Timestamp
) -> ClaimsWatch:
    """Follow each claim from its first sight past our answer.

    "Faded after the answer" is no proof that the answer did it: most claims fade by themselves.

    Args:
        claims: one row per claim: `claim`, `first_seen_on`, `status` (may be missing).
        rebuttals: one row per answer: `claim`, `published_at`, `evidence` (a link, or missing).
        mentions: one row per text that carries a claim: `claim`, `seen_at`, and `variant`.
        until: up to when was looked; days after it are not counted as silent.

    Raises:
        InputError: an answer or mention of a claim that is not listed.
    """
    for name, table in (("answer", rebuttals), ("mention", mentions)):
        strange = sorted(set(table["claim"]) - set(claims["claim"]))
        if strange:
            raise InputError(f"An {name} is of a claim that is not listed.", where=strange[0],
                             fix="List the claim first.")  # fmt: skip
    rows = [
        _row(one, rebuttals[rebuttals["claim"] == one.claim],
             mentions[mentions["claim"] == one.claim], until)
        for one in claims.itertuples()
    ]  # fmt: skip
    table = pd.DataFrame(rows)
    if table.empty:
        return ClaimsWatch(table, 0, None)
    answered = table["answered_at"].notna()
    share = float((table.loc[answered, "evidence"] > 0).mean()) if answered.any() else None
    return ClaimsWatch(table, int((table["state"] == "open").sum()), share)


def _row(
    one: object, answers: pd.DataFrame, seen: pd.DataFrame, until: pd.Timestamp
) -> dict[str, object]:
    listed = pd.Timestamp(one.first_seen_on, tz="Asia/Kolkata")  # type: ignore[attr-defined]
    first = min([listed, *seen["seen_at"]])
    answered = pd.Timestamp(answers["published_at"].min()) if len(answers) else None
    row: dict[str, object] = {
        "claim": one.claim,  # type: ignore[attr-defined]
        "first_seen": first,
        "variants": int(seen["variant"].nunique()) if "variant" in seen else None,
        "mentions": len(seen),
        "answered_at": answered,
        "lag_hours": None if answered is None else (answered - first).total_seconds() / 3600,
        "evidence": int(answers["evidence"].notna().sum()) if len(answers) else 0,
    }
    decay = _decay(seen["seen_at"], answered, until)
    status = getattr(one, "status", None)
    return {**row, **decay, "state": _state(status, decay["ratio"], answered)}


def _decay(
    seen: "pd.Series[pd.Timestamp]", answered: pd.Timestamp | None, until: pd.Timestamp
) -> dict[str, float | None]:
    none: dict[str, float | None] = dict.fromkeys(("before", "after", "ratio", "low", "high"))
    if answered is None:
        return none
    around = pd.Timedelta(days=DAYS_AROUND)
    watched = min(around, until - answered)
    before = int(((seen >= answered - around) & (seen < answered)).sum())
    after = int(((seen >= answered) & (seen < answered + watched)).sum())
    counts: dict[str, float | None] = {**none, "before": before, "after": after}
    if before == 0 or watched < pd.Timedelta(days=1):
        return counts
    longer = around / watched
    low, high = _ratio_ends(after, before)
    return {**counts, "ratio": after / before * longer, "low": low * longer, "high": high * longer}


def _ratio_ends(after: int, before: int) -> tuple[float, float]:
    """Ends of the 95 % interval of a ratio of two counts: exact, by the binomial they imply."""
    from scipy.stats import beta

    whole = after + before
    low = float(beta.ppf(0.025, after, whole - after + 1)) if after else 0.0
    high = float(beta.ppf(0.975, after + 1, whole - after)) if before else 1.0
    return low / (1 - low), high / (1 - high) if high < 1 else float("inf")


def _state(status: object, ratio: float | None, answered: pd.Timestamp | None) -> str:
    if status == "closed":
        return "closed"
    if answered is None:
        return "open"
    if ratio is None:
        return "answered"
    return "faded" if ratio < FADED else "still_spreading"


def surge(mentions_today: int, usual: float) -> float:
    """Chance of so many mentions or more on a usual day; small where a claim is taking off."""
    return float(poisson.sf(mentions_today - 1, max(usual, 1e-9))) if mentions_today else 1.0


def daily_mentions(mentions: pd.DataFrame) -> pd.DataFrame:
    """One row per claim and Indian day on which it was seen: `claim`, `day`, `mentions`."""
    day = mentions["seen_at"].dt.tz_convert("Asia/Kolkata").dt.date
    rows = mentions.assign(day=day).groupby(["claim", "day"], as_index=False)
    return rows.size().rename(columns={"size": "mentions"}).astype({"mentions": np.int64})
