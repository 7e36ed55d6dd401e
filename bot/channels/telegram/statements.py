"""The SQL of every message, built once: building a statement takes longer than running it."""

from __future__ import annotations

from sqlalchemy import bindparam, delete, insert, select, update

from bot.channels.telegram import models as m

# A parameter of an update may not be called like a column.
_of_conversation = m.Chat.conversation == bindparam("of_conversation")
_of_update = m.Waiting.update_id == bindparam("of_update")

ADD_SEEN = insert(m.Seen)
ADD_CHAT = insert(m.Chat)
ADD_WAITING = insert(m.Waiting)
CHAT = select(m.Chat.chat_id, m.Chat.language).where(_of_conversation)
SET_LAST_SEEN = update(m.Chat).where(_of_conversation).values(last_seen=bindparam("now"))
SET_LANGUAGE = update(m.Chat).where(_of_conversation).values(language=bindparam("new_language"))
SET_REPLIES = (
    update(m.Waiting).where(_of_update).values(replies=bindparam("to_send"), kind=bindparam("now_kind"))
)
SET_SENT = update(m.Waiting).where(_of_update).values(sent=bindparam("now_sent"))
FINISH = delete(m.Waiting).where(_of_update)
DROP_WAITING = delete(m.Waiting).where(m.Waiting.conversation == bindparam("of_conversation"))
