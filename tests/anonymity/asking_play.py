"""The part of the workshop in which everybody is asked about a card."""

from tests.anonymity.everything import Play

ANSWERS = ("listed answer", *["answer"] * 5)


def asks_how(play: Play) -> None:
    """Most answer; the room sees it, one answer goes onto the list, and the others go."""
    play.goes("ask_how")
    card = play.number("room")
    play.presses("ask_about", card=card)
    for person, kind in zip(play.people, ANSWERS, strict=False):
        person.in_round("write_card", **play.both(kind, ""), about=card)
    for person in play.people:
        person.in_round("nothing_to_add")
    play.check("while answers are written")
    here = play.entries["agenda"]["stages"][play.now["position"]]["id"]
    play.mark("answers read")
    while play.now["phase"] != "reading":  # the last call, and what follows where few are here
        play.presses("go", stage=here)
    play.desk.until(lambda: len(play.desk.under("review")) == len(ANSWERS))
    play.desk.must("add_to_lessons", card=play.handle("listed answer"), on=True)
    play.reads()
    play.mark("answers shown")
    play.presses("go", stage=here)
    answers = play.desk.under("answers")
    assert len(answers) == len(ANSWERS)
    play.check("while answers are shown")
    play.goes("talk")
