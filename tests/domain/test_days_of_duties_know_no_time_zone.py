"""No deadline depends on the time zone, the language or the hash seed of the machine on which it is told."""

import os
import subprocess
import sys

PROGRAM = """
from dataclasses import replace
from datetime import date, timedelta
from app.domain.case_duties import duties_of, missed, next_look_on
from app.policies.law_loader import dutch_law
from tests.domain.test_no_case_is_closed_unanswered import a_case

law, told = dutch_law(), []
for days in range(0, 800, 3):
    received = date(2026, 2, 25) + timedelta(days=days)
    for said in (None, received, received + timedelta(days=9)):
        duties = duties_of(law, replace(a_case(), received_on=received, acknowledged_on=said), at_release=False)
        late = missed(duties, received + timedelta(days=95))
        told.append(([duty.due.isoformat() for duty in duties], [duty.owed.name for duty in late],
                     next_look_on(duties, is_closed=False).isoformat()))
print(told)
"""


def told_in(zone: str) -> str:
    environment = {**os.environ, "TZ": zone, "PYTHONHASHSEED": str(len(zone))}
    command = [sys.executable, "-c", PROGRAM]
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=True).stdout


def test_every_zone_tells_the_same_days() -> None:
    told = {told_in(zone) for zone in ("Europe/Amsterdam", "Pacific/Kiritimati", "Pacific/Pago_Pago", "Asia/Kathmandu")}
    assert len(told) == 1
    assert len(told.pop()) > 10_000
