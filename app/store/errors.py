"""What the store may say when it cannot keep or read.

StoreError
├── StoreUnavailableError    the database cannot be reached or written; nothing was kept
└── StoreConflictError       a unique value is taken; nothing was kept
"""

from __future__ import annotations


class StoreError(Exception):
    """The store could not do what was asked; nothing of it was kept."""


class StoreUnavailableError(StoreError):
    """The database cannot be reached or written."""


class StoreConflictError(StoreError):
    """A unique value is taken."""
