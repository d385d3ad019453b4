"""How far the demo was filled, kept in the data folder beside it."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING

from app.services.key_custody import write_private

if TYPE_CHECKING:
    from app.cli.installation import Installation


@dataclass(frozen=True)
class Filling:
    """How far the demo was filled, and the one code with its words that is printed at every start."""

    made: tuple[int, ...] = ()
    """Positions of the cases that are there."""
    is_done: bool = False
    case_code: str = field(default="", repr=False)
    passphrase: str = field(default="", repr=False)


def read_filling(installation: Installation) -> Filling:
    """Return how far the demo was filled; nothing when it was never begun."""
    try:
        kept = json.loads((installation.settings.data_dir / "demo.json").read_text(encoding="utf-8"))
    except FileNotFoundError:
        return Filling()
    # Demos of before the twins counted their cases, which were the first ones, and have to be filled further.
    made = kept["made"] if "made" in kept else range(kept["cases"])
    return Filling(tuple(made), "made" in kept and kept["is_done"], kept["case_code"], kept["passphrase"])


def write_filling(installation: Installation, filling: Filling) -> None:
    """Keep how far the demo was filled."""
    write_private(installation.settings.data_dir / "demo.json", json.dumps(asdict(filling)).encode())
