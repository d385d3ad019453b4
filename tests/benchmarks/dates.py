"""How long the dates of 100,000 cases take, and reading the law and the authorities from their files."""

import time
from datetime import date, timedelta
from itertools import chain
from typing import Final

from app.domain.deadlines import deadlines_of, outer_limit
from app.domain.track import Track
from app.policies.authorities_loader import AUTHORITIES_FILE, load_authorities
from app.policies.law_loader import LAW_FILE, load_law

CASES: Final = 100_000
FIRST: Final = date(2026, 1, 1)
DAYS: Final = 900


def print_dates() -> None:
    """Read the data, then give each case the last days of its two terms, and after that their outer dates."""
    begin = time.process_time()
    law = load_law(LAW_FILE)
    load_authorities(AUTHORITIES_FILE)
    read = time.process_time()
    cases = []
    for number in range(CASES):
        received_on = FIRST + timedelta(days=number % DAYS)
        acknowledged_on = received_on + timedelta(days=number % 9) if number % 3 else None
        cases.append((Track.EXTERN if number % 10 == 0 else Track.MELDING, received_on, acknowledged_on))
    made = time.process_time()
    both = [deadlines_of(law, *case) for case in cases]
    counted = time.process_time()
    for deadline in chain.from_iterable(pair for pair in both if pair is not None):
        outer_limit(law, deadline)
    done = time.process_time()
    print("\nThe law as data (processor time)")
    print(f"read and check       {1000 * (read - begin):.0f} ms for law and authorities")
    print(f"two last days        {counted - made:.2f} s for {CASES:,} cases")
    print(f"their outer dates    {done - counted:.2f} s more")


if __name__ == "__main__":
    print_dates()
