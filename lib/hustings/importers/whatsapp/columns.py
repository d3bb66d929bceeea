"""Columns of texts searched where they lie, many texts at once."""

import numpy as np
import numpy.typing as npt
import pyarrow as pa


def places_of(texts: pa.StringArray, part: bytes) -> npt.NDArray[np.int64]:
    """The places of the texts that hold a part, each once."""
    if not len(texts):
        return np.empty(0, np.int64)
    _, ends, letters = texts.buffers()
    if letters is None:
        return np.empty(0, np.int64)
    offsets = np.frombuffer(ends, np.int32)[texts.offset : texts.offset + len(texts) + 1]
    data = letters.to_pybytes()
    found, at = [], data.find(part, offsets[0])
    while at >= 0 and at < offsets[-1]:
        place = int(np.searchsorted(offsets, at, "right")) - 1
        if at + len(part) <= offsets[place + 1]:
            found.append(place)
            at = data.find(part, int(offsets[place + 1]))
        else:  # the end of one text and the start of the next
            at = data.find(part, at + 1)
    return np.array(found, np.int64)
