"""Texts that say nearly the same, grouped: copy and paste is not breadth."""

import numpy as np
import pandas as pd

from hustings.text import normalise
from hustings.text.skeleton import word_skeletons

ALIKE = 0.6  # share of runs two texts have in common, from which they are one
RUN = 5  # letters
PERMUTATIONS = 128
FEWEST_LETTERS = 12  # shorter texts are alike only when they are the same


def near_duplicates(texts: pd.Series, *, alike: float = ALIKE) -> "pd.Series[int]":
    """Group texts that are nearly the same in any spelling.

    MinHash (Broder 1997; by datasketch) over runs of five letters of the words' skeletons, so
    that Devanagari and Latin letters of one sentence meet; links, digits and signs are left out.

    Returns: one group number per text, in the order and index given; the groups are numbered
        by their first text, and a text without letters is a group of its own.
    """
    from datasketch import MinHash, MinHashLSH

    bones = [" ".join(one for one in word_skeletons(str(text)) if not one.isdigit())
             for text in texts]  # fmt: skip
    group = np.arange(len(bones))
    index = MinHashLSH(threshold=alike, num_perm=PERMUTATIONS)
    same: dict[str, int] = {}
    sketches: dict[int, MinHash] = {}
    for at, bone in enumerate(bones):
        key = bone if len(bone) >= FEWEST_LETTERS else normalise(str(texts.iloc[at]))
        if key and key in same:
            group[at] = group[same[key]]
            continue
        if key:
            same[key] = at
        if len(bone) < FEWEST_LETTERS:
            continue
        sketch = MinHash(num_perm=PERMUTATIONS)
        sketch.update_batch([run.encode() for run in _runs(bone)])
        sketches[at] = sketch
        for other in sorted(index.query(sketch)):
            if sketch.jaccard(sketches[other]) >= alike:
                group[group == group[at]] = group[other]
                group[at] = group[other]
        index.insert(at, sketch)
    first = pd.factorize(pd.Series(group))[0]
    return pd.Series(first, index=texts.index)


def _runs(text: str) -> set[str]:
    return {text[at : at + RUN] for at in range(max(1, len(text) - RUN + 1))}
