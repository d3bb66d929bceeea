"""Campaigns of any size from a seed, with every kind of gap that exports have."""

import datetime as dt

import numpy as np
import pandas as pd

START = pd.Timestamp("2026-09-07T00:00", tz="Asia/Kolkata").tz_convert("UTC")  # Monday, week 37
WEEKS = 10
PLATFORMS = ("facebook", "instagram", "x", "youtube")
SIDES = ("ours", "ours", "ours", "ally", "watched")


def tree() -> str:
    """Two Lok Sabha seats, six assembly seats, three districts, six blocks, 48 booths."""
    rows = ["ST | state | |"]
    rows += [f"P{n} | lok_sabha | ST |" for n in range(2)]
    rows += [f"D{n} | district | | ST" for n in range(3)]
    rows += [f"K{n} | block | | D{n % 3}" for n in range(6)]
    rows += [f"S{n} | vidhan_sabha | P{n % 2} | D{n % 3}" for n in range(6)]
    for n in range(48):
        seat = n % 6
        # Every seventh booth is in no block; the others are in a block of their seat's district.
        block = "" if n % 7 == 0 else f"K{seat % 3 + 3 * (n % 2)}"
        rows.append(f"b{n} | booth | S{seat} | {block}")
    return "\n".join(["unit | level | seat_parent | district_parent", *rows])


def tables(seed: int, *, workers: int, acts: int) -> list[tuple[pd.Timestamp, dict]]:
    """Clean rows of one campaign, import by import: when the files were made, and their rows."""
    random = np.random.default_rng(seed)
    lists = _lists(random, workers)
    posts, chats = _posts(random, lists["accounts"]), _chats(random, lists["groups"])
    newest = _after(weeks=WEEKS, days=-2)  # of the activity forms: the last week was not over
    once = {"activity": _activity(random, workers, acts)}
    once["account_counts"] = _followers(random, lists["accounts"])
    imports = [(_after(hours=5), lists), (newest, once)]
    for number in range(WEEKS):
        # From the seventh on, exports are made before the week has ended.
        made_at = _after(weeks=number + 1, hours=9) - pd.Timedelta(days=3 * (number > 5))
        exports = _posts_exported(random, posts, made_at) | _chats_exported(random, chats, made_at)
        imports.append((made_at, exports | {"reports_received": _reports(random, number, made_at)}))
    kept = [(when, {k: v for k, v in rows.items() if len(v)}) for when, rows in imports]
    return sorted(kept, key=lambda pair: pair[0])


def _after(**since) -> pd.Timestamp:
    return START + pd.Timedelta(**since)


def _units(random, size):
    """Mostly booths; some seats, some blocks, some the state itself."""
    units = [f"b{n}" for n in range(48)] * 4 + [f"S{n}" for n in range(6)] * 2 + ["K0", "K3", "ST"]
    return random.choice(units, size)


def _lists(random, workers):
    listed = int(workers * 0.9)  # the others act, but are not on the roster
    roster = pd.DataFrame(
        {"worker": [f"w{n}" for n in range(listed)], "unit": _units(random, listed), "adult": True}
    )
    handles = [(p, f"{p}:h{n}") for p in PLATFORMS for n in range(5)]
    accounts = pd.DataFrame(handles, columns=["platform", "account"])
    accounts = accounts.assign(
        handle=accounts["account"],
        side=random.choice(SIDES, len(accounts)),
        unit=random.choice([None, "ST", "P1", "S0", "S1", "S2", "S3", "b5"], len(accounts)),
    )
    names = [f"whatsapp:g{n}" for n in range(12)]
    groups = pd.DataFrame({"group": names, "platform": "whatsapp", "name": names})
    groups["unit"] = [None, *(f"S{n % 6}" for n in range(10)), "b3"]
    return {"workers": roster, "accounts": accounts, "groups": groups}


def _posts(random, accounts):
    size = 700
    seconds = np.sort(random.integers(0, WEEKS * 7 * 86_400, size))
    chosen = random.integers(0, len(accounts) - 2, size)  # two accounts never publish
    posts = pd.DataFrame(
        {
            "post": [f"p{n}" for n in range(size)],
            "platform": accounts["platform"].to_numpy()[chosen],
            "account": accounts["account"].to_numpy()[chosen],
            "published_at": START + pd.to_timedelta(seconds, unit="s"),
            "type": random.choice(["photo", "photo", "photo", "video", None], size),
        }
    )
    months_off = (posts["account"] == "facebook:h1") & posts["published_at"].between(
        _after(days=14), _after(days=49)
    )
    return posts[~months_off]


def _posts_exported(random, posts, made_at):
    """The last 28 days of posts, with the counts they have by then; a few accounts left out."""
    old = made_at - pd.Timedelta(days=28)
    shown = posts[(posts["published_at"] < made_at) & (posts["published_at"] > old)]
    shown = shown[~shown["account"].isin(random.choice(posts["account"].unique(), 2))]
    counts = shown[["post", "published_at"]].assign(counted_at=made_at)
    for name, most, hidden in (
        ("reach", 900, 0.2), ("views", 2000, 0.3), ("reactions", 60, 0.2), ("comments", 9, 0.4),
        ("shares", 9, 0.4), ("engagements", 99, 0.3),
    ):  # fmt: skip
        numbers = pd.Series(random.integers(0, most, len(shown)), index=shown.index, dtype="Int64")
        counts[name] = numbers.mask(random.random(len(shown)) < hidden)
    return {"posts": shown, "post_counts": counts[random.random(len(counts)) > 0.05]}


def _chats(random, groups):
    size = 2500
    seconds = np.sort(random.integers(0, WEEKS * 7 * 86_400, size))
    return pd.DataFrame(
        {
            "group": random.choice(groups["group"].to_numpy()[:10], size),  # two never say a word
            "author": random.choice(["w1", "w2", "w3"], size),
            "sent_at": START + pd.to_timedelta(seconds, unit="s"),
            "kind": random.choice(["text", "text", "image", "deleted"], size),
            "fingerprint": [f"m{n}" for n in range(size)],
        }
    )


def _chats_exported(random, chats, made_at):
    """A third of the groups, each from some day on."""
    rows, exports = [], []
    for group in random.choice([f"whatsapp:g{n}" for n in range(11)], 4, replace=False):
        since = made_at - pd.Timedelta(days=int(random.integers(5, 40)))
        held = chats[(chats["group"] == group) & chats["sent_at"].between(since, made_at)]
        rows.append(held)
        exports.append(
            {
                "group": group,
                "export": f"{group} {made_at}",
                "exported_at": made_at,
                "first_at": held["sent_at"].min() if len(held) else None,
                "probably_cut": bool(random.random() < 0.2),
                "privacy_switch_at": made_at - pd.Timedelta(days=2)
                if random.random() < 0.2
                else None,
            }
        )
    frame = pd.DataFrame(exports)
    moments = {
        name: pd.to_datetime(frame[name], utc=True) for name in ("first_at", "privacy_switch_at")
    }
    return {"messages": pd.concat(rows), "group_exports": frame.assign(**moments)}


def _activity(random, workers, acts):
    seconds = random.integers(0, (WEEKS * 7 - 2) * 86_400, acts)
    # Everybody acts once at least; the first weeks have fewer, so that some are new later.
    who = np.concatenate([np.arange(workers), random.integers(0, workers, acts - workers)])
    seconds = np.where(who % 3 == 0, np.maximum(seconds, 40 * 86_400), seconds)
    once = pd.DataFrame(
        {
            "worker": np.char.add("w", who.astype(str)),
            "unit": np.where(random.random(acts) < 0.01, "nowhere", _units(random, acts)),
            "done_at": START + pd.to_timedelta(seconds, unit="s"),
            "act": "meeting",
        }
    )
    # Some answers name the day, a third of those are sent again, some by two taps.
    once["recorded_at"] = (once["done_at"] + pd.Timedelta(hours=1)).where(random.random(acts) < 0.3)
    told = once[once["recorded_at"].notna()]
    again = told.sample(frac=0.3, random_state=1)
    hours = pd.to_timedelta(random.integers(0, 3, len(again)), unit="h")
    return pd.concat([once, again.assign(recorded_at=again["recorded_at"] + hours)])


def _reports(random, number, made_at):
    """Reports for the week before: most on time, some late, some twice, some never."""
    period, monday = f"2026-W{36 + number}", _after(weeks=number)
    rows = []
    for seat in range(6):
        for hours in random.choice([-4, 6, 20, 21, 60], int(random.integers(0, 3)), replace=False):
            sent = monday + pd.Timedelta(hours=int(hours))
            rows.append((f"S{seat}", period, dt.date.fromisocalendar(2026, 36 + number, 7), sent))
    frame = pd.DataFrame(rows, columns=["unit", "period", "period_ends_on", "received_at"])
    return frame[frame["received_at"] <= made_at]


def _followers(random, accounts):
    rows = []
    for account in accounts["account"]:
        for week in range(WEEKS):
            for weekday in random.choice(7, int(random.integers(0, 3)), replace=False):
                day = dt.date(2026, 9, 7) + dt.timedelta(days=7 * week + int(weekday))
                rows.append((account, day, int(random.integers(0, 5000))))
    return pd.DataFrame(rows, columns=["account", "counted_on", "followers"])
