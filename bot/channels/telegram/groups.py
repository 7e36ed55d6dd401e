"""Groups and channels: we say why, where we may, and leave."""

from __future__ import annotations

from time import monotonic

from telegram import Chat, Update

from bot.channels.telegram.rendering import Outgoing
from bot.channels.telegram.sender import Sender
from bot.channels.telegram.texts import texts

AGAIN_S = 60.0  # being added is told in two updates; one goodbye is enough
MOST = 1_000


class Groups:
    """Leaves every group that it hears of. Nothing of a group is stored."""

    def __init__(self, sender: Sender) -> None:
        self._sender = sender
        self._left: dict[int, float] = {}

    async def leave(self, update: Update, group: Chat) -> None:
        """Leave the group that an update is from, unless we are out of it already."""
        change = update.my_chat_member
        if change is not None and change.new_chat_member.status in ("left", "kicked"):
            return
        if monotonic() - self._left.get(group.id, -AGAIN_S) < AGAIN_S:
            return
        if len(self._left) >= MOST:
            self._left.clear()
        self._left[group.id] = monotonic()
        person = update.effective_user
        code = (person.language_code if person else None) or ""
        farewell = Outgoing(texts("de" if code.startswith("de") else "en").group)
        await self._sender.leave(group.id, None if group.type == Chat.CHANNEL else farewell)
