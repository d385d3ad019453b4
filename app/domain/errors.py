"""The rules' refusals. No status codes here: each surface makes them public in one file.

RuleError
├── MalformedError               what came in cannot be read
├── RefusedError                 readable, but a rule says no
│   ├── TrackNotOfferedError         this track is not open here
│   ├── NoDirectoryError             no usable key list: none, expired
│   ├── MessageGapError              a message number was skipped
│   ├── TooManyUnansweredError       twenty messages wait for an answer
│   ├── CaseFullError                the case holds as many bytes as it may
│   ├── LogbookFullError             a logbook holds as much as it may
│   ├── WrongReaderError             sealed to somebody who may not read here
│   ├── CounsellorRevokedError       the assigned key is compromised
│   ├── DutyError                    an act that the case does not allow now
│   │   ├── StatementError               the signed statement does not fit the case
│   │   ├── AlreadyAcknowledgedError     receipt was confirmed before
│   │   ├── AcknowledgementMissingError  feedback before receipt was confirmed
│   │   ├── AlreadyAnsweredError         feedback was given before
│   │   ├── AlreadyDismissedError        it was said before that this is no report
│   │   ├── AlreadyUnableError           it was said before that the counsellor cannot go on
│   │   ├── FeedbackMissingError         closed before feedback
│   │   ├── CaseClosedError              the case is closed
│   │   ├── NotContestableError          this statement cannot be contested
│   │   └── NothingMissedError           a dispute of a miss that is not there, or too late
│   ├── RegisterError                the register does not allow it now
│   │   ├── CaseOpenError                the case is not closed
│   │   ├── NotLaterError                it is kept until that day already
│   │   ├── StillNeededError             the day the reporter was told has not come
│   │   ├── OrderOpenError               an order to disclose is open, so nothing is destroyed
│   │   └── ReasonMissingError           a reason is needed, of at most 500 characters
│   ├── RequestError                 a request that cannot be made or settled now
│   ├── ConsentError                 no standing consent of the reporter allows this
│   ├── PackageError                 the package does not allow this now
│   ├── ClientError                  an authority's system or its key cannot be added or changed so
│   ├── WebhookUrlError              no address to which webhooks are delivered
│   ├── TooManyWebhooksError         a client has as many webhooks, or keys of one, as it may have
│   ├── ConditionalError             this cannot be prepared for a miss: too much, the wrong one, or no clock
│   ├── AfterCareError               it is not time to ask, or nothing was asked
│   ├── LinkError                    this report cannot be linked to that one
│   ├── LegalDemandError             an order to disclose does not allow this now
│   ├── TrackChangeError             this change of track is not open here
│   ├── StopError                    this cannot be ended so; something is still owed or must be kept
│   ├── DrillOverError               the month of the drill is over
│   └── KeyRecordError               the key record does not fit the invitation
├── DeniedError                  sign-in or registration signature failed, in one shape
├── ScopeMissingError            this client may not do that
├── TooManyAskedError            this client asked too much in a minute
├── RepeatedDifferentlyError     an idempotency key came back with another request
├── UnknownError                 there is no such thing for this person
├── CaseExistsError              another report has this case code
├── SignInNameTakenError         another account has this name
├── MessageTakenError            this message number holds another message
├── AccountReplacedError         the invitation was opened again since
├── StateChangedError            the reporter's state changed since it was read
├── AlreadyReleasedError         it was opened before it was taken back
├── VaultChangedError            the vault changed since it was read
├── PolicyNotLoadedError         a case is pinned to rules that are not there
├── ClockWentBackError           today is a day before one on which the daily jobs ran
├── TooLargeError                more bytes than fit
└── BusyError                    come back in a moment
"""

from __future__ import annotations


class RuleError(Exception):
    """A rule of the procedure said no. Carries no data: an error never repeats what was sent."""


class MalformedError(RuleError):
    """What came in cannot be read."""


class RefusedError(RuleError):
    """Readable, but a rule says no."""


class TrackNotOfferedError(RefusedError):
    """This track is not open here."""


class NoDirectoryError(RefusedError):
    """No usable key list: there is none, or it has expired."""


class MessageGapError(RefusedError):
    """A message number was skipped."""


class TooManyUnansweredError(RefusedError):
    """As many messages as allowed wait for an answer (PROTOCOL 7.4)."""


class CaseFullError(RefusedError):
    """The case holds as many bytes of the reporter as it may (PROTOCOL 7.4)."""


class LogbookFullError(RefusedError):
    """The logbook holds as many entries or bytes as it may (PROTOCOL 3.5)."""


class WrongReaderError(RefusedError):
    """Sealed to somebody who may not read in this space (PROTOCOL 4.5)."""


class CounsellorRevokedError(RefusedError):
    """The assigned key is compromised: nothing new is sealed to it or by it (PROTOCOL 3.2)."""


class DutyError(RefusedError):
    """An act that the case does not allow now."""


class StatementError(DutyError):
    """The signed statement does not fit the case (PROTOCOL 3.4, 6.2)."""


class AlreadyAcknowledgedError(DutyError):
    """Receipt was confirmed before."""


class AcknowledgementMissingError(DutyError):
    """Feedback comes after the confirmation of receipt."""


class AlreadyAnsweredError(DutyError):
    """Feedback was given before."""


class AlreadyDismissedError(DutyError):
    """It was said before that this is no report."""


class AlreadyUnableError(DutyError):
    """It was said before that the counsellor cannot go on."""


class FeedbackMissingError(DutyError):
    """No case is closed before its reporter had feedback (PROTOCOL 6.2)."""


class CaseClosedError(DutyError):
    """The case is closed."""


class InvestigationError(DutyError):
    """This step of the investigation cannot be taken now, or there is no such step."""


class OtherSideNotHeardError(DutyError):
    """The organisation's text demands that the other side is heard first."""


class NotContestableError(DutyError):
    """Only a standing acknowledgement, feedback or dismissal can be contested."""


class NothingMissedError(DutyError):
    """There is no recorded miss to dispute, or its two days are over (PROTOCOL 5.6)."""


class RegisterError(RefusedError):
    """The register does not allow it now (Wbk art. 2a)."""


class CaseOpenError(RegisterError):
    """The case is not closed: nothing of it is destroyed, and no term runs."""


class NotLaterError(RegisterError):
    """It is kept until that day already."""


class StillNeededError(RegisterError):
    """The day on which it is destroyed has not come, and who asks is not the counsellor who holds the case."""


class OrderOpenError(RegisterError):
    """An order to disclose is open in the case, so nothing of it is destroyed (Wbk art. 1a)."""


class ReasonMissingError(RegisterError):
    """A reason is needed, of at most 500 characters."""


class RequestError(RefusedError):
    """A request that cannot be made or settled now (PROTOCOL 5.3)."""


class ConsentError(RefusedError):
    """No standing consent of the reporter allows this (PROTOCOL 5.1, 5.2)."""


class PackageError(RefusedError):
    """The package does not allow this now (PROTOCOL 5.4)."""


class ClientError(RefusedError):
    """An authority's system, or a key of it, cannot be added or changed so."""


class WebhookUrlError(RefusedError):
    """No address to which webhooks are delivered: https to a public host, without user name or fragment."""


class TooManyWebhooksError(RefusedError):
    """A client has as many webhooks as it may have, or two of its keys sign already."""


class ConditionalError(RefusedError):
    """This cannot be prepared for a miss: too many, to the wrong person, or on a track without clock (PROTOCOL 5.6)."""


class AfterCareError(RefusedError):
    """It is not time to ask yet, or no message went to the reporter since (PROTOCOL 3.6)."""


class LinkError(RefusedError):
    """This report cannot be linked to that one (PROTOCOL 3.6)."""


class LegalDemandError(RefusedError):
    """An order to disclose does not allow this now (Wbk art. 1a; PROTOCOL 3.6)."""


class TrackChangeError(RefusedError):
    """This change of track is not open here (PROTOCOL 3.1)."""


class StopError(RefusedError):
    """This cannot be ended so: something is still owed, or must be kept (PROTOCOL 3.4)."""


class DrillOverError(RefusedError):
    """A drill is answered in its own month (PROTOCOL 7.8)."""


class KeyRecordError(RefusedError):
    """The key record does not fit the invitation or the account."""


class DeniedError(RuleError):
    """Sign-in or registration failed; nothing says which step."""


class ScopeMissingError(RuleError):
    """What this client may ask for does not include this."""


class TooManyAskedError(RuleError):
    """This client asked more in a minute than anybody needs."""


class RepeatedDifferentlyError(RuleError):
    """An idempotency key came back with another request than before."""


class UnknownError(RuleError):
    """There is no such thing for this person."""


class CaseExistsError(RuleError):
    """Another report has this case code (PROTOCOL 3.1)."""


class SignInNameTakenError(RuleError):
    """Another account has this sign-in name."""


class MessageTakenError(RuleError):
    """This message number holds another message (PROTOCOL 3.4)."""


class AccountReplacedError(RuleError):
    """The invitation was opened again since; that account will never exist (PROTOCOL 3.4)."""


class StateChangedError(RuleError):
    """The reporter's state changed since it was read (PROTOCOL 3.4)."""


class AlreadyReleasedError(RuleError):
    """A prepared item was opened before the reporter took it back (PROTOCOL 5.6)."""


class VaultChangedError(RuleError):
    """The vault changed since it was read (PROTOCOL 3.4)."""


class PolicyNotLoadedError(RuleError):
    """A case is pinned to a version of a policy that is not among the files."""


class ClockWentBackError(RuleError):
    """Today is a day before one on which the daily jobs ran; no duty is recorded as missed by such a clock."""


class TooLargeError(RuleError):
    """More bytes than fit."""


class BusyError(RuleError):
    """Too much at once, or the database cannot be reached; nothing was kept."""
