"""The rows of what the desk has read: under the key of their round as long as this goes on."""

from workshop.storage.bodies import SIZES, ReadWords, read_row
from workshop.storage.own_keys import OwnKeys, first_to_open

PLACE = "desk_read"


def show_read(own: OwnKeys, number: int, body: bytes) -> ReadWords:
    """Decrypts the row of a round. Raises InvalidTag where its key is gone."""
    row = read_row(number)
    return first_to_open(
        own.of_round(number), lambda keys: keys.show_anew(body, PLACE, row, ReadWords)
    )


def hide_read(own: OwnKeys, number: int, words: ReadWords, *, over: bool) -> bytes:
    """Encrypts it; once the round is `over`, under K, so that equal words are equal bytes."""
    hide = own.whole.hide_settled if over else own.round(number).hide_anew
    return hide(words, PLACE, read_row(number), SIZES[PLACE])
