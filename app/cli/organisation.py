"""`zegel organisation`: add an organisation, publish its list of counsellors, retire, revoke, renew, show.

Every list is signed with a key that the service does not hold. When that key is on another machine, `--unsigned`
writes the text, `zegel signer sign` signs it there, and `--signed` brings it back.
"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, TypeVar

import typer

from app.cli import list_change
from app.cli.failures import CliError
from app.cli.installation import Installation
from app.cli.options import AsJson, Slug
from app.cli.organisation_people import invite_person
from app.cli.organisation_recipient import queue_record
from app.cli.organisation_second_contact import change_second_contact
from app.cli.organisation_table import asides_of, describe, describe_policy, show_organisations
from app.cli.signer_file import check_place, make_signer, open_signer
from app.cli.terminal import say, show
from app.services.directory_publication import Changes, PublicationError, plain_fingerprint, standing_of
from app.services.health import list_in_force
from app.services.organisation import OrganisationError, OrganisationToAdd, add_organisation, check_wanted, draft_root
from app.services.policy_standing import check_policy_slug, follow_policy, policy_standing
from crypto.codes import pin_encode
from crypto.note import sign_note, vkey_text

_Value = TypeVar("_Value")
commands = typer.Typer(no_args_is_help=True)
commands.command(name="invite")(invite_person)
commands.command(name="recipient")(queue_record)
commands.command(name="second-contact")(change_second_contact)

Fingerprints = Annotated[list[str], typer.Argument(help="Fingerprint of the counsellor.", metavar="FINGERPRINT...")]
SignerOption = Annotated[Path | None, typer.Option("--signer", help="The signer's key file.", metavar="FILE")]
UnsignedOption = Annotated[Path | None, typer.Option("--unsigned", help="Only write the text to be signed.")]
SignedOption = Annotated[Path | None, typer.Option("--signed", help="Publish this signed text.")]


@commands.command()
def add(
    slug: Slug,
    name: Annotated[str, typer.Option("--name", help="Full name, as reporters see it.")],
    signer: SignerOption = None,
    practice: Annotated[bool, typer.Option("--practice", help="For practice only: a banner, no register.")] = False,  # noqa: FBT002
    policy: Annotated[str | None, typer.Option("--policy", help="Short name of the policy it follows.")] = None,
    signer_key: Annotated[str | None, typer.Option("--signer-key", help="Public key printed by `signer new`.")] = None,
    unsigned: UnsignedOption = None,
    signed: SignedOption = None,
    as_json: AsJson = False,  # noqa: FBT002
) -> None:
    """Add an organisation; makes the signer's key file when it is not there."""
    installation = Installation()
    wanted = OrganisationToAdd(slug, name, practice, policy)
    keys = installation.key_files()
    with installation.store() as store:
        try:
            if policy is not None:
                check_policy_slug(policy)
            if store.read(lambda work: work.organisations.by_slug(slug)) is not None:
                raise CliError(f"There is an organisation {slug} already.", "exists")
            if unsigned is not None:
                text = draft_root(wanted, _needed(signer_key, "--signer-key"), keys)
                list_change.write_unsigned(unsigned, text)
                return
            note = (
                list_change.read_signed(signed)
                if signed is not None
                else _signed_root(installation, wanted, _needed(signer, "--signer"), keys)
            )
            root = store.write(lambda work: add_organisation(work, wanted, note, keys))
        except OrganisationError as error:
            raise CliError(str(error), "organisation") from None
    show(
        {
            "organisation": slug,
            "name": root.org_name,
            "pin": pin_encode(root.org_id),
            "signer": root.signers[0].text,
            "policy": policy,
        },
        as_json=as_json,
    )
    if not as_json:
        say(f"Next: invite a counsellor with `zegel counsellor invite {slug} --name ...`.")


@commands.command()
def publish(
    slug: Slug,
    confirm: Annotated[
        list[str] | None, typer.Option("--confirm", help="Fingerprint on the counsellor's own card; repeat for more.")
    ] = None,
    signer: SignerOption = None,
    unsigned: UnsignedOption = None,
    signed: SignedOption = None,
    as_json: AsJson = False,  # noqa: FBT002
) -> None:
    """Publish new counsellors whose fingerprints you compared with their own cards."""
    changes = Changes(confirm=_marks(confirm or []))
    if signed is None and not changes.confirm:
        raise CliError("Nothing to publish: give --confirm with a fingerprint from a counsellor's card.", "publish")
    list_change.run(slug, changes, list_change.Way(signer, unsigned, signed), as_json=as_json)


@commands.command()
def retire(
    slug: Slug,
    fingerprints: Fingerprints,
    signer: SignerOption = None,
    unsigned: UnsignedOption = None,
    signed: SignedOption = None,
    as_json: AsJson = False,  # noqa: FBT002
) -> None:
    """Retire who left: no new reports, old cases stay readable and can be answered."""
    changes = Changes(retire=_marks(fingerprints))
    list_change.run(slug, changes, list_change.Way(signer, unsigned, signed), as_json=as_json)


@commands.command()
def revoke(
    slug: Slug,
    fingerprints: Fingerprints,
    signer: SignerOption = None,
    unsigned: UnsignedOption = None,
    signed: SignedOption = None,
    as_json: AsJson = False,  # noqa: FBT002
) -> None:
    """Revoke a key that got into other hands; it never comes back, and what it can open counts as known to others."""
    changes = Changes(revoke=_marks(fingerprints))
    list_change.run(slug, changes, list_change.Way(signer, unsigned, signed), as_json=as_json)


@commands.command()
def renew(
    slug: Slug,
    signer: SignerOption = None,
    unsigned: UnsignedOption = None,
    signed: SignedOption = None,
    as_json: AsJson = False,  # noqa: FBT002
) -> None:
    """Publish the same list with new dates: good for another 90 days."""
    list_change.run(slug, Changes(), list_change.Way(signer, unsigned, signed), as_json=as_json)


@commands.command(name="policy")
def change_policy(
    slug: Slug,
    policy: Annotated[str | None, typer.Argument(help="Short name of the policy.", metavar="[POLICY]")] = None,
    none: Annotated[bool, typer.Option("--none", help="Follow no policy: the law alone.")] = False,  # noqa: FBT002
    as_json: AsJson = False,  # noqa: FBT002
) -> None:
    """Change which policy new cases follow; a case that is there keeps the version of its day of receipt."""
    if (policy is None) is not none:
        raise CliError("Give the short name of a policy, or --none for the law alone.", "usage")
    installation = Installation()
    today = installation.today()
    with installation.store() as store:
        try:
            changed = store.write(lambda work: follow_policy(work, slug, policy))
            standing = store.read(lambda work: policy_standing(changed, list_in_force(work, changed, today), today))
        except OrganisationError as error:
            raise CliError(str(error), "policy") from None
    if as_json:
        show({"organisation": slug, **describe_policy(standing)}, as_json=True)
        return
    say(f"{changed.name} {standing.sentence}. Cases that are there keep their rules.")
    for sentence in standing.missing_sentences():
        say(f"  missing: {sentence}")


@commands.command(name="show")
def show_one(
    slug: Annotated[str | None, typer.Argument(help="Short name; none shows all.", metavar="[SLUG]")] = None,
    as_json: AsJson = False,  # noqa: FBT002
) -> None:
    """Show organisations: root, list, counsellors and the keys that wait."""
    installation = Installation()
    today = installation.today()
    with installation.store() as store:
        slugs = [slug] if slug else [found.slug for found in store.read(lambda work: work.organisations.all())]
        try:
            standings = store.read(lambda work: [standing_of(work, one, today) for one in slugs])
            asides = store.read(lambda work: asides_of(work, standings, today))
        except PublicationError as error:
            raise CliError(str(error), "unknown") from None
    if as_json:
        show({"organisations": [describe(standing, today, asides) for standing in standings]}, as_json=True)
    else:
        show_organisations(standings, today, asides)


def _signed_root(installation: Installation, wanted: OrganisationToAdd, signer: Path, keys: dict[str, bytes]) -> str:
    check_place(signer, installation.settings.data_dir, wanted.name)
    passphrase_file = installation.settings.signer_passphrase_file
    check_wanted(wanted)
    made = (
        open_signer(signer, passphrase_file)
        if signer.exists()
        else make_signer(signer, wanted.name, f"{wanted.slug}/signer/1", passphrase_file)
    )
    return sign_note(draft_root(wanted, vkey_text(made), keys), [made])


def _needed(value: _Value | None, option: str) -> _Value:
    if value is None:
        raise CliError(f"{option} is needed here.", "usage")
    return value


def _marks(texts: list[str]) -> frozenset[str]:
    return frozenset(plain_fingerprint(text) for text in texts)
