"""A case of the demo that its reporter released to the organisation, where it is investigated. It is fictional."""

from __future__ import annotations

from typing import Final

from app.cli.demo_case import DemoCase, Step
from app.cli.demo_people import NOOR

RELEASED_CASES: Final = (
    DemoCase(
        "senzer",
        NOOR.name,
        "melding",
        6,
        "In de loods krijgen twee collega's steeds het zware werk, en er worden grappen gemaakt over waar ze vandaan "
        "komen. De ploegleider hoort het en zegt niets. Ik wil dat iemand dit uitzoekt.",
        (
            Step(
                "acknowledge",
                "Dank dat je dit meldt. Ik heb het gelezen. Niemand anders ziet het zolang jij dat niet wilt.",
            ),
            Step(
                "release",
                "Zal ik dit aan Carla Smit geven? Zij onderzoekt het en hoort ook de ploegleider. Dit gesprek gaat mee "
                "tot hier. Nee is ook een goed antwoord.",
            ),
            Step("officer-step", "investigation-started"),
            Step(
                "officer-plan",
                "Ik ben Bram Kuiper. Ik spreek eerst met jou, als je dat wilt, en daarna met de ploegleider. Ik noem "
                "jou niet. Hoe lang speelt dit al?",
            ),
        ),
    ),
)
