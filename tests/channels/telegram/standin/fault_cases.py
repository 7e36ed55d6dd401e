"""The faults that tests and the fault table play, by name."""

from __future__ import annotations

from dataclasses import replace

from .faults import Fault

SEND_FAULTS = {
    "429, one second": Fault("too_many", retry_after=1),
    "429, three times": Fault("too_many", retry_after=1, times=3),
    "500": Fault("status", code=500),
    "502, twice": Fault("status", code=502, times=2),
    "503": Fault("status", code=503),
    "504": Fault("status", code=504),
    "broken JSON": Fault("broken_json"),
    "an empty answer": Fault("empty"),
    "a dropped connection": Fault("drop"),
    "three dropped connections": Fault("drop", times=3),
    "no answer at all": Fault("hang"),
}
# the message arrived, only Telegram's answer did not: it may be seen twice, but must be seen
LOST_ANSWERS = {
    name: replace(SEND_FAULTS[name], done=True)
    for name in ("500", "broken JSON", "an empty answer", "a dropped connection")
}
CONFLICT = "Conflict: terminated by other getUpdates request"
POLL_FAULTS = {
    "500": Fault("status", "getUpdates", code=500),
    "502, three times": Fault("status", "getUpdates", times=3),
    "429": Fault("too_many", "getUpdates", retry_after=1),
    "broken JSON": Fault("broken_json", "getUpdates"),
    "an empty answer": Fault("empty", "getUpdates"),
    "dropped connections": Fault("drop", "getUpdates", times=3),
    "a second bot": Fault("refuse", "getUpdates", code=409, description=CONFLICT),
}
