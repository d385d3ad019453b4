"""Whoever runs the service cannot change the list of counsellors: the signer's key is elsewhere, and sealed."""

import json
import subprocess
from pathlib import Path

from tests.cli.office import Office
from tests.people import VERA
from tests.running_service import ROOT, ZEGEL
from tests.terminal import zegel


def test_the_key_file_is_sealed_and_for_its_owner_only(office: Office) -> None:
    office.add("sleutel")
    path = Path(office.signer("sleutel"))
    assert path.stat().st_mode & 0o777 == 0o600
    content = json.loads(path.read_text(encoding="utf-8"))
    assert content["format"] == "zegel-signer/1"
    assert content["organisation"] == "Organisatie sleutel"


def test_a_key_in_the_data_folder_is_refused(office: Office) -> None:
    path = office.service.data / "hier.signer"
    told = office.admin("organisation", "add", "hier", "--name", "Hier", "--signer", str(path), "--json")
    assert told.status == 1
    assert told.json["error"] == "signer"
    assert not path.exists()
    assert office.admin("organisation", "show", "hier").status == 1


def test_a_demo_organisation_may_keep_its_key_in_the_data_folder(new_place: Office) -> None:
    new_place.admin("database", "upgrade")
    path = new_place.service.data / "demo.signer"
    told = new_place.admin("organisation", "add", "proef", "--name", "Proef (demo)", "--signer", str(path))
    assert told.status == 0, told.complaint
    told = new_place.admin("organisation", "add", "echt", "--name", "Echt", "--signer", str(path), "--json")
    assert told.status == 1, "a demo's key must not sign for a real organisation"


def test_the_service_does_not_start_with_a_signers_key_in_its_data_folder(new_place: Office) -> None:
    new_place.admin("database", "upgrade")
    new_place.add("verdwaald")
    Path(new_place.signer("verdwaald")).rename(new_place.service.data / "verdwaald.signer")
    done = subprocess.run(
        [str(ZEGEL), "serve"],
        cwd=ROOT,
        env=new_place.service.environment,
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert done.returncode != 0
    assert "signer's key" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_wrong_passphrase_signs_nothing(office: Office) -> None:
    office.open_for_reports("verkeerd", VERA)
    wrong = office.file("verkeerde-zin", "een heel andere lange zin")
    told = office.admin(
        "organisation",
        "renew",
        "verkeerd",
        "--signer",
        office.signer("verkeerd"),
        "--json",
        more={"ZEGEL_SIGNER_PASSPHRASE_FILE": str(wrong)},
    )
    assert told.status == 4
    assert "lange zin" not in told.complaint


def test_a_changed_key_file_is_refused(office: Office) -> None:
    office.open_for_reports("gewijzigd", VERA)
    path = Path(office.signer("gewijzigd"))
    content = json.loads(path.read_text(encoding="utf-8"))
    path.write_text(json.dumps({**content, "organisation": "Een ander"}), encoding="utf-8")
    assert office.admin("organisation", "renew", "gewijzigd", "--signer", str(path)).status == 4


def test_a_short_passphrase_makes_no_key(office: Office) -> None:
    short = office.file("korte-zin", "kort")
    told = office.admin(
        "organisation",
        "add",
        "kortezin",
        "--name",
        "Korte zin",
        "--signer",
        office.signer("kortezin"),
        more={"ZEGEL_SIGNER_PASSPHRASE_FILE": str(short)},
    )
    assert told.status == 1
    assert not Path(office.signer("kortezin")).exists()


def test_everything_can_be_signed_on_another_machine(office: Office) -> None:
    key, unsigned, signed = office.signer("ver"), office.drawer / "ver.txt", office.drawer / "ver.signed"
    there = {"ZEGEL_SIGNER_PASSPHRASE_FILE": office.environment["ZEGEL_SIGNER_PASSPHRASE_FILE"]}
    vkey = zegel("signer", "new", key, "--organisation", "ver", environment=there).output.strip()
    name = ("--name", "Organisatie ver")
    office.admin("organisation", "add", "ver", *name, "--signer-key", vkey, "--unsigned", str(unsigned))
    sign = ("signer", "sign", str(unsigned), "--signer", key, "--out", str(signed), "--yes")
    assert zegel(*sign, environment=there).status == 0
    told = office.admin("organisation", "add", "ver", *name, "--signed", str(signed), "--json")
    assert told.status == 0, told.complaint

    office.enrol("ver", VERA)
    mark = office.fingerprints["ver", VERA.name]
    office.admin("organisation", "publish", "ver", "--confirm", mark, "--unsigned", str(unsigned))
    shown = zegel(*sign, environment=there)
    assert mark in shown.output
    assert VERA.display_name in shown.output
    told = office.admin("organisation", "publish", "ver", "--signed", str(signed), "--json")
    assert told.status == 0, told.complaint
    assert office.report("ver", "Van ver getekend.").status == 0


def test_what_is_neither_root_nor_list_is_not_signed(office: Office) -> None:
    office.add("raar")
    strange = office.file("raar.txt", "wbp/1/release\norg 00\n")
    out = office.drawer / "raar.signed"
    told = office.admin("signer", "sign", str(strange), "--signer", office.signer("raar"), "--out", str(out), "--yes")
    assert told.status == 1
    assert not out.exists()


def test_a_root_made_elsewhere_for_another_name_is_refused(office: Office) -> None:
    text, key = office.drawer / "naam.txt", office.signer("naam")
    office.add("naam")
    vkey = json.loads(Path(key).read_text(encoding="utf-8"))["vkey"]
    office.admin("organisation", "add", "naam2", "--name", "Een", "--signer-key", vkey, "--unsigned", str(text))
    signed = office.file("naam.signed", office.signed("naam", text.read_text(encoding="utf-8")))
    told = office.admin("organisation", "add", "naam2", "--name", "Twee", "--signed", str(signed), "--json")
    assert told.status == 1


def test_organisations_share_the_log_key_and_practice_has_its_own(office: Office) -> None:
    office.add("echt-een")
    office.add("echt-twee")
    office.add("oefening", "--practice")
    (one, two, practice) = (_line(office, slug, "log ") for slug in ("echt-een", "echt-twee", "oefening"))
    assert one == two != practice


def _line(office: Office, slug: str, start: str) -> str:
    with office.installation() as installation, installation.store() as store:
        found = store.read(lambda work: work.organisations.by_slug(slug))
        assert found is not None
        (note,) = store.read(lambda work: work.roots.chain(found.organisation_id))
    return next(line for line in note.splitlines() if line.startswith(start))
