"""A write that is sent twice happens once: the second time it gets the answer of the first (Idempotency-Key).

The answer is kept in the transaction of the write, so there is never one without the other. A refused write keeps
nothing and may be tried again.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from app.domain.api_client import ANSWER_DAYS
from app.domain.errors import RepeatedDifferentlyError
from app.services.api_access import caller_of
from app.store.api_clients import KeptAnswer
from crypto.primitives import blob_hash

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from app.services.api_access import Asked, Caller
    from app.store.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True)
class Written:
    """What a write is answered: status and body. The body says what became of it and repeats nothing of the request."""

    status: int
    body: bytes
    is_repeated: bool = False


def once(
    work: UnitOfWork,
    asked: Asked,
    attempt: tuple[str, bytes],
    today: date,
    write: Callable[[UnitOfWork, Caller], Written],
) -> Written:
    """Do a write, or give the answer of the time before; `attempt`: the client's key, a hash (32) of all it says.

    Raises:
        DeniedError, ScopeMissingError: who asks may not, by now.
        RepeatedDifferentlyError: this key came with another request before.

    """
    caller = caller_of(work, asked, today)
    key, request_hash = attempt
    key_hash = blob_hash(key.encode())
    before = work.api_clients.answer(caller.client_id, key_hash)
    if before is not None:
        if before.request_hash != request_hash:
            raise RepeatedDifferentlyError
        return Written(before.status, before.answer, is_repeated=True)
    work.api_clients.forget_answers(today - timedelta(days=ANSWER_DAYS))
    done = write(work, caller)
    work.api_clients.keep_answer(KeptAnswer(caller.client_id, key_hash, request_hash, done.status, done.body, today))
    return done
