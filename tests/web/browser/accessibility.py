"""axe-core on a page: the rules of WCAG 2.0 to 2.2, A and AA, and best practice."""

from __future__ import annotations

from axe_playwright_python.async_playwright import Axe
from playwright.async_api import Page

RULES = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")


async def violations(page: Page) -> list[str]:
    """Return what axe-core finds, one line for each kind of fault; shadow trees are looked into."""
    # at the end: elsewhere the input, which sticks to the bottom, covers half of something that one can scroll to
    await page.evaluate("scrollTo(0, document.documentElement.scrollHeight)")
    results = await Axe().run(page, options={"runOnly": list(RULES), "resultTypes": ["violations"]})
    checked = results.response["passes"]
    assert len(checked) > 10, "axe-core did not look at the page"
    return [
        f"{fault['id']}: {node['target']} {node.get('failureSummary', '')}"
        for fault in results.response["violations"]
        for node in fault["nodes"]
    ]
