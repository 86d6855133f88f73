"""Why a desk or a room's screen is not let in any more, although it once was."""

from typing import Literal

DoorCode = Literal["taken_back", "handed_over"]
"""The link behind it was taken back; the desk has changed hands."""
