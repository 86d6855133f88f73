"""The print pack: what a room is prepared with on paper, as one PDF.

The run sheet, signs with the code, and a card for each seat, four on a page: each is folded along
its middle, so that what is written lies inside. `print_pack_pdf` sets it.
"""

from workshop.protocol.base import Closed

MOST_SEATS = 80
"""Cards that are printed at most, one a seat."""


class PackStage(Closed):
    """A stage as whoever leads reads it: `prompts` is what the room sees, `cue` what to do."""

    name: str
    minutes: int
    prompts: list[str]
    cue: str


class PrintPack(Closed):
    """The words of all that is printed for a workshop.

    `seats` is how many cards, 0 for none; `asks` is what a card asks, none where nobody writes;
    `join_qr` is empty where nobody comes in by a sign.
    """

    title: str
    team: str
    language: str
    free_at: str
    stages: list[PackStage]
    seats: int
    asks: list[str]
    code: str
    address: str
    join_qr: list[str]
    wifi_name: str
    wifi_password: str
    wifi_qr: list[str]
    support: str
    reporting: str
