"""The ten ways in which WBP/1 says no (PROTOCOL 10).

``WbpError`` is the base; every other class below is one named failure::

    WbpError
    ├── FormatError         format         the bytes or the text have the wrong shape
    ├── ChecksumError       checksum       a typing mistake in a code
    ├── NotRecipientError   not-recipient  sealed to other people
    ├── DecryptError        decrypt        wrong key, wrong context, or changed on the way
    ├── PayloadError        payload        opened, but the inside breaks a rule
    ├── SenderError         sender         signed by somebody else than expected
    ├── SignatureError      signature      a signature is missing or does not hold
    ├── PolicyError         policy         well formed and genuine, but not allowed (now)
    ├── KeyMaterialError    key            a key of the wrong length or a known weak key
    └── ProofError          proof          a log proof does not prove it

An error carries its code and nothing else. It takes no argument, so that no caller can put a secret, a
name or a piece of a report into something that ends up in a log.
"""

from typing import ClassVar


class WbpError(Exception):
    """Base of all protocol failures; ``code`` names the failure, ``str`` gives the code and nothing more."""

    code: ClassVar[str] = "error"

    def __init__(self) -> None:
        """Take no argument, on purpose."""
        super().__init__()

    def __str__(self) -> str:
        """Return the constant code."""
        return self.code

    def __repr__(self) -> str:
        """Return the class name, constant as well."""
        return f"{type(self).__name__}()"


class FormatError(WbpError):
    """Wrong shape."""

    code = "format"


class ChecksumError(WbpError):
    """A code whose check symbols do not hold."""

    code = "checksum"


class NotRecipientError(WbpError):
    """No stanza for this key."""

    code = "not-recipient"


class DecryptError(WbpError):
    """Authenticated decryption or unsealing failed."""

    code = "decrypt"


class PayloadError(WbpError):
    """Plaintext breaks the rules of its format."""

    code = "payload"


class SenderError(WbpError):
    """Another sender than the pinned one."""

    code = "sender"


class SignatureError(WbpError):
    """No valid signature."""

    code = "signature"


class PolicyError(WbpError):
    """Genuine, but not allowed."""

    code = "policy"


class KeyMaterialError(WbpError):
    """Unusable key."""

    code = "key"


class ProofError(WbpError):
    """A proof that proves nothing."""

    code = "proof"
