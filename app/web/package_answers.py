"""Packages as JSON: how far each came, and what its recipient signed (PROTOCOL 3.4, 5.4)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from app.web.case_days import iso
from app.web.wire import text

if TYPE_CHECKING:
    from collections.abc import Iterable

    from app.services.package_desk import OpenedPackage
    from app.services.package_talk import Talk
    from app.services.package_terms import ListedPackage
    from app.services.package_view import SeenPackage


def packages_answer(packages: Iterable[SeenPackage]) -> list[dict[str, Any]]:
    """Write the packages of a case for who sees the case."""
    return [
        {
            "id": seen.package.package_id.hex(),
            "tokenId": text(seen.package.token_id),
            "space": seen.package.space,
            "recipient": text(seen.package.recipient_pk),
            "releaseNote": seen.package.release_note,
            "madeOn": seen.package.made_on.isoformat(),
            "state": seen.package.state.value,
            "changedOn": seen.package.changed_on.isoformat(),
            "reference": seen.package.reference,
            "statements": [text(one) for one in seen.statements],
        }
        for seen in packages
    ]


def listed_answer(listed: ListedPackage) -> dict[str, Any]:
    """Write a package for its recipient's list; the terms are an authority's, null for everybody else."""
    package = listed.package
    return {
        "id": package.package_id.hex(),
        "orgId": text(listed.organisation_id),
        "space": package.space,
        "recipient": text(package.recipient_pk),
        "wasReleased": package.release_note is not None,
        "madeOn": package.made_on.isoformat(),
        "state": package.state.value,
        "changedOn": package.changed_on.isoformat(),
        "reference": package.reference,
        "ackLimit": iso(listed.ack_limit),
        "feedbackLimit": iso(listed.feedback_limit),
    }


def opened_answer(opened: OpenedPackage) -> dict[str, Any]:
    """Write a package with its sealed contents, and why it was released if it was."""
    return listed_answer(opened.listed) | {
        "package": text(opened.content),
        "releaseNote": opened.listed.package.release_note,
        "proof": opened.proof,
    }


def talk_answer(talk: Talk) -> dict[str, Any]:
    """Write what was written and signed in the space of a package."""
    return {
        "mayWrite": talk.may_write,
        "messages": [
            {
                "direction": int(one.envelope.direction),
                "index": one.envelope.index,
                "receivedOn": one.received_on.isoformat(),
                "envelope": text(one.envelope.envelope),
            }
            for one in talk.messages
        ],
        "notes": [{"index": one.index, "envelope": text(one.envelope)} for one in talk.notes],
        "statements": [text(one) for one in talk.statements],
    }
