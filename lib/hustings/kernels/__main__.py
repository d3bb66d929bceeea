"""The warm process's own program: `python -m hustings.kernels FOLDER OWNER READY [WARM ...]`.

Each WARM is a function to call before anything is forked, and its arguments, all texts, as a list
in JSON: ["module:function", "argument"]. When it can fork, or cannot, the
handle READY is told so.
"""

import json
import os
import sys
from importlib import import_module
from pathlib import Path

from hustings.errors import HustingsError
from hustings.kernels.alone import require_alone, settle
from hustings.kernels.code import Code
from hustings.kernels.server import Server


def main(folder: str, owner: str, ready: str, *warm: str) -> None:
    """Load, then serve until the owner is gone."""

    def tell(said: str) -> None:
        with os.fdopen(int(ready), "w") as told:
            told.write(said)

    try:
        for each in warm:
            name, *arguments = json.loads(each)
            module, _, function = name.partition(":")
            getattr(import_module(module), function)(*arguments)
        settle()
        require_alone()
    except HustingsError as error:
        tell(str(error))
        sys.exit(error.exit_code)
    code = Code.loaded()
    Server(Path(folder), int(owner), code.has_changed).serve(lambda: tell("ready"))


if __name__ == "__main__":
    main(*sys.argv[1:])
