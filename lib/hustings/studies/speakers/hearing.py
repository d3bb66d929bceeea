"""Which speakers are worth a second hearing, from ratings that are few and differ in severity."""

from dataclasses import dataclass

import numpy as np
import pandas as pd
from scipy import sparse
from scipy.sparse.csgraph import connected_components
from scipy.stats import norm

from hustings.errors import InputError
from hustings.studies.asked import require
from hustings.studies.medians import Floats
from hustings.studies.refusal import CannotJudgeError
from hustings.studies.speakers.crossed import RATINGS, Crossed, crossed_effects

FEWEST_RATERS, FEWEST_SPEAKERS = 3, 5
SHORTLISTED = 0.5  # chance to be in the top fifth
FIFTH = 0.2
SEVERE = 1.0  # points of severity worth telling the organiser
DRAWS, SEED = 2000, 1
HAIR = 1e-9  # of the largest variance: a root is found where speakers differ in nothing


@dataclass(frozen=True)
class Hearing:
    """What the ratings say.

    `speakers`: one row per speaker, the most promising first: `ratings`, `raw` mean, shrunk
    `score` with `low` and `high`, chance `in_top_fifth`, and whether `second_hearing`.
    `severity`: one row per rater, for the organiser only: points below (-) or above (+) the
    others, `far` beyond one point. `agreement`, `agreement_of_mean`: ICC(2,1) and ICC(2,k) for
    `k` ratings a speaker. `next`: one row per speaker, where another rating tells most first.
    """

    speakers: pd.DataFrame
    severity: pd.DataFrame
    agreement: float
    agreement_of_mean: float
    k: float
    next: pd.DataFrame
    model: Crossed


def second_hearing(table: pd.DataFrame, *, topic: str | None = None) -> Hearing:
    """Score speakers with topic, event and the rater's severity taken out.

    Args:
        table: one row per rating: `speaker`, `rater`, `score`, and `event` where there is more
            than one. One rater's two scores of one speaker at one event are an error.
        topic: column of topics, taken out as fixed.

    Raises:
        CannotJudgeError: fewer than three raters or five speakers, or raters and speakers that
            fall into islands nobody links ("not comparable").
        InputError: a missing column or score.
    """
    _checked(table)
    _linked(table)
    factors = ["speaker", "rater"]
    if "event" in table and len(table["event"].unique()) > 1:
        factors.append("event")
    model = crossed_effects(table, outcome="score", factors=factors, fixed=[topic] if topic else [])
    speakers = _speakers(table, model)
    own, rater, rest = (model.deviations[name] ** 2 for name in ("speaker", "rater", "residual"))
    count = float(len(table) / table["speaker"].nunique())
    return Hearing(
        speakers,
        model.effects["rater"].assign(far=lambda rows: rows["effect"].abs() > SEVERE),
        own / (own + rater + rest),
        own / (own + (rater + rest) / count),
        count,
        _next(speakers, rest + rater),
        model,
    )


def _checked(table: pd.DataFrame) -> None:
    require(table, ["speaker", "rater", "score"], RATINGS)
    if table["score"].isna().any():
        raise InputError("A score is missing.", fix="Leave unrated rows out; missing is no zero.")
    once = ["speaker", "rater", *(["event"] if "event" in table else [])]
    if table.duplicated(once).any():
        raise InputError(
            "A rater scored one speaker twice at one event.", fix="Keep the last score of each."
        )
    raters, speakers = table["rater"].nunique(), table["speaker"].nunique()
    if raters < FEWEST_RATERS or speakers < FEWEST_SPEAKERS:
        raise CannotJudgeError(
            "too_few_ratings", "Too few raters or speakers.", raters=raters, speakers=speakers
        )


def _linked(table: pd.DataFrame) -> None:
    """Severity can be taken out only where raters share speakers, directly or through others."""
    speaker, rater = (pd.factorize(table[name])[0] for name in ("speaker", "rater"))
    size = speaker.max() + 1
    graph = sparse.coo_matrix(
        (np.ones(len(table)), (speaker, rater + size)), shape=(size + rater.max() + 1,) * 2
    )
    islands, _ = connected_components(graph, directed=False)
    if islands > 1:
        raise CannotJudgeError(
            "not_comparable", "Groups of raters and speakers have nobody in common.",
            islands=int(islands),
        )  # fmt: skip


def _speakers(table: pd.DataFrame, model: Crossed) -> pd.DataFrame:
    effects = model.effects["speaker"]
    by_name = table.groupby("speaker")["score"]
    width = float(norm.ppf(0.975)) * effects["error"]
    drawn = _drawn(effects["effect"].to_numpy(), model.covariance)
    ranks = np.argsort(np.argsort(-drawn, axis=1), axis=1)
    chance = (ranks < max(1, round(FIFTH * len(effects)))).mean(axis=0)
    level = float(table["score"].mean())
    rows = pd.DataFrame(
        {
            "speaker": effects["speaker"],
            "ratings": by_name.size().reindex(effects["speaker"]).to_numpy(),
            "raw": by_name.mean().reindex(effects["speaker"]).to_numpy(),
            "score": level + effects["effect"],
            "low": level + effects["effect"] - width,
            "high": level + effects["effect"] + width,
            "in_top_fifth": chance,
            "second_hearing": chance > SHORTLISTED,
        }
    )
    order = ["in_top_fifth", "score", "speaker"]
    return rows.sort_values(order, ascending=[False, False, True], ignore_index=True)


def _drawn(effects: Floats, covariance: Floats) -> Floats:
    """Draws of all speakers' effects together, a row each.

    By the covariance's triangular root, of which there is one: eigenvectors of speakers rated
    alike may lie anyhow, and with them the same draws would say other things on another machine.
    """
    size = len(effects)
    free = np.random.default_rng(SEED).standard_normal((DRAWS, size))
    largest = float(np.diag(covariance).max())
    if largest <= 0:  # no speaker differs from any other
        return np.tile(effects, (DRAWS, 1))
    even = (covariance + covariance.T) / 2 + np.eye(size) * largest * HAIR
    return effects + free @ np.linalg.cholesky(even).T


def _next(speakers: pd.DataFrame, noise: float) -> pd.DataFrame:
    """Where one more rating narrows an interval most, among those it could still matter for."""
    error = (speakers["high"] - speakers["low"]) / (2 * float(norm.ppf(0.975)))
    narrower = error - (1 / (1 / error.clip(lower=1e-9) ** 2 + 1 / noise)) ** 0.5
    unsure = speakers["in_top_fifth"] * (1 - speakers["in_top_fifth"])
    rows = speakers[["speaker", "ratings"]].assign(
        narrower=narrower, worth=narrower * np.sqrt(unsure)
    )
    order = ["worth", "narrower", "speaker"]
    return rows.sort_values(order, ascending=[False, False, True], ignore_index=True)
