"""What the API gives and takes, as the description tells it: bytes in base64, days as ISO dates, names in camelCase."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Final, Literal

from pydantic import BaseModel, ConfigDict, Field
from pydantic.alias_generators import to_camel

from app.domain.packages import PackageState

ID_PATTERN: Final = r"^[0-9a-f]{32}$"
STATEMENT_PATTERN: Final = r"^[A-Za-z0-9+/]{234}[AEIMQUYcgkosw048]=$"
"""176 bytes in the one spelling of base64."""
KEY_ID_PATTERN: Final = r"^[A-Za-z0-9+/]{21}[AQgw]==$"
"""16 bytes in the one spelling of base64."""
ENVELOPE_TEXT_LIMIT: Final = 409_600
"""Characters of an envelope of 300 KiB in base64."""


class Document(BaseModel):
    """A JSON document of the API."""

    model_config = ConfigDict(
        alias_generator=to_camel, populate_by_name=True, extra="ignore", frozen=True, hide_input_in_errors=True
    )


Id = Annotated[str, Field(pattern=ID_PATTERN, description="16 bytes in hexadecimal.",
                          examples=["8f14e45fceea167a5a36dedd4bea2543"])]  # fmt: skip
StatementBytes = Annotated[str, Field(pattern=STATEMENT_PATTERN, json_schema_extra={"contentEncoding": "base64"},
                                      description="A signed statement WBY1, 176 bytes.")]  # fmt: skip
EnvelopeBytes = Annotated[str, Field(max_length=ENVELOPE_TEXT_LIMIT, json_schema_extra={"contentEncoding": "base64"},
                                     description="A sealed message WBE1.")]  # fmt: skip


class IssuedToken(BaseModel):
    """An access token (RFC 6749, 5.1; its names are OAuth's)."""

    access_token: str
    token_type: Literal["Bearer"]
    expires_in: int = Field(description="Seconds.", examples=[600])
    scope: str = Field(examples=["packages:read packages:write statements:write"])


class ListedPackageDocument(Document):
    """A package in the list: nothing of what is in it."""

    id: Id
    organisation_id: Id
    space: int = Field(description="The number of the space in which reporter and authority write.", examples=[2])
    was_released: bool = Field(description="A missed duty opened it; its release note says which.")
    made_on: date
    state: PackageState
    changed_on: date
    reference: str | None = Field(description="The authority's own number of the case.", examples=["Z/2026/17"])
    ack_limit: date | None = Field(description="Last day to confirm receipt; null: no term.")
    feedback_limit: date | None = Field(description="Last day to tell the reporter what is done; null: no term.")
    is_extended: bool = Field(description="The authority took three months more, with reasons.")
    is_acknowledgement_owed: bool
    is_feedback_owed: bool


class PackagePageDocument(Document):
    """One page of packages, in the order of their ids, which tells nothing."""

    packages: list[ListedPackageDocument]
    next: Id | None = Field(description="Give it as `after` for the next page; null: this is the last.")


class PackageDocument(ListedPackageDocument):
    """One package, with the proof of why it was released."""

    may_write: bool = Field(description="The reporter wants to be written to.")
    release_note: str | None = Field(description="Signed note of the release (PROTOCOL 5.6).")
    proof: str | None = Field(description="That the log holds the release (c2sp.org/tlog-proof@v1).")


class NewStatement(Document):
    """A statement about a package, signed with the authority's identity key."""

    statement: StatementBytes
    reference: Annotated[str | None, Field(max_length=120)] = Field(
        default=None,
        description="The authority's own number of the case; the reporter sees it.",
        examples=["Z/2026/17"],
    )


class TakenStatement(Document):
    """How the package stands after a statement."""

    state: PackageState
    changed_on: date
    reference: str | None


class KeptStatementDocument(Document):
    """A statement and the day it came."""

    statement: StatementBytes
    received_on: date


class StatementsDocument(Document):
    """What the authority signed about a package, oldest first."""

    statements: list[KeptStatementDocument]


class NewMessage(Document):
    """A message to the reporter, sealed by the authority's own client (direction 1)."""

    envelope: EnvelopeBytes
    index: int = Field(ge=0, le=4_294_967_295, description="The number of the message in its direction, from 0.")


class TakenMessage(Document):
    """That a message was kept."""

    env_hash: str = Field(description="Its hash: what a statement about it has as `ref`.")
    received_on: date


class MessageDocument(Document):
    """A sealed message of the space."""

    from_reporter: bool
    index: int
    received_on: date
    envelope: EnvelopeBytes


class MessagePageDocument(Document):
    """Messages of a space: first the reporter's by number, then the authority's."""

    messages: list[MessageDocument]
    next: str | None = Field(description="Give it as `after` for the next page.", examples=["0-49"])


class NewForwardingRequest(NewMessage):
    """A question to the reporter: may this go to another authority, which is competent? The words are sealed."""

    recipient: Annotated[str, Field(pattern=KEY_ID_PATTERN, json_schema_extra={"contentEncoding": "base64"})] = Field(
        description="Key id (16 bytes) of the authority on the organisation's list."
    )


class TakenForwardingRequest(TakenMessage):
    """That the question waits for the reporter."""

    id: Id


class DutyDocument(Document):
    """A term of the law that runs for this authority (Wbk article 2e)."""

    package_id: Id
    duty: Literal["acknowledgement", "feedback"]
    due_on: date
    is_missed: bool


class DutiesDocument(Document):
    """The open duties, the nearest first."""

    duties: list[DutyDocument]


class PunctualityDocument(Document):
    """How many released reports of a year were answered in time; null where a number is too small to tell."""

    year: int
    in_time: int | None
    late: int | None


class OrganisationDocument(Document):
    """An organisation at which this authority is listed: what a client verifies, and what is published."""

    id: Id
    slug: str
    name: str
    root: list[str] = Field(description="The signed root notes, oldest first.")
    directory: str | None = Field(description="The signed list of keys.")
    proof: str | None = Field(description="That the log holds this list.")
    today: date = Field(description="The day of the service, which statements carry.")
    punctuality: PunctualityDocument | None = Field(description="null: this organisation does not publish it.")


class OrganisationsDocument(Document):
    """The organisations at which this authority is listed or has packages of."""

    organisations: list[OrganisationDocument]


class LogDocument(Document):
    """The head of the public log."""

    size: int
    checkpoint: str = Field(description="The signed checkpoint, byte for byte.")


class LogEntriesDocument(Document):
    """Entries of the log; once there, they never change."""

    first: int
    entries: list[str]
    next: int | None


class ConsistencyDocument(Document):
    """The path that proves the newer log to begin with the older one."""

    hashes: list[str]


class FaultDocument(Document):
    """One place of a request that has another form than the description asks."""

    place: Literal["body", "query", "path", "header"] = Field(alias="in")
    name: str
    reason: str


class ProblemDocument(Document):
    """A problem (RFC 9457). `code` is what a program goes by."""

    type: str = Field(examples=["about:blank"])
    title: str = Field(examples=["Not Found"])
    status: int = Field(examples=[404])
    detail: str = Field(examples=["There is no such thing for this client."])
    code: str = Field(examples=["unknown"])
    errors: list[FaultDocument] | None = None
    error: str | None = Field(default=None, description="Only at the token endpoint: the code of RFC 6749.")
