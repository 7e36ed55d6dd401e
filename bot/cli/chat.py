"""Talk to the assistant in the terminal, with sources and look-ups shown readably."""

from __future__ import annotations

import asyncio
import uuid
from typing import Any

from rasa.core.agent import Agent
from rasa.core.channels.channel import UserMessage
from rich.console import Console
from rich.markdown import Markdown

from bot.channels.output import ContractOutput
from bot.channels.payload import as_typed
from bot.privacy import mask_personal_data
from bot.text import clean

console = Console()


def talk(agent: Agent, language: str) -> None:
    """Read lines until an empty one; a number presses the button with that number."""
    sender = f"chat-{uuid.uuid4().hex}"
    buttons: list[dict[str, str]] = []
    while line := _read():
        text = buttons[int(line) - 1]["payload"] if _presses(line, buttons) else as_typed(clean(line))
        output = ContractOutput()
        message = UserMessage(
            mask_personal_data(text), output, sender, input_channel="chat", metadata={"language": language}
        )
        asyncio.run(agent.handle_message(message))
        buttons = [button for reply in output.messages for button in reply.get("buttons", [])]
        for reply in output.messages:
            _show(reply)
        for number, button in enumerate(buttons, start=1):
            console.print(f"  [{number}] {button['title']}", markup=False, style="cyan")


def _read() -> str:
    try:
        return console.input("[bold]> [/bold]").strip()
    except EOFError:
        return ""


def _presses(line: str, buttons: list[dict[str, str]]) -> bool:
    return line.isdecimal() and 0 < int(line) <= len(buttons)


def _show(reply: dict[str, Any]) -> None:
    custom = reply["custom"]
    console.print(Markdown(reply["text"]))
    facts = [custom["act"], custom.get("topic"), custom.get("kind"), custom.get("district")]
    shown = "  ".join(str(fact) for fact in facts if fact)
    if custom.get("confidence") is not None:
        shown += f"  {custom['confidence']:.0%}"
    console.print(shown, style="dim")
    for source in custom.get("sources") or []:
        console.print(f"  {source['title']}: {source['url']}", style="dim", markup=False)
    if custom.get("as_of"):
        console.print(f"  {custom['as_of']}", style="dim")
