"""Large libraries that few requests need, or none, are not loaded when the service is."""

import subprocess
import sys

import pytest

from app.store.declaration import Declared, Mapped
from tests.running_service import ROOT

NOT_AT_THE_START = ("sqlalchemy.orm", "icalendar", "alembic", "httpx", "typer", "rich", "babel", "weasyprint")


def test_the_service_starts_without_them() -> None:
    asked = f"import sys, app.main; print(*(name for name in {NOT_AT_THE_START!r} if name in sys.modules))"
    done = subprocess.run([sys.executable, "-c", asked], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.split() == []


def test_a_column_of_an_unknown_kind_is_refused() -> None:
    with pytest.raises(TypeError):

        class _Odd(Declared):
            __tablename__ = "odd"

            moment: Mapped[float] = None  # type: ignore[assignment]
