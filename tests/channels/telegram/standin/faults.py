"""Faults by script: what goes wrong with the next calls of a method."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import Literal

How = Literal["status", "too_many", "hang", "broken_json", "drop", "empty", "refuse"]
GATEWAY_PAGE = b"<html>\r\n<head><title>502 Bad Gateway</title></head><body>nginx</body></html>\r\n"
HALF_JSON = b'{"ok":true,"result":{"message_id":'
LONGEST_HANG_S = 90


@dataclass
class Fault:
    """What goes wrong.

    Args:
        times: so many calls; then the method works again.
        done: the call takes effect all the same, only the answer is lost.
        chat_id: only calls for this chat.
    """

    how: How
    method: str = "sendMessage"
    times: int = 1
    code: int = 502
    retry_after: float = 1
    done: bool = False
    chat_id: int | None = None
    description: str = ""

    def concerns(self, method: str, chat_id: int | None) -> bool:
        same_method = self.method in (method, "*")
        return same_method and self.times > 0 and self.chat_id in (None, chat_id)


@dataclass
class Script:
    """The faults to come, and the calls that met one."""

    faults: list[Fault] = field(default_factory=list)
    met: Counter[str] = field(default_factory=Counter)  # how -> calls

    def add(self, fault: Fault) -> None:
        self.faults.append(fault)

    def next(self, method: str, chat_id: int | None) -> Fault | None:
        for fault in self.faults:
            if fault.concerns(method, chat_id):
                fault.times -= 1
                self.met[fault.how] += 1
                return fault
        return None

    @property
    def is_over(self) -> bool:
        return all(fault.times <= 0 for fault in self.faults)
