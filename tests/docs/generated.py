"""Text that is generated from the code and committed; `make fix` writes it, a test compares it."""

import re
from pathlib import Path

from hustings.metrics import metrics
from hustings.schema import CLEAN, MEASURED, Table

ROOT = Path(__file__).resolve().parents[2]


def data_dictionary() -> str:
    """data/README.md between its marks: every table, what a row is, every column."""
    parts = [_table(table) for table in (*CLEAN.values(), MEASURED)]
    return "\n\n".join(parts)


def _table(table: Table) -> str:
    lines = [f"### `{table.name}`", f"A row is {table.grain}. Key: {', '.join(table.key)}.", ""]
    lines += ["| column | kind | counted in | required | meaning |", "|---|---|---|---|---|"]
    for column in table.columns:
        allowed = f" One of: {', '.join(column.allowed)}." if column.allowed else ""
        need = "yes" if column.required else ""
        meaning = (column.meaning + allowed).replace("|", "\\|")
        lines.append(
            f"| {column.name} | {column.kind} | {column.measured_in} | {need} | {meaning} |"
        )
    return "\n".join(lines)


def glossary_of_metrics() -> str:
    """GLOSSARY.md between its marks: every metric."""
    lines = ["| word | हिन्दी | meaning | where |", "|---|---|---|---|"]
    for name, metric in sorted(metrics().items(), key=lambda item: item[1].en):
        where = f"`hustings.metrics.{metric.family}.{name}`"
        lines.append(f"| {metric.en} | {metric.hi} | {metric.means_en} | {where} |")
    return "\n".join(lines)


GENERATED = {"data/README.md": data_dictionary, "GLOSSARY.md": glossary_of_metrics}

_MARKS = re.compile(r"(<!-- generated -->\n).*?(\n<!-- end -->)", re.DOTALL)


def renewed(name: str) -> str:
    """A file's text with its generated part as the code gives it now."""
    text = (ROOT / name).read_text("utf-8")
    return _MARKS.sub(lambda marks: marks[1] + GENERATED[name]() + marks[2], text)


if __name__ == "__main__":
    for file in GENERATED:
        (ROOT / file).write_text(renewed(file), "utf-8")
