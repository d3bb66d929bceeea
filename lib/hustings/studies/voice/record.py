"""How often the rules by which a text carries a message were right, on texts labelled by hand."""

from dataclasses import dataclass

from hustings.studies.shares import share_interval


@dataclass(frozen=True)
class Record:
    """Counts of pairs of a text and a message.

    `right`: told as carrying and labelled so. `wrong`: told, not labelled. `missed`: labelled,
    not told.
    """

    right: int
    wrong: int
    missed: int

    @property
    def told(self) -> int:
        """Pairs told as carrying; right / told is the precision."""
        return self.right + self.wrong

    @property
    def labelled(self) -> int:
        """Pairs labelled as carrying; right / labelled is the recall."""
        return self.right + self.missed

    @property
    def safely(self) -> tuple[float, float]:
        """The lower ends of the 95 % intervals of precision and recall, 0 to 1."""
        ends = (share_interval(self.right, whole)[0] for whole in (self.told, self.labelled))
        precision, recall = (0.0 if end is None else end for end in ends)
        return precision, recall


# Of tests/specimens/pairs/unseen.csv, written when the thresholds stood; the tests count it anew.
UNSEEN = Record(right=40, wrong=0, missed=0)
