"""The administrator names who is told beside the case officer, and `organisation show` says who it is."""

import json

from tests.cli.office import Office
from tests.people import OMAR, VERA

SLUG = "tweede-contact"
PASSWORD = "een zin van meer dan drie woorden"


def _enrol_auditor(office: Office, slug: str) -> None:
    words = ("organisation", "invite", slug, "--name", OMAR.name, "--role", "auditor", "--sign-in", f"omar-{slug}")
    link = office.admin(*words, "--json").json["link"]
    told = office.take_invitation(link, PASSWORD)
    assert told.status == 0, told.complaint
    office.fingerprints[slug, OMAR.name] = told.json["fingerprint"]


def _shown(office: Office) -> object:
    (shown,) = office.admin("organisation", "show", SLUG, "--json").json["organisations"]
    return shown["second_contact"]


def test_the_second_contact_is_named_shown_and_taken_away(office: Office) -> None:
    office.open_for_reports(SLUG, VERA)
    _enrol_auditor(office, SLUG)
    change = ("organisation", "second-contact", SLUG)
    told = office.admin(*change, "--name", f"omar-{SLUG}")
    assert (told.status, "publish the list" in told.complaint) == (1, True)
    assert office.publish(SLUG, OMAR).status == 0
    assert json.loads(office.admin(*change, "--name", f"omar-{SLUG}", "--json").output)["second_contact"] == OMAR.name
    assert _shown(office) == OMAR.name
    assert f"beside the case officer: {OMAR.name}" in office.admin("organisation", "show", SLUG).output
    assert office.admin(*change, "--none").status == 0
    assert _shown(office) is None


def test_wrong_words_get_a_sentence(office: Office) -> None:
    office.open_for_reports(SLUG, VERA)
    change = ("organisation", "second-contact", SLUG)
    for words, sentence in (
        ((), "Give the sign-in name"),
        (("--name", "x", "--none"), "Give the sign-in name"),
        (("--name", f"vera-{SLUG}"), "A counsellor of this organisation cannot be its second contact."),
        (("--name", "niemand"), "Nobody signs in under this name."),
    ):
        told = office.admin(*change, *words)
        assert told.status == 1
        assert sentence in told.complaint
