"""`zegel withdraw`: the reporter takes a consent back that was not used yet, signed."""

from __future__ import annotations

from typing import Annotated

import typer

from app.cli.failures import CliError
from app.cli.mailbox import read_code_and_words, tell
from app.cli.options import AsJson, OrganisationSlug, Pin, Proxy, ReporterServer
from app.cli.reporter_case import open_case
from app.cli.service_link import ServiceLink
from crypto.consent_make import sign_withdrawal
from crypto.encoding import b64

Consent = Annotated[str | None, typer.Option("--consent", help="Id of the consent.", metavar="ID")]


def run(
    server: ReporterServer,
    organisation: OrganisationSlug,
    consent: Consent = None,
    pin: Pin = None,
    proxy: Proxy = None,
    as_json: AsJson = False,  # noqa: FBT002
) -> None:
    """Take a consent back, for the future. What was handed over already stays where it is.

    Code and words come from the terminal or standard input (two lines, or JSON).
    """
    code, phrase = read_code_and_words()
    with ServiceLink(server, proxy) as link:
        a_case = open_case(link, organisation, pin, code, phrase)
        given = [one for one in a_case.consents if one.state in {"given", "suspended"}]
        named = [one for one in given if consent is None or one.token.token_id.hex() == consent]
        if len(named) != 1:
            raise CliError("Name what you take back: --consent with its id, as `zegel mailbox` shows it.", "consent")
        day = a_case.organisation.day_to_seal()
        link.post(
            "/r/v1/consents/withdrawals", {"token": b64(sign_withdrawal(named[0].token, a_case.keys.sign_seed, day))}
        )
        a_case = a_case.reload(link)
        link.delete("/r/v1/session")
    tell(a_case, as_json=as_json)
