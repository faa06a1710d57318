"""/privacy and /forget me: what is kept of a person, and that it can be deleted at once."""

from discord import app_commands

from bot.discord import sending, texts
from bot.discord.client import DatelineClient, Interaction
from bot.discord.state import KEPT_DAYS
from bot.wording.text import count


@app_commands.command(name="privacy", description="What is kept of you, how long and why.")
async def privacy(interaction: Interaction) -> None:
    """Say what is kept."""
    await sending.note(interaction, privacy_text(interaction.client))


class ForgetCommands(app_commands.Group):
    """The commands below /forget."""

    def __init__(self) -> None:
        super().__init__(name="forget", description="Delete what is kept of you.")

    @app_commands.command(description="Delete what you asked.")
    async def me(self, interaction: Interaction) -> None:
        """Delete what the person asked."""
        client, person = interaction.client, interaction.user.id
        kept = client.state.forget_person(person)
        client.queue.forget(person)
        client.memberships.forget(person)
        said = texts.FORGOTTEN.format(count=count(kept, "question"))
        await sending.note(interaction, said if kept else texts.NOTHING_KEPT)


def privacy_text(client: DatelineClient) -> str:
    """Return what is kept, as this bot is set up."""
    noted = texts.PRIVACY_NOTED.format(days=KEPT_DAYS)
    return texts.PRIVACY.format(
        days=KEPT_DAYS,
        minutes=client.settings.conversation_minutes,
        unanswered=noted if client.state.keeps_unanswered else texts.PRIVACY_NOT_NOTED,
        grace=client.state.grace_days,
    )
