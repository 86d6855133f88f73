"""What only the room's screen and the desk see: no participant's device is given it."""

from workshop.protocol.base import Closed


class Wifi(Closed):
    """The room's Wi-Fi. `password` is "" on an open one, and on the room's screen unless `shown`.

    `qr` joins it: one string of 0 and 1 per row, without a quiet zone. It is empty in a workshop
    that is older than the question for the password.
    """

    name: str
    password: str
    shown: bool
    qr: list[str]
