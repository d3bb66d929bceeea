"""One message that two phones put into two neighbouring minutes: told by its text, and once only.

A phone dates what its owner writes when it is sent, and all others when it has come: a second later
may be the next minute. Where two texts are one is certain only under all these conditions: they are
long, about one person as far as is known, and no file tells of both, or of the same text again at
about that time; both files tell of what came before and after; and what both tell of in those two
minutes lies on the same side of it. Two equal messages of one file are always two.
"""

import duckdb

from hustings.schema import Table

LONGEST_TRIVIAL = 20  # letters; shorter texts are sent again and again

# Long texts that are to be stored, and those that are stored, which have no number.
_LONG = """
    create or replace temp table long_ones as
    select r."group" as g, epoch_us(r.{at}) // 60000000 as minute, r.{said} as said,
        r.{named} as named, coalesce(r.{sure}, false) as sure,
        concat(n.file, '/', n.member) as source, r.line, n.known_at, n.number
    from new n join {staged} r using (number)
    where not n.instead and r.{kind} = 'text' and r.{length} > {short}"""
_OTHERS = """
    select * from long_ones union all
    select "group", epoch_us({at}) // 60000000, {said}, {named}, coalesce({sure}, false),
        file, line, known_at, null
    from known where {kind} = 'text' and {length} > {short}"""
_PAIRS = """
    create or replace temp table pairs as
    select one.g, one.said, one.number, one.source, one.minute, one.line,
        other.source as other_source, other.minute as other_minute, other.line as other_line
    from long_ones one join ({others}) other using (g, said)
    where abs(one.minute - other.minute) = 1 and one.source <> other.source
        and (one.named = other.named or not (one.sure and other.sure))
        and (other.number is null or (other.known_at, other.source) < (one.known_at, one.source))"""

# Every row of their groups as one file tells of it.
_TOLD = """
    create or replace temp table told as
    select r."group" as g, epoch_us(r.{at}) // 60000000 as minute, r.{said} as said,
        concat(p.file, '/', p.member) as source, r.line, n.number is not null as fact
    from placed p join {staged} r using (number)
        left join new n on n.number = p.number and not n.instead
    where r."group" in (select g from pairs)
    union all
    select "group", epoch_us({at}) // 60000000, {said}, file, line, true
    from known where "group" in (select g from pairs)"""

_LEAVE = """
    delete from new where number in (
    with spans as (
        select g, source, min(minute) as first, max(minute) as last from told
        semi join pairs using (g) group by all
    ), again as (
        select pairs.number from pairs join told using (g, said)
        where told.minute between pairs.minute - 3 and pairs.minute + 3
        group by pairs.number, told.source having count(*) > 1
        union all
        select pairs.number from pairs join told using (g, said)
        where told.fact and told.minute between pairs.minute - 3 and pairs.minute + 3
        group by pairs.number having count(*) > 2
    ), crossed as (
        select pairs.number from pairs
        join told mine on mine.g = pairs.g and mine.source = pairs.source
        join told theirs on theirs.g = pairs.g and theirs.source = other_source
            and theirs.said = mine.said and theirs.minute = mine.minute
        where mine.said <> pairs.said and mine.minute in (pairs.minute, other_minute)
            and ((mine.minute, mine.line) < (pairs.minute, pairs.line))
            <> ((theirs.minute, theirs.line) < (other_minute, other_line))
    )
    select pairs.number from pairs
    join spans mine using (g, source)
    join spans theirs on theirs.g = pairs.g and theirs.source = other_source
    where greatest(mine.first, theirs.first) < least(pairs.minute, other_minute)
        and least(mine.last, theirs.last) > greatest(pairs.minute, other_minute)
        and number not in (select number from again)
        and number not in (select number from crossed))"""


def leave_neighbours(engine: duckdb.DuckDBPyConnection, table: Table, staged: str) -> None:
    """Take out of `new` what another file tells of a minute earlier or later.

    Expects the tables `placed`, of what is staged, `known`, of what is stored, and `new`.

    Args: staged: SQL for the staged rows with all their columns.
    """
    retold = table.retold
    if retold is None or not retold.length:
        return
    names = {
        "staged": staged, "short": LONGEST_TRIVIAL, "at": retold.at[-1], "said": retold.said,
        "named": retold.named, "sure": retold.sure, "kind": retold.kind, "length": retold.length,
    }  # fmt: skip
    engine.sql(_LONG.format(**names))
    if not _holds(engine, "long_ones"):
        return
    engine.sql(_PAIRS.format(others=_OTHERS.format(**names)))
    if _holds(engine, "pairs"):
        engine.sql(_TOLD.format(**names))
        engine.sql(_LEAVE)


def _holds(engine: duckdb.DuckDBPyConnection, table: str) -> bool:
    return bool(engine.table(table).limit(1).project("number").fetchall())
