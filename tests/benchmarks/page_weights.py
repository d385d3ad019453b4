"""What each page weighs, as Chromium fetched it: requests and bytes over the line, headers not counted."""

import time

from playwright.sync_api import Browser, Page, Request, sync_playwright

from app.main import SQUEEZE_AFTER_SECONDS
from tests.browsers import running_chromium
from tests.journeys.reporter import Reporter
from tests.people import MUNICIPALITY, VERA
from tests.running_service import RunningService

REPORTER_PAGES = ("", "/what-happens", "/report?track=melding", "/case", "/check")
SQUEEZE_SECONDS = 20


def weigh(browser: Browser, url: str, until: str) -> tuple[int, int]:
    """Requests and bytes of a first visit, until this point of loading."""
    context = browser.new_context()
    page = context.new_page()
    seen = listen(page)
    page.goto(url, wait_until="load")
    if until == "networkidle":
        page.wait_for_load_state("networkidle")
    weight = total(seen)
    context.close()
    return weight


def weigh_whole_report(browser: Browser, service: RunningService) -> tuple[int, int]:
    """Requests and bytes from the first visit until a report was handed in, the requests of the interface included."""
    context = browser.new_context()
    anna = Reporter(context.new_page(), service)
    seen = listen(anna.page)
    anna.report("Zo veel moet er over de lijn om te melden.", VERA.name)
    weight = total(seen)
    context.close()
    return weight


def listen(page: Page) -> list[Request]:
    """Every request of this page that finishes from now on."""
    seen: list[Request] = []

    def keep(request: Request) -> None:
        seen.append(request)

    page.on("requestfinished", keep)
    return seen


def total(seen: list[Request]) -> tuple[int, int]:
    """How many requests, and how many bytes their answers had on the line."""
    finished = list(seen)
    return len(finished), sum(size_of(request) for request in finished)


def size_of(request: Request) -> int:
    """Bytes of the answer on the line. Chromium tells none of a worker's first script; there the answer itself does."""
    response = request.response()
    told = response.header_value("content-length") if response else None
    return request.sizes()["responseBodySize"] or int(told or 0)


def print_page_weights(service: RunningService) -> None:
    """One line for each page, and one for all of a report."""
    print("\nPages, first visit (requests, KB as sent): when usable, and with all that is fetched afterwards")
    # What visitors of a running service get, and not the first of all.
    time.sleep(SQUEEZE_AFTER_SECONDS + SQUEEZE_SECONDS)
    organisation = f"{service.reporter_url}/o/{MUNICIPALITY}"
    addresses = {f"/o/{MUNICIPALITY}{path}": organisation + path for path in REPORTER_PAGES}
    addresses |= {path: service.workplace_url + path for path in ("/workplace", "/workplace/enrol")}
    with sync_playwright() as playwright, running_chromium(playwright) as browser:
        for name, address in addresses.items():
            weights = [weigh(browser, address, until) for until in ("load", "networkidle")]
            print(f"{name:38} " + "      ".join(spelt(*weight) for weight in weights), flush=True)
        print(
            f"{'a report, from first visit to handed in':56}{spelt(*weigh_whole_report(browser, service))}", flush=True
        )


def spelt(requests: int, size: int) -> str:
    """Requests and kilobytes in columns."""
    return f"{requests:3} {size / 1024:7.1f} KB"
