"""Letters to the teller of a story: a line from each phone, which nobody reads before the seal."""

from sqlalchemy import Connection, select

from workshop.actions.answers import OK, Answered, Participant, action, cleaned
from workshop.actions.as_it_stands import AsItStands
from workshop.protocol.messages import Refused
from workshop.protocol.participant_commands import WriteLetter
from workshop.rules.agenda import Told
from workshop.rules.limits import LETTER_CHARS
from workshop.rules.text import one_line
from workshop.storage.bodies import LetterWords, hide_anew, show
from workshop.storage.keyring import LETTER_PART, Keys, OwnKeys
from workshop.storage.transaction import Tx
from workshop.storage.workshop_tables import Letter
from workshop.views.letters import takes_letters
from workshop.views.on_show import heard


@action
def write_letter(tx: Tx, who: Participant, _key: bytes, command: WriteLetter) -> Answered:
    """Keeps a line to a teller who wants letters, from the end of the vote until the end.

    One that is taken back keeps its row: a row alone that went would be seen in a copy from before.
    """
    at = AsItStands(tx)
    if not takes_letters(at) or command.to not in tx.context.letters & heard(at):
        return Refused(refused="too_late", about="letter")
    text = cleaned("text", command.text, LETTER_CHARS, needed=False)
    if isinstance(text, Refused):
        return text
    keys = tx.own.of(LETTER_PART)
    row = letter_row(keys, who.secret, command.to)
    words = LetterWords(to=command.to, text=one_line(text))
    tx.touch(Letter)
    tx.put_row(Letter, row, hide_anew(keys, LETTER_PART, row, words))
    return OK


def letter_row(keys: Keys, secret: bytes, to: Told) -> bytes:
    """Returns the key of a device's one row for a teller, under the key of letters."""
    return keys.mark(secret, "letter", to)


def letters_in(connection: Connection, own: OwnKeys) -> list[LetterWords]:
    """Returns the letters that were not taken back, in the order of their words, which tells
    nothing of who wrote when."""
    keys = own.of(LETTER_PART)
    rows = connection.execute(select(Letter.key, Letter.body)).all()
    found = (show(keys, LETTER_PART, row.key, row.body, LetterWords) for row in rows)
    return sorted((one for one in found if one.text), key=lambda one: (one.to, one.text))
