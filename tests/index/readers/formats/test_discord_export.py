import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from channel_maker import ADDRESS, FIRST, export, message, reply
from index.documents import Element, ElementKind, Entry, Landmark, Origin
from index.errors import FormatError
from index.readers.formats.discord_export import Channel, read_export, told_channel
from index.readers.guard.wire import pack, unpack


def read(data):
    return read_export(data, told_channel(data))


def words(*messages):
    return read(export(*messages)).text


def test_a_channel_is_a_document_with_an_entry_a_day_and_an_address_a_message():
    one = read(
        export(
            message("Who has the key?", "2024-03-04T23:50:00.123-05:00"),
            message("I do.\nIt hangs in the shed.", "2024-03-04T23:59:00-05:00", "Bo"),
            message("Thanks!", "2024-03-05T00:01:00-05:00"),
        )
    )
    assert one.text == "Ann: Who has the key?\n\nBo: I do.\nIt hangs in the shed.\n\nAnn: Thanks!"
    assert (one.title, one.url, one.part, one.dates) == ("general – Kolm", ADDRESS, "", ())
    # The days of the times as they are written, not those in UTC.
    assert one.entries == (
        Entry(0, 54, "2024-03-04", Origin.MESSAGE),
        Entry(56, 68, "2024-03-05", Origin.MESSAGE),
    )
    assert one.landmarks == tuple(
        Landmark(at, f"{ADDRESS}/{FIRST + number}") for number, at in enumerate((0, 23, 56))
    )
    assert one.elements == (
        Element(ElementKind.MESSAGE, 0, 21),
        Element(ElementKind.MESSAGE, 23, 54),
        Element(ElementKind.MESSAGE, 56, 68),
    )


def test_what_bots_and_discord_itself_say_is_left_out():
    assert (
        words(
            message("Level 5!", author={"isBot": True}),
            message("Ann pinned a message.", type="ChannelPinnedMessage"),
            message("", type="GuildMemberJoin"),
            message(""),
            message("hello"),
        )
        == "Ann: hello"
    )


def test_a_reply_names_whom_it_answers():
    assert words(
        message("Who?", name="Bo"),
        message("hm", name="Cy"),
        reply("I do.", 0),
        reply("And more.", 2),  # to herself
        reply("Yes.", 99),  # to a message that the file does not hold
    ) == ("Bo: Who?\n\nCy: hm\n\nAnn → Bo: I do.\n\nAnn: And more.\n\nAnn: Yes.")


def test_an_edited_message_stands_as_it_was_edited_on_the_day_it_was_written():
    one = read(export(message("At 7 pm.", timestampEdited="2024-05-09T08:00:00+01:00")))
    assert one.text == "Ann: At 7 pm."
    assert [entry.date for entry in one.entries] == ["2024-03-04"]


def test_what_links_show_and_the_names_of_files_follow_the_words():
    linked = message(
        "See https://example.org/a",
        embeds=[
            {
                "title": "The harbour",
                "description": "It was dredged.",
                "fields": [{"name": "Cost", "value": "3 euros"}, {"name": "", "value": "Twice"}],
            },
            {"title": "https://example.org/a"},  # said already
            None,
        ],
        attachments=[{"fileName": "plan  of\nKolm.pdf"}],
    )
    assert words(linked, message("", attachments=[{"fileName": "a.png"}])) == (
        "Ann: See https://example.org/a\nThe harbour\nIt was dredged.\nCost: 3 euros\nTwice\n"
        "plan of Kolm.pdf\n\nAnn: a.png"
    )


def test_the_name_on_the_server_counts_before_the_account_s():
    assert words(message("hi", author={"nickname": None, "name": "ann\n42"})) == "ann 42: hi"


def test_an_export_with_the_newest_first_is_turned_round():
    (newest, oldest) = (message("two", "2024-03-05T10:00:00Z"), message("one"))
    data = json.loads(export(newest, oldest))
    data["messages"][0]["id"], data["messages"][1]["id"] = "9", "8"
    one = read(json.dumps(data).encode())
    assert one.text == "Ann: one\n\nAnn: two"
    assert [entry.date for entry in one.entries] == ["2024-03-04", "2024-03-05"]


@pytest.mark.parametrize("at", ["", "soon", "2024-02-31T10:00:00Z", "04.03.2024", None, 5])
def test_a_message_whose_day_cannot_be_told_has_none_and_no_other_counts(at):
    assert read(export(message("hi", at))).entries == (Entry(0, 7, None, None),)


@pytest.mark.parametrize(
    ("guild", "channel", "title", "address"),
    [
        (("0", "Direct Messages"), ("6", "Bo"), "Bo – Direct Messages", "@me/6"),
        (("5", ""), ("6", "general"), "general", "5/6"),
        (("5/../9", "Kolm"), ("6", ""), "Kolm", "@me/6"),
        (("5", "Kolm"), ("javascript:", "a"), "a – Kolm", None),
    ],
)
def test_addresses_are_made_of_numbers_alone(guild, channel, title, address):
    one = read(export(message("hi"), guild=guild, channel=channel))
    assert one.title == title
    assert one.url == (address and f"https://discord.com/channels/{address}")
    assert len(one.landmarks) == bool(address)


def test_a_message_without_a_number_has_no_address():
    one = read(export({**message("hi"), "id": "6>"}, message("ho")))
    assert one.landmarks == (Landmark(0, ""), Landmark(9, f"{ADDRESS}/{FIRST + 1}"))


@pytest.mark.parametrize("messages", [(), (message("", type="Call"),), (5, None)])
def test_a_channel_in_which_nobody_wrote_is_refused(messages):
    data = export()[:-1].replace(b'"messages": []', b'"messages": %b')
    with pytest.raises(FormatError, match="holds no message that a person wrote"):
        read(data % json.dumps(messages).encode() + b"}")


def test_only_what_stands_before_the_messages_tells_a_channel():
    assert told_channel(export()) == Channel("5", "Kolm", "6", "general")
    assert told_channel(b'{"messages": [], "guild": {"id": "5"}, "channel": {"id": "6"}}') is None
    assert told_channel(b'{"guild": {"id": 5}, "channel": {"id": "6"}, "messages": []}') is None
    assert told_channel(b"[1, 2]") is None


values = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(
                ("id", "type", "timestamp", "content", "author", "name", "embeds", "fileName")
            ),
            inner,
            max_size=4,
        )
    ),
    max_leaves=12,
)


@settings(deadline=None)
@given(st.lists(values, max_size=4), values)
def test_whatever_stands_in_a_message_is_read_or_passed_over(others, content):
    data = json.loads(export(message("hi")))
    data["messages"] += [*others, {"id": "1", "type": "Default", "content": content}]
    data["messages"].append(message("\0 ho \r\n \ud800", at=content, embeds=content, author={}))
    one = read(json.dumps(data).encode())
    (back,) = unpack(pack((one,)))
    assert back.entries == one.entries
    assert one.entries[-1].end == len(one.text)
    assert "Ann: hi" in one.text
