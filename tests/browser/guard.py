"""What no page may do in a browser test: ask another machine for anything, or report an error."""

from __future__ import annotations

from ipaddress import ip_address
from urllib.parse import urlsplit

from playwright.sync_api import BrowserContext, ConsoleMessage, Request, WebError


def watch(context: BrowserContext) -> list[str]:
    """Abort what leaves this machine; the returned list fills with the faults of all pages of `context`."""
    faults: list[str] = []

    def on_request(request: Request) -> None:
        if not on_this_machine(request.url):
            faults.append(f"request: {request.url}")

    def on_error(error: WebError) -> None:
        faults.append(f"page error: {error.error}")

    def on_console(message: ConsoleMessage) -> None:
        place = message.location["url"]
        if message.type == "error" and on_this_machine(place):
            faults.append(f"console: {message.text} ({place})")

    context.route(lambda url: not on_this_machine(url), lambda route: route.abort())
    context.on("request", on_request)
    context.on("weberror", on_error)
    context.on("console", on_console)
    return faults


def on_this_machine(url: str) -> bool:
    """Whether a request stays on the loopback address, or in the browser (`data:`, `blob:`)."""
    parts = urlsplit(url)
    if parts.scheme not in {"http", "https", "ws", "wss"}:
        return True
    try:
        return ip_address(parts.hostname or "").is_loopback
    except ValueError:
        return False
