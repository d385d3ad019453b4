"""What the application log may say: starts, stops and faults, without address, user agent, path or content.

The access log is off. A fault is logged as the types of the exceptions and the places in our own code, never as a
message, because messages of libraries carry values (an SQL parameter is a sealed report, a URL is a slug).
"""

from __future__ import annotations

import logging
import logging.config
import traceback
from types import TracebackType
from typing import Final

ExcInfo = tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]

_QUIET: Final = ("uvicorn.access", "sqlalchemy", "alembic", "asyncio", "httpx", "httpcore")


class FaultFormatter(logging.Formatter):
    """Write level, logger and sentence; of an exception only the types and the code places."""

    def formatException(self, ei: ExcInfo) -> str:  # noqa: N802 - the name logging calls
        """Give one line a frame of the exception, without its message."""
        return "\n".join(_places(ei[1])) if ei[1] is not None else ""

    def format(self, record: logging.LogRecord) -> str:
        """Format without a cached text, which another formatter may have filled with messages."""
        record.exc_text = None
        return super().format(record)


def _places(error: BaseException) -> list[str]:
    lines = [type(error).__qualname__]
    lines += [f"  {frame.name} line {frame.lineno}" for frame in traceback.extract_tb(error.__traceback__)]
    cause = error.__cause__ or error.__context__
    return lines + (["caused by", *_places(cause)] if cause is not None and cause is not error else [])


def configure_log() -> None:
    """Send warnings and our own notices to standard error; switch every talkative library off."""
    logging.config.dictConfig(
        {
            "version": 1,
            "disable_existing_loggers": False,
            "formatters": {"plain": {"()": FaultFormatter, "fmt": "%(levelname)s %(name)s %(message)s"}},
            "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "plain"}},
            "root": {"level": "WARNING", "handlers": ["stderr"]},
            "loggers": {
                "zegel": {"level": "INFO"},
                # Without handlers of their own: uvicorn's would print an exception with its message.
                "uvicorn": {"level": "WARNING", "handlers": [], "propagate": True},
                "uvicorn.error": {"level": "WARNING", "handlers": [], "propagate": True},
                **{name: {"level": "CRITICAL", "handlers": [], "propagate": False} for name in _QUIET},
            },
        }
    )
