"""What an import says at its end, to a person who never programmed: biggest things first."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import click

from hustings.cli.people import of_nobody
from hustings.wording.remarks import Kind, kind_of, translated

if TYPE_CHECKING:
    from hustings.importers import Source
    from hustings.intake import FileOutcome, Outcome
    from hustings.wording import Words

EXAMPLES = 3  # places named for one kind of remark
KINDS = 40  # of remarks shown; the rest is counted
NAMED = 30  # files not read, of one kind
WIDE = 100  # letters of a line
NAME = 44  # letters of a file's name within a line


@dataclass
class _Group:
    """Remarks of one kind, wherever they stand."""

    kind: Kind
    all_values: list[dict[str, str]] = field(default_factory=list)
    rows: int = 0
    files: list[str] = field(default_factory=list)  # each once, in order
    places: list[str] = field(default_factory=list)  # of some rows, the first among them
    fixes: list[str] = field(default_factory=list)


def print_summary(outcome: "Outcome", words: "Words") -> None:
    """Print what was read as what, what was assumed, set aside and refused, and what to do."""
    _print_read(outcome, words)
    _print_assumed(outcome.files, words)
    _print_aside(outcome.files, words)
    _print_failed(outcome.failed, words)
    _print_next(outcome, words)
    counts = outcome.counts()
    click.echo(
        words.say(
            "import.total",
            rows=words.count("row", counts["read"]),
            stored=counts["stored"],
            known=counts["already_known"],
            aside=counts["quarantined"],
        )
    )


def _print_read(outcome: "Outcome", words: "Words") -> None:
    from hustings.importers import sources

    by_source: dict[str, list[FileOutcome]] = {}
    for file in outcome.files:
        if not file.seen_before and not file.error and not file.read_again:
            by_source.setdefault(", ".join(dict.fromkeys(file.sources)), []).append(file)
    known = sources()
    lines = []
    for names, files in by_source.items():
        called = ", ".join(
            (known[name].hi if words.language == "hi" else known[name].en)
            if name in known
            else name
            for name in names.split(", ")
        )
        rows, before = sum(f.stored for f in files), sum(f.known for f in files)
        counted = {"files": words.count("file", len(files)), "rows": words.count("row", rows)}
        line = words.say("import.source_line", source=called, **counted)
        if before:
            line = words.say("import.source_line_known", source=called, known=before, **counted)
        lines.append((rows, line))
    _heading(words.say("import.read"))
    for _, line in sorted(lines, key=lambda pair: -pair[0]):
        _line(line, "  ")
    if not lines:
        _line(words.say("import.nothing_new"), "  ")
    _print_rest(outcome, words)
    if outcome.unknown:
        _line(of_nobody(outcome.unknown, words), "  ")


def _called(source: "Source | None", name: str, words: "Words") -> str:
    if source is None:
        return name
    return source.hi if words.language == "hi" else source.en


def _print_rest(outcome: "Outcome", words: "Words") -> None:
    again = sum(file.read_again and not file.error for file in outcome.files)
    seen = sum(file.seen_before for file in outcome.files)
    for key, count in (("read_again", again), ("seen", seen)):
        if count:
            _line(words.say(f"import.{key}", files=words.count("file", count)), "  ")
    if outcome.passed_over:
        names = _some([_short(name) for name in outcome.passed_over], words)
        _line(words.say("import.passed_over", names=names), "  ")


def _print_assumed(files: "Sequence[FileOutcome]", words: "Words") -> None:
    called = _called_apart(files)
    remarks = [(file.name, remark.what, "", 1) for file in files for remark in file.assumed]
    groups = sorted(_grouped(remarks, words).values(), key=lambda group: -len(group.files))
    if groups:
        _heading(words.say("import.assumed"))
    for group in groups[:KINDS]:
        said = group.kind.told(list(group.all_values))
        count = words.count("file", len(group.files))
        _line(words.say("import.assumed_line", what=said, files=count), "  - ", "    ")
        _examples([called[name] for name in group.files], words)
    _smaller(groups, words)


def _print_aside(files: "Sequence[FileOutcome]", words: "Words") -> None:
    remarks, called = [], _called_apart(files)
    for file in files:
        for row, rows in file.aside.kinds():
            place = called[file.name]
            if row.line:  # what is not in one line, as a member of a zip, is in the file
                place = words.say("import.place", file=place, line=str(row.line))
            remarks.append((place, row.reason, row.fix, rows))
    groups = sorted(_grouped(remarks, words).values(), key=lambda group: -group.rows)
    if groups:
        every = sum(file.aside.count for file in files)
        _heading(words.say("import.aside", rows=words.count("row", every)))
    for group in groups[:KINDS]:
        said = group.kind.told(list(group.all_values))
        count = words.count("row", group.rows)
        _line(words.say("import.aside_line", what=said, rows=count), "  - ", "    ")
        _examples(group.places, words, of=group.rows)
        _fix(group, words)
    _smaller(groups, words)


def _print_failed(failed: "Sequence[FileOutcome]", words: "Words") -> None:
    """Every file that was not read, those of one kind together."""
    remarks = [
        (_where(file, words), " ".join(problem.split()), " ".join(fix.split()), 1)
        for file in failed
        if file.error
        for problem, fix in [(file.error.problem, file.error.fix)]
    ]
    groups = sorted(_grouped(remarks, words).values(), key=lambda group: -len(group.places))
    if groups:
        _heading(words.say("import.failed", files=words.count("file", len(failed))), err=True)
    for group in groups:
        files = words.count("file", len(group.places))
        said = group.kind.told(list(group.all_values))
        _line(words.say("import.failed_line", what=said, files=files), "  - ", "    ", err=True)
        for place in group.places[:NAMED]:
            _line(place, "    ", "      ", err=True)
        if left := group.places[NAMED:]:
            _line(words.say("import.more_files", n=len(left)), "    ", err=True)
        _fix(group, words, err=True)


def _where(file: "FileOutcome", words: "Words") -> str:
    """The place of an error, which may be within the file; a file that is named is enough."""
    where = " ".join(getattr(file.error, "where", "").split())
    own = file.name.rpartition("/")[2]
    return translated(where, words.language) if own in where else file.name


def _fix(group: _Group, words: "Words", *, err: bool = False) -> None:
    """What to do about remarks of one kind, as most of them say it."""
    if group.fixes:
        fix = max(dict.fromkeys(group.fixes), key=group.fixes.count)
        kind = kind_of(fix, words.language)
        told = kind.told([kind.values])
        _line(words.say("import.fix", fix=told), "    ", "      ", err=err)


def _print_next(outcome: "Outcome", words: "Words") -> None:
    aside = any(file.aside.count for file in outcome.files)
    assumed = any(file.assumed for file in outcome.files)
    stored = any(file.stored for file in outcome.files)
    steps = {
        "next_failed": (bool(outcome.failed), {}),
        "next_aside": (aside, {}),
        "next_assumed": (assumed, {"path": "settings.toml"}),
        "next_measure": (stored, {"command": "hustings press weekly_state"}),
    }
    wanted = [words.say(f"import.{key}", **told) for key, (holds, told) in steps.items() if holds]
    if wanted:
        _heading(words.say("import.next"))
    for number, step in enumerate(wanted, start=1):
        _line(step, f"  {number}. ", "     ")
    click.echo()


def error_text(error: Exception, words: "Words") -> str:
    """An error as problem, where and fix, in a language as far as its words are known."""
    problem, where = getattr(error, "problem", str(error)), getattr(error, "where", "")
    fix = getattr(error, "fix", "")
    if words.language == "en":
        lines = [problem, f"  where: {where}", f"  fix:   {fix}"]
    else:
        told = [
            translated(" ".join(text.split()), words.language) for text in (problem, where, fix)
        ]
        labels = [words.say(f"error.{key}") for key in ("where", "fix")]
        lines = [told[0], f"  {labels[0]}: {told[1]}", f"  {labels[1]}: {told[2]}"]
    held = (True, bool(where), bool(fix))
    return "\n".join(line for line, there in zip(lines, held, strict=True) if there)


def _grouped(
    remarks: Iterable[tuple[str, str, str, int]], words: "Words"
) -> dict[tuple[str, ...], _Group]:
    """Remarks as (place, sentence, fix, how many they stand for), by kind."""
    groups: dict[tuple[str, ...], _Group] = {}
    kinds: dict[str, Kind] = {}
    for place, sentence, fix, rows in remarks:
        for text in (sentence, fix):
            if text not in kinds:
                kinds[text] = kind_of(text, words.language)
        kind = kinds[sentence]
        group = groups.setdefault((kind.said, kinds[fix].said), _Group(kind))
        group.all_values.append(dict(kind.values))
        group.rows += rows
        group.places.append(place)
        group.fixes += [fix] if fix else []
        if not group.files or group.files[-1] != place:
            group.files.append(place)
    return groups


def _smaller(groups: Sequence[_Group], words: "Words") -> None:
    if len(groups) > KINDS:
        more = words.count("more_kind", len(groups) - KINDS)
        _line(words.say("import.smaller", kinds=more, option="--json"), "  ")


def _examples(places: Sequence[str], words: "Words", of: int = 0) -> None:
    """Name a few places, of as many as there are or of more."""
    key = "places" if max(of, len(places)) > EXAMPLES else "places_all"
    _line(words.say(f"import.{key}", places=_some(places, words, of)), "    ", "      ")


def _some(places: Sequence[str], words: "Words", of: int = 0) -> str:
    shown, every = "; ".join(places[:EXAMPLES]), max(of, len(places))
    if every <= EXAMPLES:
        return shown
    return words.say("import.more", places=shown, n=every - EXAMPLES)


def _called_apart(files: "Sequence[FileOutcome]") -> dict[str, str]:
    """What each file is called: its own name, and its folder where others are named so too."""
    short = {file.name: _short(file.name) for file in files}
    often = Counter(short.values())
    return {
        name: f"{_short(folder)}/{own}" if often[own] > 1 and folder else own
        for name, own in short.items()
        for folder in [name.rpartition("/")[0]]
    }


def _short(name: str, most: int = NAME) -> str:
    """A file's own name, its middle left out where it is long."""
    own = name.rstrip("/").rpartition("/")[2]
    return own if len(own) <= most else f"{own[: most // 2]}…{own[-most // 2 + 1 :]}"


def _heading(text: str, *, err: bool = False) -> None:
    click.echo(f"\n{text}", err=err)


def _line(text: str, first: str, then: str = "", *, err: bool = False) -> None:
    """Print a text in lines that fit a narrow window."""
    import textwrap

    filled = textwrap.fill(
        text,
        WIDE,
        initial_indent=first,
        subsequent_indent=then or first,
        break_long_words=False,
        break_on_hyphens=False,
    )
    click.echo(filled, err=err)
