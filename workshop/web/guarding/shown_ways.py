"""The ways in that screens show, and when these change: the address, and how long the code is."""

from collections.abc import Iterable

from workshop.live.board import Board
from workshop.web.guarding.addresses import Addresses
from workshop.web.guarding.failed_codes import FailedCodes


class ShownWays:
    """The ways in to all workshops of a server."""

    def __init__(self, addresses: Addresses, codes: FailedCodes) -> None:
        self.addresses = addresses
        self.codes = codes
        self.boards: Iterable[Board] = ()
        """The boards that show them; set once they stand."""
        self._whole = False

    def choose_address(self, shown: str) -> bool:
        """Every link, code and screen follows; False when the address is not there."""
        chosen = self.addresses.choose(shown)
        if chosen:
            self._show_anew()
        return chosen

    def find_addresses(self) -> None:
        """Looks at the interfaces of this machine."""
        if self.addresses.read_again():
            self._show_anew()

    def look_at_codes(self) -> None:
        """Looks at whether screens have to show the whole code, or need not any more."""
        before, self._whole = self._whole, self.codes.whole
        if before != self._whole:
            self._show_anew()

    def _show_anew(self) -> None:
        for board in self.boards:
            board.changed()
