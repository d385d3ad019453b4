"""The REST API by which authorities' own systems ask: `/api/v1`, after the Dutch API Design Rules (README.md)."""
