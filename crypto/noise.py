"""Random filling that makes answers the same size (PROTOCOL 7.3)."""

import base64
import secrets


def noise(length: int) -> str:
    """Return exactly ``length`` random characters of the base64 alphabet, so that compression cannot tell it apart."""
    return base64.b64encode(secrets.token_bytes((length * 3 + 3) // 4)).decode("ascii")[:length]
