"""One chat read with whatstk, run by the Python of an environment that has it and not ours."""

import json
import sys
import time

import numpy as np
from whatstk import df_from_whatsapp


def main() -> None:
    """Read argv[1], save the second of every message at argv[2], say how it went."""
    path, out, encoding, known_form = sys.argv[1:5]
    began = time.perf_counter()
    frame, how = _read(path, encoding, known_form)
    seconds = time.perf_counter() - began
    found = np.zeros(0, "int64")
    if frame is not None:
        found = frame["date"].to_numpy().astype("datetime64[s]").astype("int64")
    np.save(out, found)
    print(json.dumps({"rows": len(found), "how": how, "seconds": seconds}))


def _read(path, encoding, known_form):
    """As its documentation says: the form guessed, or the form given if that is what was asked."""
    form = {"auto_header": False, "hformat": known_form} if known_form else {}
    try:
        frame = df_from_whatsapp(path, encoding=encoding, max_size=None, **form)
    except Exception as error:  # noqa: BLE001  whatever it was: nothing was read
        return None, f"{type(error).__name__}: {str(error)[:80]}"
    return frame, "form given" if known_form else "form guessed"


main()
