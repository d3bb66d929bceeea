"""Telegram: groups give what WhatsApp's give, channels give posts, talks of two give nothing."""

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.support.depth import tries

from hustings.errors import InputError
from hustings.importers.codepage import SPOILT
from hustings.importers.contract import Placed, SourceFile
from hustings.importers.telegram import stream
from hustings.roster import People

EXPORTED_AT = datetime(2026, 11, 22, 6, tzinfo=UTC)
T = datetime(2026, 10, 31, 10, tzinfo=UTC)
KANKE = "telegram:kanke team"


@pytest.fixture
def chat(root):
    def find(name, **changes):
        path = root / "tests" / "specimens" / "telegram" / name
        return replace(
            SourceFile("ChatExport_x/result.json", "ab" * 32, EXPORTED_AT, path), **changes
        )

    return find


def within(context, *, official=False, consenting=()):
    """The same surroundings with the group placed, and some workers known by their names."""
    tokens = context.pseudonyms
    workers = {tokens.of("name", name.lower()): f"w-{name}" for name in consenting}
    people = People(tokens, frozenset(workers.values()), frozenset(workers.values()), workers)
    placed = {KANKE: Placed("IN-JH-AC-065", official=official)}
    return replace(context, placed=placed, people=people)


def test_a_group_gives_messages_memberships_and_how_far_to_trust_it(read, chat, context):
    found = read(chat("group.json"), within(context))
    messages = found.table("messages")
    assert found.source == "telegram"
    assert set(messages["group"]) == {KANKE}
    assert messages["kind"].tolist() == [
        "text", "text", "image", "text", "text", "audio", "poll", "contact", "location", "sticker",
        "document", "text", "text",
    ]  # fmt: skip
    assert messages["sent_at"][0] == T + timedelta(minutes=1)
    assert messages["links"].tolist()[:3] == [0, 2, 0]  # one written out, one behind a word
    assert messages["edited"].tolist()[:3] == [False, True, False]
    assert messages["length"].tolist()[0] == 23  # as Unicode counts them
    (export,) = found.table("group_exports").to_dict("records")
    assert export["messages"] == 13
    assert export["first_at"] == T + timedelta(minutes=1)
    assert not export["probably_cut"]
    assert found.table("groups")["unit"].tolist() == ["IN-JH-AC-065"]
    assert not found.aside


def test_an_export_saved_in_a_wrong_code_page_is_read_as_it_was(read, received, context):
    message = {"id": 1, "type": "message", "date": "2026-10-31T15:31:00",
               "date_unixtime": "1793440860", "from": "आशा", "from_id": "user1",
               "text": "आज बैठक है 😀"}  # fmt: skip
    chat = {"name": "कांके टीम", "type": "private_group", "id": 7, "messages": [message]}
    sound = json.dumps(chat, ensure_ascii=False, indent=1)
    name = "ChatExport_x/result.json"
    one, other = (
        read(received(text, name), within(context))
        for text in (sound, sound.encode().decode("latin-1"))
    )
    for table in ("messages", "groups"):
        assert one.table(table).to_dict("records") == other.table(table).to_dict("records")
    assert SPOILT in other.assumed
    assert SPOILT not in one.assumed


def test_text_is_kept_of_consenting_authors_and_in_official_groups_only(read, chat, context):
    strangers = read(chat("group.json"), within(context))
    assert strangers.table("messages")["text"].isna().all()
    asha = read(chat("group.json"), within(context, consenting=["Asha"])).table("messages")
    kept = asha[asha["text"].notna()]
    assert set(kept["author"]) == {"w-Asha"}
    assert kept["text"].tolist() == ["जोहार! पानी का काम शुरू", "forwarded words", "done", "done"]
    official = read(chat("group.json"), within(context, official=True)).table("messages")
    assert official["text"].tolist()[1] == "See https://example.org/a and this"
    assert official["text"].tolist()[6] == "Come on Sunday?\nYes\nNo"
    assert official["text"].isna().tolist()[5]  # a voice message says nothing


CALLED = [
    (["Ask ", {"type": "mention", "text": "@asha_d"}, " today"], "Ask @… today"),
    ([{"type": "mention_name", "text": "Asha Devi", "user_id": 7}, ", come"], "@…, come"),
    ([{"type": "text_link", "text": "Asha", "href": "tg://user?id=7"}, " knows"], "@… knows"),
    ("@asha_devi and @+91 98765 43210", "@… and @…"),
    (["see ", {"type": "bold", "text": "asha@example.org"}, " @ 5"], "see asha@example.org @ 5"),
    ("https://example.org/@asha_devi", "https://example.org/@asha_devi"),
]


@pytest.mark.parametrize(("text", "kept"), CALLED)
def test_a_kept_text_names_nobody_it_calls_upon(read, received, context, text, kept):
    message = {
        "id": 1, "type": "message", "date_unixtime": "1793440800", "from": "Ravi",
        "from_id": "user1", "text": text,
    }  # fmt: skip
    export = {"name": "Kanke Team", "type": "private_group", "id": 7, "messages": [message]}
    polled = {**message, "text": "", "poll": {"question": text, "answers": []}}
    for said in (message, polled):
        file = received(json.dumps({**export, "messages": [said]}), name="result.json")
        official = read(file, within(context, official=True)).table("messages")
        assert [told.strip() for told in official["text"]] == [kept]
        whole = read(file, within(context)).table("messages")
        assert whole["text"].isna().all()
        assert whole["length"].tolist() == official["length"].tolist()
        assert whole["fingerprint"].tolist() == official["fingerprint"].tolist()


def test_nothing_that_is_yielded_holds_a_name_a_number_or_a_strangers_words(read, chat, context):
    for name in ("group.json", "whole_account.json"):
        said = read(chat(name), within(context)).everything()
        for secret in ("Asha", "Birju", "Champa", "98765", "secret words", "user11", "जोहार"):
            assert secret not in said, (name, secret)


def test_one_person_keeps_one_pseudonym_under_every_name(read, chat, context):
    messages = read(chat("group.json"), within(context)).table("messages")
    author = messages.set_index("line")["author"]
    by_place = messages["author"].tolist()
    assert by_place[0] == by_place[3] == by_place[5]  # Asha, and later Asha Devi
    assert len(set(author)) == 3  # and a deleted account, which has an id still
    worker = read(chat("group.json"), within(context, consenting=["Asha Devi"]))
    assert worker.table("messages")["author"].tolist()[0] == "w-Asha Devi"


def test_it_is_recorded_under_which_names_a_person_went(read, chat, context):
    found = read(chat("group.json"), within(context))
    names, authors = found.table("also_called"), found.table("messages")["author"]
    tokens = context.pseudonyms
    of_asha = names[names["person"] == authors[0]]
    assert set(of_asha["called"]) == {tokens.of("name", "asha"), tokens.of("name", "asha devi")}
    assert set(names["person"]) >= {authors[0], authors[1]}


def test_two_equal_messages_are_two(read, chat, context):
    prints = read(chat("group.json"), within(context)).table("messages")["fingerprint"].tolist()
    assert prints[-1] == prints[-2]
    assert len(prints) == 13


def test_comings_and_goings_are_told_apart(read, chat, context):
    found = read(chat("group.json"), within(context))
    told, spoken = found.table("memberships"), found.table("messages")
    asha, birju = spoken["author"][0], spoken["author"][1]
    assert told["event"].tolist() == [
        "created", "added", "added", "joined", "removed", "left", "other",
    ]  # fmt: skip
    people = told["person"].tolist()
    assert people[0] == asha
    assert people[1] == people[3] == people[5]  # Champa, by her name when added
    assert told["person"].isna().tolist()[2]  # of the second nothing is known
    assert people[4] == birju


def test_reactions_are_a_snapshot_of_the_export_and_forwarding_is_marked(read, chat, context):
    later = EXPORTED_AT + timedelta(days=3)
    for at in (EXPORTED_AT, later):
        found = read(chat("group.json", exported_at=at), within(context))
        liked, forwarded = found.table("message_marks").to_dict("records")
        assert (liked["reactions"], liked["forwarded"], liked["counted_at"]) == (3 + 2, False, at)
        assert liked["sent_at"] == T + timedelta(minutes=1)
        assert forwarded["forwarded"]
        assert forwarded["sent_at"] == T + timedelta(minutes=4)
    assert found.table("message_marks")["reactions"].isna().tolist() == [False, True]


def test_name_and_kind_may_stand_after_the_messages(read, chat, context):
    found = read(chat("group_keys_in_other_order.json"), within(context))
    assert found.table("groups")["group"].tolist() == [KANKE]
    assert len(found.table("messages")) == 2


def test_files_of_2021_are_by_the_computers_clock(read, chat, context):
    found = read(chat("group_of_2021_without_unixtime.json"), within(context, official=True))
    messages = found.table("messages")
    assert messages["sent_at"].tolist() == [T, T + timedelta(minutes=1)]  # taken as Indian time
    assert "times are those of Asia/Kolkata" in found.assumed
    assert messages["text"].tolist() == ["one", "two words"]
    assert messages["author"].nunique() == 2  # bare numbers are ids too


def test_where_one_message_shows_both_clocks_the_others_are_read_by_it(read, chat, context):
    found = read(chat("times_of_every_form.json"), within(context))
    assert found.table("messages")["sent_at"].tolist() == [
        T, T + timedelta(minutes=1), T + timedelta(minutes=2),
    ]  # fmt: skip
    assert sorted(found.aside.values()) == [
        "the message has no time", "the message is dated after the export",
    ]  # fmt: skip
    assert found.assumed["times without a zone are by the clock the other messages show"] == (
        "1 message(s)"
    )
    assert "times are those of Asia/Kolkata" not in found.assumed


def test_a_channel_gives_posts_and_says_nothing_of_views(read, chat, context):
    found = read(
        chat("channel.json"), replace(context, accounts={"telegram:nadi yuva": "telegram:nadi"})
    )
    posts, counts = found.table("posts"), found.table("post_counts")
    assert posts["post"].tolist() == [f"telegram:1522222222/{number}" for number in (2, 3, 4)]
    assert posts["type"].tolist() == ["text", "photo", "video"]
    assert posts["text"].tolist()[:2] == ["Join us", "Pond #jal"]
    assert posts["seconds"].tolist()[2] == 61
    assert posts["permalink"][0] == "https://t.me/c/1522222222/2"
    assert set(posts["account"]) == {"telegram:nadi"}
    assert counts["reactions"].tolist() == [7, 0, 0]  # the file shows reactions, and none of theirs
    assert "views" not in counts or counts["views"].isna().all()
    assert found.assumed["lines about a channel itself are no posts"] == "1 line(s)"
    assert found.table("messages").empty


def test_an_unlisted_channel_is_kept_under_its_name(read, chat):
    found = read(chat("channel.json"))
    assert set(found.table("posts")["account"]) == {"telegram:nadi yuva"}
    assert "the channel 'Nadi Yuva' is not in accounts.csv" in found.assumed


def test_a_whole_account_gives_its_groups_and_channels_and_no_talks_of_two(read, chat, context):
    found = read(chat("whole_account.json"), within(context))
    groups = found.table("messages").groupby("group").size().to_dict()
    assert groups == {
        KANKE: 2,
        "telegram:two of a name 71": 1,
        "telegram:two of a name 72": 1,
        "telegram:grown": 2,  # before it became a supergroup, and after
        "telegram:left": 1,
    }
    assert len(found.table("posts")) == 3
    assert found.assumed["talks of two people are never read"] == "2 of 9 chats, 2 messages"


def test_a_talk_of_two_alone_is_refused_with_what_to_export(read, chat):
    with pytest.raises(InputError, match="talk of two") as caught:
        read(chat("talk_of_two.json"))
    assert "group or channel" in caught.value.fix


def test_a_file_that_breaks_off_gives_what_it_holds_and_says_where_it_ends(read, chat, context):
    found = read(chat("broken_off.json"), within(context))
    assert len(found.table("messages")) == 2  # the third message is cut in two
    assert found.table("group_exports")["messages"].tolist() == [2]
    ((line, reason),) = found.aside.items()
    assert reason == "the file ends here: it is cut off or not JSON"
    assert line > 40


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('{"name":"A","type":"private_group","id":1,"messages":[]}', "No message stands"),
        ('{"name":"A","type":"private_group","id":1,"messages":[', "cut off or not JSON"),
        ('{"name":"A","type":"private_group","messages":[' + "[" * 200_000, "nested too deeply"),
        ('{"about":"Here is the data you requested.","contacts":{}}', "No chat stands"),
    ],
)
def test_a_file_without_messages_is_answered_by_name(read, received, text, said):
    with pytest.raises(InputError, match=said):
        read(received(text, "result.json"))


def test_a_value_larger_than_any_message_ends_the_reading(read, received, context, monkeypatch):
    monkeypatch.setattr(stream, "LARGEST_VALUE", 1_000)
    monkeypatch.setattr(stream, "_CHUNK", 500)
    one = {"type": "message", "date_unixtime": "1793440800", "from_id": "user1", "text": "a"}
    text = json.dumps({"messages": [one, one | {"text": "x" * 5_000}]})
    found = read(received(text, "result.json"), context)
    assert len(found.table("messages")) == 1
    assert "larger than any message" in next(iter(found.aside.values()))


def test_a_chat_that_quotes_a_table_or_a_chat_is_telegram_all_the_same(read, received, context):
    quoted = "Group,Unit,Official\n09/11/2026, 9:00 am - Asha: the sheet is"
    one = {"type": "message", "date_unixtime": "1793440800", "from_id": "user1", "text": quoted}
    found = read(received(json.dumps({"messages": [one]}, indent=1), "chat.txt"), context)
    assert found.source == "telegram"
    assert found.assumed["a chat whose kind the file does not say is a group"]


_TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=30)


@settings(max_examples=tries(60), deadline=None, suppress_health_check=list(HealthCheck))
@given(
    texts=st.lists(_TEXTS, min_size=1, max_size=30),
    indent=st.sampled_from([None, 0, 1]),
    chunk=st.integers(7, 200),
)
def test_any_texts_come_back_in_whatever_pieces_the_file_is_read(
    read, context, received, texts, indent, chunk
):
    written = [
        {"id": place, "type": "message", "date_unixtime": str(1793440800 + place),
         "from": "Asha", "from_id": "user11", "text": text}
        for place, text in enumerate(texts)
    ]  # fmt: skip
    whole = {"name": "Kanke Team", "type": "private_group", "id": 1, "messages": written}
    text = json.dumps(whole, indent=indent, ensure_ascii=chunk % 2 == 0)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(stream, "_CHUNK", chunk)
        found = read(received(text, "result.json"), within(context, official=True), "telegram")
    assert found.table("messages")["text"].fillna("").tolist() == texts


_ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner),
    max_leaves=8,
)
_KEYS = (
    "id", "type", "date", "date_unixtime", "from", "from_id", "actor", "actor_id", "action",
    "members", "text", "reactions", "poll", "media_type", "duration_seconds", "edited",
    "forwarded_from", "photo", "file", "mime_type",
)  # fmt: skip
_USUAL = st.sampled_from(
    ["service", "message", "invite_members", "1793440800", "9999-12-31T23:59:59", "\ud800",
     [{"count": 10**30}], ["A", None, 3], 10**400]
)  # fmt: skip


@settings(max_examples=tries(80), deadline=None, suppress_health_check=list(HealthCheck))
@given(
    messages=st.lists(
        st.dictionaries(st.sampled_from(_KEYS), _ANYTHING | _USUAL, max_size=12), min_size=1,
        max_size=8,
    ),
    kind=st.sampled_from(["private_group", "public_channel", "", "nonsense"]),
)  # fmt: skip
def test_whatever_stands_in_a_message_is_read_or_set_aside(read, context, received, messages, kind):
    whole = {"name": "Kanke \ud800", "type": kind, "id": 1, "messages": messages}
    try:
        found = read(received(json.dumps(whole), "result.json"), within(context), "telegram")
    except InputError as refusal:
        assert "No message" in refusal.problem  # noqa: PT017  either way is right
        return
    rows = len(found.table("messages")) + len(found.table("posts"))
    assert rows <= len(messages)


def test_the_real_telegram_file_is_read(read, received, shared_data, context):
    raw = (shared_data / "exports/telegram/chatminer_single.json").read_bytes()
    found = read(received(raw, "chatminer_single.json"), context)
    messages = found.table("messages")
    first = datetime(2018, 12, 5, 10, 39, 10, tzinfo=UTC)
    assert messages["sent_at"].tolist() == [first, first + timedelta(seconds=614)]
    assert messages["author"].nunique() == 2
    assert messages["links"].tolist() == [0, 1]
    assert messages["length"].tolist() == [15, len("Link:https://telegram.org/")]
    assert not found.aside
