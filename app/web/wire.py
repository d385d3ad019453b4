"""Types of the JSON interface: bytes as canonical base64 of an exact size, names in lowerCamelCase (PROTOCOL 3.4)."""

from __future__ import annotations

from typing import Annotated

from pydantic import BaseModel, BeforeValidator, ConfigDict
from pydantic.alias_generators import to_camel

from crypto.encoding import b64, unb64
from crypto.errors import WbpError


class Wire(BaseModel):
    """A body: unknown members are ignored, values are never repeated in a fault."""

    # Built when the first of its kind is read: all of them together would take a tenth of the start.
    model_config = ConfigDict(
        alias_generator=to_camel, extra="ignore", frozen=True, hide_input_in_errors=True, defer_build=True
    )


def _decode(value: object) -> bytes:
    if not isinstance(value, str):
        message = "base64 text"
        raise ValueError(message)  # noqa: TRY004 - pydantic turns only this one into a fault of the field
    try:
        return unb64(value)
    except WbpError:
        message = "base64"
        raise ValueError(message) from None


def _exactly(size: int) -> BeforeValidator:
    def decode(value: object) -> bytes:
        data = _decode(value)
        if len(data) != size:
            message = "size"
            raise ValueError(message)
        return data

    return BeforeValidator(decode)


Bytes = Annotated[bytes, BeforeValidator(_decode)]
Bytes16 = Annotated[bytes, _exactly(16)]
Bytes32 = Annotated[bytes, _exactly(32)]
Challenge = Annotated[bytes, _exactly(44)]
Signature = Annotated[bytes, _exactly(64)]
Change = Annotated[bytes, _exactly(144)]
Token = Annotated[bytes, _exactly(208)]
Record = Annotated[bytes, _exactly(176)]


def text(data: bytes) -> str:
    """Write bytes as canonical base64."""
    return b64(data)
