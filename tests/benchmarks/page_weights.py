"""What each page weighs, as Chromium fetched it: requests and bytes over the line, headers not counted."""

from playwright.sync_api import Browser, Request

from tests.browsers import running_chromium
from tests.people import MUNICIPALITY
from tests.running_service import RunningService

REPORTER_PAGES = ("", "/what-happens", "/report?track=melding", "/case", "/check")


def weigh(browser: Browser, url: str, until: str) -> tuple[int, int]:
    """Requests and bytes of a first visit, until this point of loading and what was under way then."""
    context = browser.new_context()
    page = context.new_page()
    seen: list[Request] = []
    page.on("requestfinished", seen.append)
    page.goto(url, wait_until="load")
    if until == "networkidle":
        page.wait_for_load_state("networkidle")
    finished = list(seen)
    total = sum(request.sizes()["responseBodySize"] for request in finished)
    context.close()
    return len(finished), total


def print_page_weights(service: RunningService) -> None:
    """One line for each page."""
    print("\nPages, first visit (requests, KB as sent): when usable, and with all that is needed afterwards")
    organisation = f"{service.reporter_url}/o/{MUNICIPALITY}"
    addresses = {f"/o/{MUNICIPALITY}{path}": organisation + path for path in REPORTER_PAGES}
    addresses |= {path: service.workplace_url + path for path in ("/workplace", "/workplace/enrol")}
    with running_chromium() as browser:
        for name, address in addresses.items():
            usable, all_of_it = weigh(browser, address, "load"), weigh(browser, address, "networkidle")
            numbers = [f"{count:3} {size / 1024:7.1f} KB" for count, size in (usable, all_of_it)]
            print(f"{name:38} {'      '.join(numbers)}", flush=True)
