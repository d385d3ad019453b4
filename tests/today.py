"""The day it is for the service and for a person at home in the Netherlands."""

from datetime import date, datetime
from zoneinfo import ZoneInfo


def today() -> date:
    """The calendar day in Amsterdam."""
    return datetime.now(ZoneInfo("Europe/Amsterdam")).date()
