"""What a commitment says, wherever it is shown: one on offer, or one of an earlier workshop."""

from typing import Literal, TypedDict

from workshop.storage.bodies import CarriedWords, CommitmentWords


class Promised(TypedDict):
    """Its fields, as the entries of both name them."""

    when: str
    will: str
    who: Literal["I", "we"]
    owner: str
    by: str
    language: str


def promised(words: CommitmentWords | CarriedWords) -> Promised:
    """Returns a commitment's fields as the views send them."""
    return {
        "when": words.when,
        "will": words.will,
        "who": "we" if words.who == "we" else "I",
        "owner": words.owner,
        "by": words.by,
        "language": words.language,
    }
