"""The texts of a rehearsal's people, by which what each of them sends can be told apart."""

from itertools import cycle, islice

from msgspec.structs import replace

from workshop.pretend.behaviour.sayings import PersonTexts

REHEARSAL_CARDS = 6
"""More than one device sends in a rehearsal."""
REHEARSAL_LESSONS = 60
"""Number of people who add a lesson of their own words; those beyond repeat what others say."""


def numbered(part: PersonTexts, number: int) -> PersonTexts:
    """Returns a person's texts with the person's number in each of them."""
    return replace(
        part,
        cards=tuple(
            replace(card, happened=f"{card.happened} ({number}.{i})")
            for i, card in enumerate(islice(cycle(part.cards), REHEARSAL_CARDS), 1)
        ),
        lessons=tuple(f"{text} ({number % REHEARSAL_LESSONS})" for text in part.lessons),
        commitments=tuple(
            replace(text, will=f"{text.will} ({number})") for text in part.commitments
        ),
    )
