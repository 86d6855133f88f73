"""One concept, one word: no sentence uses a word that the glossary rules out."""

import re

from tools.languages.extract import sentences
from tools.languages.update import ROOT

INSTEAD = {
    r"whoever|whomever": "anyone who, the person who",
    r"whom": "who",
    r"somebody|anybody|everybody|no one": "someone, anyone, everyone, nobody",
    r"moderator|host|admin|console": "the facilitator, the desk",
    r"big screen|projector": "the room’s screen",
    r"author": "the writer of a card, the teller of a story",
    r"the turn": "the turning point",
    r"take (?:it|them) off(?! the screen)|take down|taken down": "take it off the screen",
    r"sensitive": "turn “Been there” off, turn off reactions",
    r"take \w*\s?back|taken back|took back|taking \w+ back": "withdraw; at the desk: undo",
    r"revoke|retract": "withdraw",
    r"(?:we|you) are (?:too )?few": "with so few of us, too few of us",
    r"would rather not": "I’d rather not share",
    r"(?:take|takes|taken|go|goes|come|comes) along": "chosen, carries over",
    r"at the cut": "tied for the last place",
    r"page of six|cards on a page": "six at a time",
    r"in no order": "shuffled",
    r"by chance": "at random",
    r"i take this": "I’ll take this on",
    r"sums?": "totals",
    r"go on|goes on": "continue",
    r"seal|sealed|traces?": "finish and erase the rest",
    r"take (?:it )?home|taken home": "download, save",
    r"take (?:it )?in|takes in|taken in": "import",
    r"mend|mended": "correct",
    r"pretended": "pretend people",
    r"stands?|stood|lies?|lay": "is, appears, shows",
    r"by (?:itself|themselves)": "automatically, on its own",
    r"meanwhile": "in the meantime",
    r"of one’s own|one’s own": "their own, your own",
    r"(?:card|vote|lesson)s? of yours": "one of your cards",
    r"this is no(?! longer)|this has not": "this is not, this does not",
    r"leave (?:it|this) open": "leave it empty",
    r"in (?:a|the|the same) wi-fi": "on Wi-Fi",
    r"things": "items",
}
"""Patterns of whole words that no sentence has -> what to say instead."""

FINE = {
    ("host", "Join a Wi-Fi network, and restart the program without --host."),
    ("stand", "A break. Stand up, have something to drink."),
    ("goes on", "At most {n} vote goes on one lesson."),
    ("go on", "At most {n} votes go on one lesson."),
}  # fmt: skip
"""Found by a pattern, and meant as it stands; a sentence that is gone must go from here too."""


def ruled_out(sentence: str) -> list[str]:
    """Returns the words of a sentence that are not the product's."""
    patterns = (rf"\b(?:{pattern})\b" for pattern in INSTEAD)
    return [
        one[0].lower() for each in patterns for one in re.finditer(each, sentence, re.IGNORECASE)
    ]


def test_no_sentence_uses_a_word_that_the_glossary_rules_out() -> None:
    """Otherwise: say it in the word beside the pattern."""
    ids = [one.id for one in sentences(ROOT) if one.id]
    said = [text for id_ in ids for text in ([id_] if isinstance(id_, str) else id_)]
    assert {(word, text) for text in said for word in ruled_out(text)} == FINE


def test_a_word_is_ruled_out_in_any_place_of_a_sentence_and_only_as_a_whole() -> None:
    assert ruled_out("Whoever has it gets in; ask somebody.") == ["whoever", "somebody"]
    assert ruled_out("This workshop is sealed. Take it back.") == ["take it back", "sealed"]
    assert ruled_out("You understand what belies this. Something summarises it.") == []
