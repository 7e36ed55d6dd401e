"""Links that open the chat with a topic, a place and a language: ``?start=de_recognition-nursing_15003``."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass

from bot.errors import FachlotseError
from bot.knowledge.base import KnowledgeBase
from bot.knowledge.records import LANGUAGES

LIMIT = 64  # characters of A-Z, a-z, 0-9, _ and -
_LINK = re.compile(
    rf"(?:(?P<language>{'|'.join(LANGUAGES)})(?:_|$))?"
    r"(?:(?P<area>[a-z]+)-(?P<key>[a-z_]*[a-z])(?:_|$))?"
    r"(?P<district>\d{5})?"
)


class DeepLinkError(FachlotseError):
    """A link cannot be made: it would be longer than Telegram allows."""


@dataclass(frozen=True)
class DeepLink:
    """What a link asks for; None: not said."""

    language: str | None = None
    topic: str | None = None
    district: str | None = None

    @classmethod
    def parse(cls, text: str) -> DeepLink:
        """Return what a link asks for; nothing for a text that is no link of ours. Whether it exists is not checked."""
        match = _LINK.fullmatch(text)
        if match is None:
            return cls()
        topic = f"{match['area']}/{match['key']}" if match["area"] else None
        return cls(match["language"], topic, match["district"])

    def __str__(self) -> str:
        """Return the text after ``?start=``.

        Raises:
            DeepLinkError: it is too long.
        """
        topic = self.topic.replace("/", "-") if self.topic else None
        text = "_".join(part for part in (self.language, topic, self.district) if part)
        if len(text) > LIMIT:
            raise DeepLinkError(f"link: longer than {LIMIT} characters; leave out the district")
        return text

    def existing(self, knowledge: KnowledgeBase) -> DeepLink:
        """Return the link without a topic or district that does not exist (any more)."""
        topic = self.topic if self.topic and self.topic in knowledge.answers else None
        return DeepLink(self.language, topic, self.district if _exists(self.district, knowledge) else None)

    @property
    def payload(self) -> str:
        """What the assistant gets: the topic for the place, the place alone, or a greeting."""
        entities = {"topic": self.topic, "district": self.district}
        known = {name: value for name, value in entities.items() if value}
        if not known:
            return "/greet"
        intent = "choose_topic" if self.topic else "choose_place"
        return f"/{intent}{json.dumps(known)}"


def _exists(district: str | None, knowledge: KnowledgeBase) -> bool:
    try:
        return knowledge.places.district(district or "") is not None
    except KeyError:
        return False
