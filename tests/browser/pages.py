"""Open a map file in the real browser, with every request and every error written down."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page

DESKTOP = {"width": 1280, "height": 800}
PHONE = {"width": 390, "height": 844}
READ = """
async (open) => {
  for (const details of document.querySelectorAll("details:not(.licences)")) details.open = true;
  if (open) await mapperView.open(open);
  await new Promise((seen) => setTimeout(seen, 150));
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const skipped = "script, style, noscript, .licences pre, .verbatim, blockquote, #mapper-plain";
  const texts = [];
  for (let node = walker.nextNode(); node; node = walker.nextNode())
    if (!node.parentElement.closest(skipped)) texts.push(node.data);
  for (const element of document.querySelectorAll("[aria-label], [title], [placeholder], [alt]"))
    for (const name of ["aria-label", "title", "placeholder", "alt"]) texts.push(element.getAttribute(name) ?? "");
  return [...texts, document.title].map((text) => text.trim()).filter(Boolean);
}
"""
"""Script: all that a page says, with everything unfolded; of an event's card too where one is named."""


@dataclass
class Opened:
    """An open map and what it did that it should not have."""

    page: Page
    requests: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)

    def state(self, **wanted: Any) -> int:
        """Set the filter and return how many events pass it."""
        count: int = self.page.evaluate(
            "async s => { await mapperView.setState(s); return mapperView.count(); }", wanted
        )
        return count

    def card(self, event_id: str) -> str:
        """Open an event's card and return all its text."""
        text: str = self.page.evaluate("async id => (await mapperView.open(id)).textContent", event_id)
        return text


def open_map(browser: Browser, file: Path | str, *, fragment: str = "", **context: Any) -> Opened:
    """Open the file, or the page at an address, and wait for the first complete paint."""
    page = browser.new_context(**{"viewport": DESKTOP, **context}).new_page()
    opened = Opened(page)
    page.on("request", lambda request: opened.requests.append(request.url))
    page.on("console", lambda message: opened.errors.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: opened.errors.append(str(error)))
    page.add_init_script(
        "window.__violations = []; window.alert = text => __violations.push('alert ' + text);"
        "document.addEventListener('securitypolicyviolation', e => __violations.push(e.violatedDirective));"
    )
    page.goto((file if isinstance(file, str) else file.resolve().as_uri()) + fragment)
    page.evaluate("mapperView.ready")
    return opened
