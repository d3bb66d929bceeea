"""What is made beside a published page where the schedule asks for it: PDF, card, text."""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from hustings.errors import DeliveryError
from hustings.page.files import write_atomically
from hustings.page.published import open_page
from hustings.press.delivery.forwarding import forward_text
from hustings.press.delivery.paper import print_pdf
from hustings.press.delivery.pictures import draw_card


def write_forward(source: Path, target: Path) -> None:
    """Write a published page's five lines, to be forwarded by hand."""
    write_atomically(target, forward_text(open_page(source)) + "\n")


MAKERS: Mapping[str, tuple[str, Callable[[Path, Path], None]]] = {
    "pdf": (".pdf", print_pdf),
    "card": (".png", draw_card),
    "forward": (".txt", write_forward),
}  # as the schedule names them: how their files end, and who makes them


def make_beside(pages: Sequence[Path], kinds: Sequence[str]) -> str:
    """Make some kinds of each page that is newer than what lies beside it.

    Returns: what could not be made, and why; empty when all is there.
    """
    problems: dict[str, int] = {}
    for page in pages:
        for kind in kinds:
            ending, make = MAKERS[kind]
            target = page.with_suffix(ending)
            if target.exists() and target.stat().st_mtime_ns >= page.stat().st_mtime_ns:
                continue
            try:
                make(page, target)
            except DeliveryError as error:
                told = f"no {kind}: {error.problem}"
                problems[told] = problems.get(told, 0) + 1
    return "; ".join(f"{told} ({count})" for told, count in problems.items())
