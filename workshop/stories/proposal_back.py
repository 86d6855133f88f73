"""Taking back a proposal to which a contributor has not agreed yet by a file."""

from dataclasses import replace

from msgspec.structs import replace as with_words

from workshop.storage.contributions import contribution, keep
from workshop.stories.contributing import KeyedLibrary


def take_proposal_back(library: KeyedLibrary, id_: str) -> bool:
    """Lets go of a proposal to somebody who told by a file: the story is its editor's to decide on
    again, as it was sent. False where there is none; who told by a link answers on their page."""
    one = contribution(library.session, library.keys, id_)
    if one is None or one.status != "your_turn" or not one.words or not one.words.file_from:
        return False
    words = with_words(one.words, proposal=None, said="")
    changed = replace(one, status="being_read", words=words, keep_until="")
    keep(library.session, library.keys, changed)
    return True
