"""An answer that is on its way for as long as a test likes."""

from playwright.sync_api import Page, Route

from tests.journeys.reporter import PATIENCE

LOOK = 50


class HeldBack:
    """Requests of one kind from a window and its workers, kept until they are let go."""

    def __init__(self, page: Page, address: str, method: str = "DELETE") -> None:
        self._page, self._method = page, method
        self._waiting: list[Route] = []
        page.context.route(address, self._keep)

    def _keep(self, route: Route) -> None:
        if route.request.method == self._method:
            self._waiting.append(route)
        else:
            route.continue_()

    def wait(self) -> None:
        """Wait until there is one; AssertionError when none comes."""
        for _ in range(PATIENCE // LOOK):
            if self._waiting:
                return
            self._page.wait_for_timeout(LOOK)
        raise AssertionError("nothing was asked that could be held back")

    def let_go(self) -> None:
        """Let every one of them go, and wait for the first if there is none yet."""
        self.wait()
        while self._waiting:
            self._waiting.pop().continue_()
