"""What a browser window asks for from now on."""

from playwright.sync_api import Page, Request


def asked_by(page: Page) -> list[str]:
    """Give the list to which the address of every later request of this window is added."""
    seen: list[str] = []

    def keep(request: Request) -> None:
        seen.append(request.url)

    page.context.on("request", keep)
    return seen
