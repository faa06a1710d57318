from bot.discord.ask.buttons import BUTTONS


def test_every_command_is_added(parts):
    names = {command.name for command in parts.client().tree.get_commands()}
    members = {"ask", "timeline", "since", "coverage", "help", "privacy", "forget"}
    members |= {"Find passages", "Remove answer"}
    managers = {"status", "sources", "reindex", "unanswered", "settings", "setup"}
    assert names == members | managers


def test_every_button_is_known(parts):
    known = parts.client()._connection._view_store._dynamic_items.values()
    assert set(BUTTONS) < set(known)


def test_messages_and_forms_are_taken(parts):
    client = parts.client()
    assert {"on_message", "on_interaction"} <= vars(client).keys()
