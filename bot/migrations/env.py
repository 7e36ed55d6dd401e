"""Alembic environment: runs on the connection that the caller gives (see bot.database)."""

from alembic import context

from bot.channels.telegram.models import Base as TelegramBase
from bot.conversations.models import Base as ConversationBase
from bot.knowledge.models import Base as KnowledgeBase

connection = context.config.attributes["connection"]
context.configure(
    connection=connection,
    target_metadata=[KnowledgeBase.metadata, ConversationBase.metadata, TelegramBase.metadata],
    render_as_batch=True,
    compare_type=True,
)
with context.begin_transaction():
    context.run_migrations()
