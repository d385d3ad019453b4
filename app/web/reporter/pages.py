"""Pages of the reporter surface."""

from typing import Final

from fastapi import APIRouter

router: Final = APIRouter()
