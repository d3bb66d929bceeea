"""Whether the centre's messages were carried: how many accounts, in which seats, in which words."""

import pandas as pd

from hustings.page.blocks import Definitions, Point, Points, Table
from hustings.page.brief import Brief, number
from hustings.page.sections import studied
from hustings.period import IST

STUDY = "voice"
NAMED = 4
WAYS = ("link", "exact", "near", "own_words")


def voice_answer(brief: Brief) -> Points:
    """The newest message: how many carried it, how soon, and in which seats nobody did."""
    if (no := studied.refused(brief, STUDY)) is not None:
        return no
    words, found = brief.words, studied.finding(brief, STUDY)
    said = {
        "message": found.text("newest"),
        "carried": words.number(found.number("newest_carried")),
        "accounts": words.number(found.number("newest_accounts")),
        "posts": words.number(found.number("posts")),
    }
    points = [Point(words.say("voice.lead"), words.told("voice.told", said))]
    lag = found.number("newest_lag")
    if lag is not None:
        told = words.say("voice.soon", hours=words.count("hour", round(lag)))
        points.append(Point(words.say("voice.soon_lead"), told))
    points.append(Point(words.say("voice.silent_lead"), _silent(brief)))
    return studied.answer(brief, *points)


def voice_messages(brief: Brief) -> Table | None:
    """One row per message: when issued, how many accounts carried it, after how long."""
    words, found = brief.words, studied.finding(brief, STUDY)
    if found.reason:
        return None
    kinds = ("message", "carried", "lag")
    rows = found.table("messages").iloc[::-1]
    return Table(
        section=words.say("voice.section"),
        nav=words.say("voice.nav"),
        caption=words.say("voice.caption"),
        columns=tuple(words.say(f"voice.column_{kind}") for kind in kinds),
        rows=tuple(
            (
                f"{row['message']}, {words.day_month(row['issued_at'].tz_convert(IST).date())}",
                _part(brief, row["carried"], row["accounts"]),
                _hours(brief, number(row["lag_hours"])),
            )
            for _, row in rows.iterrows()
        ),
    )


def voice_places(brief: Brief) -> Table | None:
    """One row per Lok Sabha seat with accounts: how many carried each of the newest messages."""
    words, found = brief.words, studied.finding(brief, STUDY)
    if found.reason:
        return None
    newest = [str(code) for code in found.table("messages")["message"].iloc[::-1].head(NAMED)]
    seats = _seats(brief)
    told = {
        (str(row["ancestor"]), str(row["message"])): _part(brief, row["carried"], row["accounts"])
        for _, row in seats.iterrows()
    }
    none = words.number(None)
    return Table(
        section=words.say("voice.section_places"),
        nav=words.say("voice.nav_places"),
        caption=words.say("voice.caption_places"),
        columns=(words.say("voice.column_seat"), *newest),
        rows=tuple(
            (brief.name(code), *(told.get((code, message), none) for message in newest))
            for code in sorted(seats["ancestor"].unique())
        ),
        note=words.say("voice.note_places"),
        folded=True,
    )


def voice_ways(brief: Brief) -> Table | None:
    """One row per way of carrying a message: how many accounts, message by message."""
    words, found = brief.words, studied.finding(brief, STUDY)
    if found.reason:
        return None
    ways = found.table("ways").groupby("way")["accounts"].sum()
    return Table(
        section=words.say("voice.section_ways"),
        caption=words.say("voice.caption_ways"),
        columns=(words.say("voice.column_way"), words.say("voice.column_times")),
        rows=tuple(
            (words.say(f"voice.way_{way}"), words.number(float(ways.get(way, 0)))) for way in WAYS
        ),
    )


def voice_checks(brief: Brief) -> Definitions | None:
    """What could make this picture wrong, and how often the words of a message were found."""
    from hustings.studies.voice.record import UNSEEN

    words, found = brief.words, studied.finding(brief, STUDY)
    if found.reason:
        return None
    precision, recall = (words.number(end, "percent") for end in UNSEEN.safely)
    counts = {name: words.number(getattr(UNSEEN, name)) for name in ("right", "told", "labelled")}
    tried = words.say("voice.check_tried", **counts, precision=precision, recall=recall)
    names = ("held", "match", "tried", "reach")
    said = {name: words.say(f"voice.check_{name}") for name in names if name != "tried"}
    said["tried"] = tried
    return studied.checks(brief, *((words.say(f"voice.{name}"), said[name]) for name in names))


def _seats(brief: Brief) -> pd.DataFrame:
    rows = studied.finding(brief, STUDY).table("places")
    return rows[rows["level"] == "lok_sabha"]


def _silent(brief: Brief) -> str:
    """The Lok Sabha seats of whose accounts none carried the newest message."""
    words, found = brief.words, studied.finding(brief, STUDY)
    rows = _seats(brief)
    newest = rows[rows["message"] == found.text("newest")]
    silent = [brief.name(str(code)) for code in newest.loc[newest["carried"] == 0, "ancestor"]]
    if not silent:
        return words.say("voice.silent_none", seats=words.number(len(newest)))
    names = words.listing(sorted(silent), most=NAMED)
    return words.say("voice.silent", names=names, seats=words.number(len(newest)))


def _part(brief: Brief, part: float, whole: float) -> str:
    words = brief.words
    return words.say("number.part_whole", part=words.number(part), whole=words.number(whole))


def _hours(brief: Brief, hours: float | None) -> str:
    words = brief.words
    return words.number(None) if hours is None else words.count("hour", round(hours))
