"""`zegel refuse`: the reporter says no to what the counsellor asked."""

from __future__ import annotations

from app.cli.consent import Request
from app.cli.failures import CliError
from app.cli.mailbox import read_code_and_words, tell
from app.cli.options import AsJson, OrganisationSlug, Pin, Proxy, ReporterServer
from app.cli.reporter_case import open_case
from app.cli.service_link import ServiceLink


def run(
    server: ReporterServer,
    organisation: OrganisationSlug,
    request: Request = None,
    pin: Pin = None,
    proxy: Proxy = None,
    as_json: AsJson = False,  # noqa: FBT002
) -> None:
    """Say no. Nothing changes; asking again takes the counsellor a new message, and you can say no again.

    Code and words come from the terminal or standard input (two lines, or JSON).
    """
    code, phrase = read_code_and_words()
    with ServiceLink(server, proxy) as link:
        a_case = open_case(link, organisation, pin, code, phrase)
        waiting = [str(one["id"]) for one in a_case.requests if one["state"] == "open"]
        named = [one for one in waiting if request is None or one == request]
        if len(named) != 1:
            raise CliError("Name what you refuse: --request with its id, as `zegel mailbox` shows it.", "request")
        link.post(f"/r/v1/requests/{named[0]}/refusal", {})
        a_case = a_case.reload(link)
        link.delete("/r/v1/session")
    tell(a_case, as_json=as_json)
