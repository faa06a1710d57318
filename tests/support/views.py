"""What tests read off a view as it is sent, each found to be what Discord accepts."""

from simcord.components import COMPONENTS_V2_FLAG, validate_components, walk_components


def wire(view) -> list[dict]:
    assert view.timeout is None
    return validate_components(view.to_components(), flags=COMPONENTS_V2_FLAG)


def texts(view) -> list[str]:
    return [each["content"] for each in walk_components(wire(view)) if each["type"] == 10]


def said(view) -> str:
    return "\n".join(texts(view))


def buttons(view) -> list[str]:
    return [name for row in rows(view) for name in row]


def rows(view) -> list[list[str]]:
    """What stands on the buttons of each row that has any."""
    found = (
        [_named(each) for each in row["components"] if each["type"] == 2]
        for row in walk_components(wire(view))
        if row["type"] == 1
    )
    return [names for names in found if names]


def choices(view) -> list[str]:
    """What can be chosen in the menus."""
    menus = (each for each in walk_components(wire(view)) if each["type"] == 3)
    return [option["label"] for menu in menus for option in menu["options"]]


def colour(view) -> int | None:
    return wire(view)[0].get("accent_color")


def custom_ids(view) -> list[str]:
    return [each["custom_id"] for each in walk_components(wire(view)) if "custom_id" in each]


def _named(button: dict) -> str:
    return button.get("label") or button["emoji"]["name"]
