"""The code a process has loaded, and whether it still is what lies on disk."""

import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Code:
    """Files of this package's own modules, and when each was written last."""

    written: Mapping[Path, float]

    @classmethod
    def loaded(cls) -> "Code":
        """The modules of this package that are loaded now."""
        ours = [each for name, each in sys.modules.items() if name.split(".")[0] == "hustings"]
        files = [Path(module.__file__) for module in ours if module.__file__]
        return cls({path: path.stat().st_mtime for path in files})

    def has_changed(self) -> bool:
        """Whether one of the files was written again, or is gone."""
        return any(
            not path.exists() or path.stat().st_mtime != time for path, time in self.written.items()
        )
