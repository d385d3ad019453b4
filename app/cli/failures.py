"""What went wrong, as a sentence for a person, a code for a program and an exit code for a script.

Exit codes: 0 done · 1 refused · 2 wrong use of the command line · 3 keys or directory could not be verified ·
4 signing in was denied · 5 no answer from the service. No sentence repeats a secret or a text.

    CliError
    ├── NotVerifiedError     a root, directory or message does not prove what it should
    ├── DeniedError          code and words, or name and password, were not accepted
    ├── NoAnswerError        the connection failed or was cut: what was sent may have arrived
    └── ServiceError         the service answered with an error code
"""

import json
import sys
import traceback
from pathlib import Path
from typing import Final

REFUSED: Final = 1
NOT_VERIFIED: Final = 3
DENIED: Final = 4
NO_ANSWER: Final = 5

OTHER_DESKS: Final = (
    "You can also turn to the Huis voor Klokkenluiders (huisvoorklokkenluiders.nl), "
    "or to the authority for your subject."
)

RULES_MISSING: Final = (
    "The rules this case came under are not on the service, so it cannot tell whether both sides must be heard first. "
    "Record that the other side was heard, or ask the administrator to put the rules back (`zegel doctor` names them)."
)

_SERVICE_SENTENCES: Final = {
    "format": "The service did not understand what was sent; it may be of another version.",
    "policy": "The service refused what was sent: a rule does not allow it.",
    "denied": "The service refused to sign in.",
    "unknown": "The service does not know what was asked for.",
    "exists": "There is another report under this case code. Nothing was changed; run this again for a new code.",
    "newer": "Something newer arrived in the meantime. Run the command again.",
    "stale": "What this program knew is out of date. Run the command again.",
    "already-released": "It was opened before you took it back. What was read stays read; from now on it is closed.",
    "size": "What was sent is too large.",
    "busy": "The service is busy. Nothing was stored; try again in a minute.",
    "rules-missing": RULES_MISSING,
    "failed": "The service failed and could not say whether it kept what was sent.",
}


class CliError(Exception):
    """A failure to be told to the person at the terminal: a sentence, a code and an exit code."""

    def __init__(self, sentence: str, code: str = "refused", status: int = REFUSED) -> None:
        """Keep the sentence (no secrets, no texts), the code for `--json` and the exit code."""
        super().__init__(sentence)
        self.sentence = sentence
        self.code = code
        self.status = status
        self.details: dict[str, object] = {}


class NotVerifiedError(CliError):
    """A root, a directory or a message does not prove what it should."""

    def __init__(self, sentence: str, code: str = "not-verified") -> None:
        """Keep the sentence and the protocol's code of the failed check."""
        super().__init__(sentence, code, NOT_VERIFIED)


class DeniedError(CliError):
    """Signing in was refused; the service does not say why, and neither does this."""

    def __init__(self, sentence: str) -> None:
        """Keep the sentence."""
        super().__init__(sentence, "denied", DENIED)


class NoAnswerError(CliError):
    """No whole answer came; `sent` tells whether the request may have reached the service."""

    def __init__(self, sentence: str, *, sent: bool) -> None:
        """Keep the sentence and whether the request may have arrived."""
        super().__init__(sentence, "no-answer", NO_ANSWER)
        self.sent = sent


class ServiceError(CliError):
    """The service answered with one of the protocol's error codes."""

    def __init__(self, code: str) -> None:
        """Keep the code; unknown codes are told without repeating them."""
        known = code if code in _SERVICE_SENTENCES else "failed"
        super().__init__(_SERVICE_SENTENCES[known], known, DENIED if known == "denied" else REFUSED)


def report_failure(error: Exception, *, as_json: bool) -> int:
    """Tell a failure on the error channel (and as JSON on the output), and return the exit code."""
    told = error if isinstance(error, CliError) else _unexpected(error)
    if as_json:
        document = {"error": told.code, "sentence": told.sentence, **told.details}
        sys.stdout.write(json.dumps(document, ensure_ascii=False) + "\n")
    sys.stderr.write(told.sentence + "\n")
    return told.status


def _unexpected(error: Exception) -> CliError:
    """Turn any other exception into a sentence with its kind and place, never its message: that may hold a text."""
    code = getattr(error, "code", None)
    if type(error).__module__ == "crypto.errors" and isinstance(code, str):
        return NotVerifiedError(f"A check failed ({code}). Nothing was done.", code)
    frames = traceback.extract_tb(error.__traceback__)
    place = f" at {Path(frames[-1].filename).name}:{frames[-1].lineno}" if frames else ""
    return CliError(f"This should not happen ({type(error).__name__}{place}).", "failed")
