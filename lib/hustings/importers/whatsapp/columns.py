"""Columns of texts searched where they lie, many texts at once."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pyarrow as pa

Places = npt.NDArray[np.int64]


def places_of(letters: npt.NDArray[np.uint8], byte: int) -> Places:
    """Where a byte stands.

    In one go, not piece by piece: with each piece Python's lock would be let go and waited for.
    """
    return np.flatnonzero(letters == byte)


@dataclass(frozen=True)
class Laid:
    """A column's texts as they lie in memory, one behind the other."""

    letters: npt.NDArray[np.uint8]  # the bytes of all texts
    ends: npt.NDArray[np.int32]  # where each text begins; one more stands behind the last

    @classmethod
    def of(cls, texts: pa.StringArray) -> "Laid":
        """Where a column's texts lie; none may be missing."""
        _, ends, letters = texts.buffers()
        if not len(texts) or letters is None:
            return cls(np.empty(0, np.uint8), np.zeros(len(texts) + 1, np.int32))
        offsets = np.frombuffer(ends, np.int32)[texts.offset : texts.offset + len(texts) + 1]
        whole = np.frombuffer(letters, np.uint8)
        return cls(whole[offsets[0] : offsets[-1]], offsets - offsets[0])

    def holding(self, part: bytes) -> Places:
        """The places of the texts that hold a part, each once."""
        found = places_of(self.letters[: max(len(self.letters) - len(part) + 1, 0)], part[0])
        for place, byte in enumerate(part[1:], start=1):
            found = found[self.letters[found + place] == byte]
        of = np.searchsorted(self.ends, found, "right") - 1
        return np.unique(of[found + len(part) <= self.ends[of + 1]])  # not the next text's start

    def first(self, count: int) -> npt.NDArray[np.uint32]:
        """The first bytes of each text as one number, at most four; 0 where a text is shorter."""
        return self._number(self.ends[:-1], count)

    def last(self, count: int) -> npt.NDArray[np.uint32]:
        """The last bytes of each text as one number, at most four; 0 where a text is shorter."""
        return self._number(self.ends[1:] - count, count)

    def _number(self, start: npt.NDArray[np.int32], count: int) -> npt.NDArray[np.uint32]:
        found = np.zeros(len(start), np.uint32)
        long = np.flatnonzero(np.diff(self.ends) >= count)
        for place in range(count):
            found[long] = found[long] << 8 | self.letters[start[long] + place]
        return found


def number(part: bytes) -> int:
    """What `first` and `last` give for a text that begins or ends so."""
    return int.from_bytes(part, "big")
