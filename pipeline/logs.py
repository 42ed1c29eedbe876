"""The structured log: one JSON object a line, ids and figures, never a document's text."""

from __future__ import annotations

import logging
import sys
from typing import TYPE_CHECKING, TextIO

import structlog

if TYPE_CHECKING:
    from pipeline.settings import Settings


def start(settings: Settings) -> None:
    """Send the log to its file, or to standard error unless a person watches that.

    Raises:
        OSError: the file cannot be written.
    """
    for library in ("psycopg.pool", "procrastinate"):  # what they have to say comes as errors
        logging.getLogger(library).addHandler(logging.NullHandler())
        logging.getLogger(library).propagate = False
    stream: TextIO = sys.stderr
    level = logging.INFO
    if settings.log_file is not None:
        stream = settings.log_file.open("a", encoding="utf-8", buffering=1)
    elif sys.stderr.isatty():
        level = logging.CRITICAL
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            _plain_faults,
            structlog.processors.JSONRenderer(ensure_ascii=False),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(level),
        logger_factory=structlog.PrintLoggerFactory(stream),
        cache_logger_on_first_use=False,
    )


def _plain_faults(
    _logger: object, _method: str, event: structlog.types.EventDict
) -> structlog.types.EventDict:
    """Of a fault only its kind and where it arose: messages may quote a document."""
    if event.pop("exc_info", None) and (found := fault()):
        event["fault"] = found
    return event


def fault() -> str | None:
    """Kind and place of the exception that is being handled, without its message."""
    kind, _, trace = sys.exc_info()
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    if kind is None or trace is None:
        return None
    code = trace.tb_frame.f_code
    return f"{kind.__name__} in {code.co_qualname}:{trace.tb_lineno}"
