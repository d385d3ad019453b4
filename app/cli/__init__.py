"""The command line: running the service, administration, and terminal clients that trust no web page.

Every command lives in a module of its own that is imported only when it is asked for, so that `zegel serve` and
`zegel --help` load neither the store nor the client half of `crypto`.
"""

from __future__ import annotations

import sys
from importlib import import_module
from typing import TYPE_CHECKING, NamedTuple

from app.cli.failures import report_failure

if TYPE_CHECKING:
    from collections.abc import Sequence

    import typer


class _Entry(NamedTuple):
    """Where a command or group of commands lives and what `zegel --help` says about it."""

    module: str
    panel: str
    summary: str


_REPORTER = "For who reports"
_COUNSELLOR = "For counsellors"
_OUTSIDE = "For authorities and helpers"
_ADMINISTRATOR = "For administrators"

_ENTRIES = {
    "report": _Entry("app.cli.report", _REPORTER, "Seal a report to a counsellor and hand it in."),
    "mailbox": _Entry("app.cli.mailbox", _REPORTER, "Read what was answered, and answer."),
    "receipt": _Entry("app.cli.receipt", _REPORTER, "Check a receipt, also without any service."),
    "contest": _Entry("app.cli.contest", _REPORTER, "Say, signed, that a claimed answer is none."),
    "consent": _Entry("app.cli.consent", _REPORTER, "Agree to what your counsellor asked, signed."),
    "refuse": _Entry("app.cli.refuse", _REPORTER, "Say no to what your counsellor asked."),
    "withdraw": _Entry("app.cli.withdraw", _REPORTER, "Take a consent back that was not used yet."),
    "track": _Entry("app.cli.track", _REPORTER, "Make a report of what was asked for advice."),
    "logbook": _Entry("app.cli.logbook", _REPORTER, "A sealed diary of your own, before or beside a report."),
    "complaint": _Entry("app.cli.complaint", _REPORTER, "A file for a complaints committee, made here."),
    "evidence": _Entry("app.cli.evidence", _REPORTER, "A file that shows that and when you reported."),
    "harm": _Entry("app.cli.harm", _REPORTER, "Tell that you are harmed because you reported."),
    "stop": _Entry("app.cli.stop", _REPORTER, "End the talk, or have everything destroyed."),
    "outside": _Entry("app.cli.outside", _REPORTER, "Let an authority or helper in, now or if a duty is missed."),
    "worklist": _Entry("app.cli.worklist", _COUNSELLOR, "Your cases, the nearest day first."),
    "read": _Entry("app.cli.read", _COUNSELLOR, "Open a case and read the conversation."),
    "acknowledge": _Entry("app.cli.acknowledge", _COUNSELLOR, "Acknowledge receipt of a report."),
    "reply": _Entry("app.cli.reply", _COUNSELLOR, "Answer in a case."),
    "plan": _Entry("app.cli.plan", _COUNSELLOR, "Tell what the next step is."),
    "feedback": _Entry("app.cli.feedback", _COUNSELLOR, "Tell what was looked at, found and done."),
    "close": _Entry("app.cli.close", _COUNSELLOR, "Close a case that was answered."),
    "not-a-report": _Entry("app.cli.not_a_report", _COUNSELLOR, "Say that something is no report."),
    "after-care": _Entry("app.cli.after_care", _COUNSELLOR, "Ask how it goes after closing, or say that you did."),
    "link-report": _Entry("app.cli.link_report", _COUNSELLOR, "Link a report to an earlier one whose code was lost."),
    "order": _Entry("app.cli.order", _COUNSELLOR, "A court or authority orders disclosure: who decides what."),
    "unable": _Entry("app.cli.unable", _COUNSELLOR, "Say that you cannot go on with a case."),
    "dispute": _Entry("app.cli.dispute", _COUNSELLOR, "Say, signed, that a last day was not missed."),
    "hand-over": _Entry("app.cli.hand_over", _COUNSELLOR, "Ask whether a colleague may take a case over."),
    "release": _Entry("app.cli.release", _COUNSELLOR, "Ask whether a case officer may be let in."),
    "bring-outside": _Entry("app.cli.bring_outside", _COUNSELLOR, "Ask whether an authority or helper may be let in."),
    "rewrap": _Entry("app.cli.rewrap", _COUNSELLOR, "Pass a case on as the reporter allowed."),
    "step": _Entry("app.cli.step", _COUNSELLOR, "Record a step of the investigation, as case officer."),
    "dossier": _Entry("app.cli.dossier", _COUNSELLOR, "The request to the Huis; the reporter stays hidden."),
    "own-register": _Entry("app.cli.own_register", _COUNSELLOR, "The register's rows of your own cases."),
    "own-report": _Entry("app.cli.own_report", _COUNSELLOR, "Your own yearly report."),
    "authority": _Entry("app.cli.authority", _OUTSIDE, "Your own key, and your system at the API."),
    "package": _Entry("app.cli.package", _OUTSIDE, "What reporters let you have, as authority or helper."),
    "counsellor": _Entry("app.cli.counsellor", _COUNSELLOR, "Invite a counsellor; enrol with an invitation."),
    "organisation": _Entry("app.cli.organisation", _ADMINISTRATOR, "Organisations and their key directories."),
    "register": _Entry("app.cli.register", _ADMINISTRATOR, "The statutory register of released reports."),
    "yearly-report": _Entry("app.cli.yearly_report", _ADMINISTRATOR, "Write an organisation's yearly report."),
    "policy": _Entry("app.cli.policy", _ADMINISTRATOR, "Organisations' rules: hold them against the law."),
    "signer": _Entry("app.cli.signer", _ADMINISTRATOR, "Sign on the machine that holds the signer's key."),
    "serve": _Entry("app.cli.serve", _ADMINISTRATOR, "Run the service."),
    "watch": _Entry("app.cli.watch", _ADMINISTRATOR, "Run today's jobs by hand: log, deadline watch, reminders."),
    "log": _Entry("app.cli.log", _ADMINISTRATOR, "The public log: lengthen it, copy it, check a copy."),
    "drill": _Entry("app.cli.drill", _ADMINISTRATOR, "Make the month's drills, which show that keys still open."),
    "database": _Entry("app.cli.database", _ADMINISTRATOR, "Upgrade and check the database."),
    "keys": _Entry("app.cli.keys", _ADMINISTRATOR, "Back up and restore the key files."),
    "doctor": _Entry("app.cli.doctor", _ADMINISTRATOR, "Check that this installation is healthy."),
    "demo": _Entry("app.cli.demo", _ADMINISTRATOR, "Fill a demo and run it."),
}


def build(arguments: Sequence[str]) -> typer.Typer:
    """Return the command tree with only the asked-for command loaded; the others are there as a name and a line."""
    import typer  # noqa: PLC0415 - `zegel serve` needs none of it, and starts the sooner

    tree = typer.Typer(
        name="zegel",
        help="Zegel: sealed reports of misconduct, opened by one counsellor and answered in time.",
        no_args_is_help=True,
        pretty_exceptions_enable=False,
        add_completion=False,
        rich_markup_mode="rich",
    )
    tree.callback()(_whole_tree)
    asked = next((word for word in arguments if not word.startswith("-")), "")
    for name, entry in _ENTRIES.items():
        if name == asked:
            _attach(tree, name, entry)
        else:
            tree.command(name, help=entry.summary, rich_help_panel=entry.panel)(_whole_tree)
    return tree


def _attach(tree: typer.Typer, name: str, entry: _Entry) -> None:
    """Import one command or group and hang it into the tree."""
    module = import_module(entry.module)
    if hasattr(module, "commands"):
        tree.add_typer(module.commands, name=name, help=entry.summary, rich_help_panel=entry.panel)
    else:
        tree.command(name, rich_help_panel=entry.panel)(module.run)


def _whole_tree() -> None:
    """Do nothing: the named command does the work."""


def main(arguments: Sequence[str] | None = None) -> None:
    """Run `zegel`; ends the process with 0, or with the exit code of the failure that was told."""
    words = list(sys.argv[1:] if arguments is None else arguments)
    try:
        if words == ["serve"]:
            import_module(_ENTRIES["serve"].module).run()
        else:
            build(words)(args=words, prog_name="zegel")
    except Exception as error:  # noqa: BLE001 - the last stop: every failure becomes one sentence, and no value of a variable is shown
        sys.exit(report_failure(error, as_json="--json" in words))
