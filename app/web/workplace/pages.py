"""Pages of the workplace surface."""

from typing import Final

from fastapi import APIRouter

router: Final = APIRouter()
