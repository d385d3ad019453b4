"""A page as tagged PDF (PDF/UA-1). Needs the extra `pdf`: WeasyPrint, and the system's Pango.

Nothing is fetched: a document that stands alone carries its stylesheet, and an address of anything else is refused.
"""

from __future__ import annotations

import importlib
from typing import Any

from app.cli.failures import CliError


def as_pdf(page: str) -> bytes:
    """Write a page that stands alone as PDF.

    Raises:
        CliError: WeasyPrint or Pango is not there.

    """
    try:
        weasyprint: Any = importlib.import_module("weasyprint")
    except (ImportError, OSError):
        message = (
            "PDF needs WeasyPrint and Pango, which are not installed: pip install --require-hashes -r "
            "requirements-pdf.lock, and apt-get install libpango-1.0-0 libpangoft2-1.0-0. "
            "Without them, leave out --pdf and print the page from a browser."
        )
        raise CliError(message, "pdf") from None
    fetcher = weasyprint.urls.URLFetcher(allowed_protocols=("data",), fail_on_errors=True)
    document: bytes = weasyprint.HTML(string=page, url_fetcher=fetcher).write_pdf(pdf_variant="pdf/ua-1")
    return document
