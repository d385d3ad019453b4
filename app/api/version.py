"""The version of the API, and the parts of it that are on their way out.

The first number is in every address; the whole version in every answer. What is to go stands in `DEPRECATED` for as
long as CHANGELOG and README promise, and every answer of it says so.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import Final

API_VERSION: Final = "1.0.0"
PREFIX: Final = "/api/v1"


@dataclass(frozen=True, slots=True)
class Deprecation:
    """A route that goes: since when that is known, from when it is gone, and where its successor is described."""

    since: date
    gone_on: date
    link: str

    def headers(self) -> dict[str, str]:
        """Give the headers that say so (RFC 9745, RFC 8594)."""
        since = datetime.combine(self.since, time(), UTC)
        gone = datetime.combine(self.gone_on, time(), UTC)
        return {
            "Deprecation": f"@{int(since.timestamp())}",
            "Sunset": gone.strftime("%a, %d %b %Y %H:%M:%S GMT"),
            "Link": f'<{self.link}>; rel="deprecation"',
        }


DEPRECATED: Final[dict[str, Deprecation]] = {}
"""By path as it is routed, such as `/api/v1/packages`."""
