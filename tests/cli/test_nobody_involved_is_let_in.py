"""Whom the reporter ticked as involved is no recipient of a hand-over or a release: clients refuse before they sign."""

from types import SimpleNamespace

import pytest

from app.cli.consent_signing import check_not_involved
from app.cli.failures import CliError
from crypto.codes import fingerprint

CARLA, BAS = b"\x01" * 32, b"\x02" * 32


def person(identity_pk: bytes) -> SimpleNamespace:
    return SimpleNamespace(record=SimpleNamespace(id_pk=identity_pk))


@pytest.mark.parametrize("typed", [fingerprint(CARLA), fingerprint(CARLA).replace("-", "").lower()])
def test_an_involved_person_is_refused_however_the_fingerprint_is_written(typed: str) -> None:
    lines = [SimpleNamespace(fields={}), SimpleNamespace(fields={"involved": [typed]})]
    with pytest.raises(CliError) as refused:
        check_not_involved(lines, person(CARLA))  # type: ignore[arg-type]
    assert refused.value.code == "involved"
    check_not_involved(lines, person(BAS))  # type: ignore[arg-type]


def test_what_is_no_list_names_nobody() -> None:
    check_not_involved([SimpleNamespace(fields={"involved": fingerprint(CARLA)})], person(CARLA))  # type: ignore[arg-type]
