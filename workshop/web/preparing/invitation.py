"""What a team is told before it comes: a text to copy, in the workshop's language.

It says what happens, what is asked, that nobody must write, and what is kept; only of stages that
the agenda has.
"""

from collections.abc import Iterator

from workshop.summary.reader import Reader, Translate
from workshop.views import Room


def invitation(room: Room, reader: Reader) -> str:
    """Returns the text, with blanks for the day, the time and the place."""
    parts = [
        *_what_happens(room, reader),
        *_what_is_asked(room, reader),
        *_what_is_kept(room, reader),
    ]
    return "\n\n".join(filter(None, parts))


def _has(room: Room, *kinds: str) -> bool:
    return any(stage.kind in kinds for stage in room.agenda.stages)


def _what_happens(room: Room, reader: Reader) -> Iterator[str]:
    translate = reader.translate
    yield room.state.title
    yield _when_and_where(room, translate)
    yield " ".join([
        translate("We meet to learn from what went wrong, without anyone losing face."),
        reader.plural("It takes {n} minute.", "It takes {n} minutes.", _told(room.agenda.minutes)),
    ])  # fmt: skip
    steps = [
        translate("We look at what became of what we took on.") if _has(room, "follow_up") else "",
        translate("We hear how something failed, and what it taught.")
        if _has(room, "story")
        else "",
        translate(
            "Everyone has some quiet minutes to write down a failure of their own, without a name."
        )
        if _has(room, "write")
        else "",
        translate("We vote on the lessons that we take with us.") if _has(room, "vote") else "",
        translate("Anyone who wants to can take on something small.")
        if _has(room, "commit")
        else "",
    ]
    yield "\n".join(f"- {step}" for step in steps if step)


def _when_and_where(room: Room, translate: Translate) -> str:
    if room.state.hybrid:
        return translate("When: ___\nWhere: ___, or in the call; the link follows.")
    if room.state.remote:
        return translate("When: ___\nWhere: in the call; the link follows.")
    return translate("When: ___\nWhere: ___")


def _device(room: Room, translate: Translate) -> str:
    if room.state.hybrid:
        return translate(
            "In the room, bring your phone; paper works too. In the call, have your phone beside "
            "you, or a second window. There is no app and no account."
        )
    if room.state.remote:
        return translate(
            "Have your phone beside you, or a second window. There is no app and no account."
        )
    return translate("Bring your phone. There is no app and no account; paper works too.")


def _what_is_asked(room: Room, reader: Reader) -> Iterator[str]:
    translate = reader.translate
    nobody = translate(
        "Nobody has to write. “Nothing to add” is enough, and you can step out at any time."
    )
    yield f"{_device(room, translate)} {nobody if _has(room, 'write') else ''}".strip()
    if _has(room, "write"):
        yield translate("Write about failures at work that are behind you, and name nobody else.")


def _what_is_kept(room: Room, reader: Reader) -> Iterator[str]:
    translate = reader.translate
    yield " ".join([
        translate(
            "A summary is kept: the lessons with their votes, what people took on under their own "
            "names, and the cards whose writers allow it."
        ),
        translate("Everything else is erased at the end."),
        translate(
            "No screen and no file shows who wrote what. Where few of us write, guessing is easy."
        ),
    ])  # fmt: skip
    if room.state.support:
        form = translate("People to talk to afterwards: {names}")
        yield form.format(names=room.state.support)
    if room.state.reporting:
        form = translate("This is not a reporting channel; that is: {channel}")
        yield form.format(channel=room.state.reporting)


def _told(minutes: int) -> int:
    """Returns the minutes to keep free: an agenda of 56 has four in reserve."""
    return -(-minutes // 5) * 5
