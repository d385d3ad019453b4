"""The administrator says which policy an organisation follows, and is told what is in force and who is missing."""

from typing import Any

from tests.cli.office import Office
from tests.people import VERA


def _shown(office: Office, slug: str) -> dict[str, Any]:
    (shown,) = office.admin("organisation", "show", slug, "--json").json["organisations"]
    assert isinstance(shown, dict)
    return shown


def _pinned(office: Office, slug: str) -> list[str | None]:
    with office.installation() as installation, installation.store() as store:
        wanted = store.read(lambda work: work.organisations.by_slug(slug))
        assert wanted is not None
        account = store.read(lambda work: work.accounts.by_name(f"{VERA.sign_in_name}-{slug}"))
        assert account is not None
        cases, _ = store.read(lambda work: work.cases.worklist(account.account_id, None, 10))
    return sorted((a_case.policy_id for a_case in cases), key=str)


def test_an_organisation_is_added_with_its_policy(new_place: Office) -> None:
    new_place.admin("database", "upgrade")
    assert new_place.add("stad", "--policy", "senzer")["policy"] == "senzer"
    assert _shown(new_place, "stad")["policy_version"] == "senzer-2025"
    new_place.add("dorp")
    told = new_place.admin("organisation", "show")
    assert "follows Gedragscode Integriteit Senzer 2025 (senzer-2025), in force since 2025-10-01" in told.output
    assert "follows no policy, so the law alone holds" in told.output


def test_a_policy_that_is_not_there_is_refused_with_the_names_of_those_that_are(new_place: Office) -> None:
    new_place.admin("database", "upgrade")
    words = ("stad", "--name", "Stad", "--signer", new_place.signer("stad"), "--policy", "nobody")
    told = new_place.admin("organisation", "add", *words)
    assert told.status == 1
    assert "There is no policy nobody. There are: de-connectie, interaktcontour, senzer, werksaam." in told.complaint
    new_place.add("stad")
    refused: tuple[tuple[tuple[str, ...], str], ...] = (
        (("stad", "nobody"), "There is no policy nobody."),
        (("elders", "senzer"), "There is no organisation elders."),
        (("stad",), "Give the short name of a policy"),
        (("stad", "senzer", "--none"), "Give the short name of a policy"),
    )
    for change, complaint in refused:
        told = new_place.admin("organisation", "policy", *change)
        assert told.status == 1
        assert complaint in told.complaint


def test_a_change_holds_for_new_cases_of_the_running_service(office: Office) -> None:
    slug = "wissel"
    office.open_for_reports(slug, VERA)
    for words in (("senzer",), ("werksaam",), ("--none",)):
        assert office.admin("organisation", "policy", slug, *words).status == 0
        assert office.report(slug, "Er klopt iets niet.", "--counsellor", VERA.name).status == 0
    assert _pinned(office, slug) == [None, "senzer-2025", "werksaam-2020"]


def test_missing_counsellors_are_told_and_keep_nothing_from_working(office: Office) -> None:
    slug = "tekort"
    office.open_for_reports(slug, VERA)
    told = office.admin("organisation", "policy", slug, "werksaam", "--json")
    assert told.json["counsellors_missing"] == [
        "0 of 2 internal counsellors for OO (section 3.2.4)",
        "0 of 1 external counsellor for OO (section 3.2.4)",
    ]
    findings = office.admin("doctor", "--json").json["findings"]
    warnings = [one["sentence"] for one in findings if one["what"] == "counsellors" and one["level"] == "warning"]
    assert f"{slug}: 0 of 2 internal counsellors for OO (section 3.2.4)" in warnings
    (rules,) = [one for one in findings if one["what"] == "policy" and one["sentence"].startswith(f"{slug} ")]
    assert (rules["level"], "werksaam-2020" in rules["sentence"]) == ("ok", True)
    office.admin("organisation", "policy", slug, "--none")
