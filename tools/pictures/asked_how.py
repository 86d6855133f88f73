"""How the room is asked how something like a card can happen, and what it answers."""

from tools.pictures.pictured_room import PicturedRoom
from workshop.pretend.asked_card import card_to_ask
from workshop.protocol import commands
from workshop.protocol.entries import DeskCard, ReviewCard


def ask_how(room: PicturedRoom) -> None:
    """Plays the stage, from the cards to pick from to the answers. Raises DidNotCome."""
    desk, say = room.windows.desk, room.windows.say
    room.goes("ask_how")
    desk.locator(".desk-pick-card").first.click()
    room.takes("ask-how-picking")
    room.lead.must_press(
        commands.AskAbout, card=card_to_ask(room.lead.view.many("cards", DeskCard))
    )
    room.phone.locator("#happened").wait_for()
    room.acts()
    room.takes("ask-how")
    room.phone.locator("#happened").fill(room.texts.answer)
    room.presses_main()
    room.takes("ask-how-sent", phone=say("Your answer has arrived."))
    here = room.lead.ids[room.lead.now.position]
    room.lead.must_press(commands.Go, stage=here)
    room.takes("ask-how-last-call", phone=say("Writing ends in a moment."))
    while room.lead.now.phase in {"last_call", "few"}:
        room.lead.goes_when_it_may(here)
    _answers(room)


def _answers(room: PicturedRoom) -> None:
    """The answers, covered, then one of them open, then on the room's screen."""
    here, desk = room.lead.ids[room.lead.now.position], room.windows.desk
    room.takes("ask-how-reading", projector=room.windows.say("The answers have arrived."))
    desk.locator(".desk-cover").first.click()
    room.takes("ask-how-reading-open")
    room.lead.reads()
    first = next(room.lead.view.many("review", ReviewCard))
    room.lead.do(commands.AddToLessons(card=first.handle, on=True))
    room.lead.must_press(commands.Go, stage=here)
    shown = room.texts.answer
    room.takes(
        "ask-how-answers", phone=shown, desk=shown
    )  # the room's screen may show another page
