"""What stands beside a case at a terminal: after-care, linked reports, orders to disclose (PROTOCOL 3.6).

Days and states that the service tells and nobody signed; the words about them stand in sealed messages.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from app.cli.service_link import JsonObject


def beside_json(answer: JsonObject) -> dict[str, object]:
    """Return the members for `--json`: `after_care`, `link`, `followed_by` and `orders`."""
    link = answer.get("link")
    return {
        "after_care": [
            {"months": one["months"], "due_on": one["dueOn"], "asked_on": one["askedOn"]}
            for one in answer.get("afterCare", ())
        ],
        "link": {"first_received_on": link["firstReceivedOn"], "linked_on": link["linkedOn"]} if link else None,
        "followed_by": [one["linkedOn"] for one in answer.get("followedBy", ())],
        "orders": [order_json(one) for one in answer.get("demands", ())],
    }


def order_json(one: JsonObject) -> dict[str, object]:
    """Return the members of one order to disclose."""
    return {
        "id": str(one["id"]),
        "by": str(one["demandedBy"]),
        "basis": str(one["basis"]),
        "on": str(one["demandedOn"]),
        "without_notice": bool(one["isWithoutNotice"]),
        "was_told": one["notice"] is not None,
        "state": str(one["state"]),
        "reason": one.get("reason"),
        "is_open": bool(one.get("isOpen")),
    }


def beside_sentences(told: dict[str, object]) -> list[str]:
    """Return the sentences for a person; empty when nothing stands beside the case."""
    link, lines = told.get("link"), list[str]()
    if isinstance(link, dict):
        lines.append(f"Linked to an earlier report: the terms run from {link['first_received_on']}.")
    for one in _list(told, "after_care"):
        asked = f"asked on {one['asked_on']}" if one["asked_on"] else "not asked yet"
        lines.append(f"The counsellor asks how it goes on {one['due_on']}: {asked}.")
    for one in _list(told, "orders"):
        state = f"{one['state']}, {one['reason']}" if one["reason"] else one["state"]
        lines.append(f"{one['by']} ordered disclosure on {one['on']} ({one['basis']}): {state}.")
    if any(one["is_open"] for one in _list(told, "orders")):
        lines.append("While an order is open, nothing of this case is destroyed.")
    return lines


def _list(told: dict[str, object], name: str) -> list[dict[str, object]]:
    found = told.get(name)
    return found if isinstance(found, list) else []
