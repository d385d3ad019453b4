"""The service is killed in the middle of a burst: every confirmed report is there, none is doubled."""

import asyncio
import shutil
from pathlib import Path

import pytest

from tests.event_loops import run
from tests.faults.burst import Burst, sealed, send_all
from tests.faults.kept import is_sound, kept_cases, register_rows
from tests.running_service import RunningService

pytestmark = pytest.mark.slow

REPORTS = 600
CONFIRMED_BEFORE_THE_END = 150


def test_every_confirmed_report_survives_and_sending_again_doubles_none(tmp_path: Path, filled: Path) -> None:
    with RunningService(shutil.copytree(filled, tmp_path / "data")) as service:
        reports = sealed(service, REPORTS)
        before = set(kept_cases(service))

        async def power_cut(burst: Burst) -> None:
            while len(burst.with_status(201)) < CONFIRMED_BEFORE_THE_END:  # noqa: ASYNC110 - polling is all there is
                await asyncio.sleep(0.005)
            service.kill()

        burst = run(send_all(service.port, reports, 16, power_cut))
        confirmed, unanswered = burst.with_status(201), burst.with_status(0)
        assert len(confirmed) >= CONFIRMED_BEFORE_THE_END
        assert unanswered, "the cut came too late to test anything"
        assert confirmed | unanswered == set(burst.statuses)

        service.start()
        kept = kept_cases(service)
        assert confirmed <= set(kept)
        assert max(kept.values()) == 1

        again = run(send_all(service.port, reports, 16))
        assert set(again.statuses.values()) <= {200, 201}
        assert confirmed <= again.with_status(200)
        kept, registered = kept_cases(service), register_rows(service)
        everybody = {report.keys.case_id for report in reports}
        assert set(kept) - before == everybody
        assert max(kept.values()) == 1
        assert everybody <= set(registered)
        assert max(registered.values()) == 1
        service.stop()
        assert is_sound(service)
