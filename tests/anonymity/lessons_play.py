"""The lessons: what phones add, what the desk makes of it, and what they would keep."""

from tests.anonymity.everything import Play


def adds_lessons(play: Play) -> None:
    """Lessons wait until adding closes, then for the desk; some are merged, some left out."""
    play.goes("lessons")
    people, desk = play.people, play.desk
    for person in people[:5]:
        person.in_round("add_lesson", text=play.words("added"))
    people[5].in_round("add_lesson", text=play.words("lesson aside"))
    play.settle()
    play.mark("adding closes")
    play.presses("close_adding")
    desk.until(lambda: len(desk.under("unread")) == 6)
    aside = play.unread("lesson aside")
    desk.must("put_aside", unread=aside, reason="care")
    play.mark("let on")
    desk.must("let_on", unread=[*{*desk.under("unread")} - {aside}])
    for person in people[3:5]:
        late = play.words("added late")
        assert "refused" in person.does("add_lesson", round=person.now["round"], text=late)
    long = play.words("refused") + "x" * 140
    assert "refused" in people[5].does("add_lesson", round=people[5].now["round"], text=long)
    desk.must("desk_lesson", text=play.words("lesson"))
    desk.must("desk_lesson", text=play.words("left out"))
    all_see(play, "left out")
    marks_lessons(play)
    desk.must("merge", lesson=play.lesson("added"), into=play.lesson("lesson"))
    desk.must("split", lesson=play.lesson("added"))
    desk.must("merge_all", lessons=[play.lesson("added")], into=play.lesson("lesson"))
    desk.must("reword", lesson=play.lesson("lesson"), words=play.words("reworded"))
    all_see(play, "reworded")
    desk.must("undo_lessons")
    desk.must("leave_rest")
    for command in ("leave_out", "undo_lessons", "leave_out"):
        fields = {"lesson": play.lesson("left out"), "on": True}
        desk.must(command, **(fields if command == "leave_out" else {}))
    out = f"lessons/{play.lesson('left out')}"
    for seat in [*play.people, play.screen]:
        seat.until(lambda seat=seat: out not in seat.entries)
    play.mark("left out")


def all_see(play: Play, kind: str) -> None:
    """Waits until every view shows such a lesson: what is undone at once, nobody may see."""
    for seat in play.everybody:
        seat.until(lambda seat=seat: any(
            one["text"] in play.texts(kind) for one in seat.under("lessons").values()))  # fmt: skip


def marks_lessons(play: Play) -> None:
    """Four mark what they would keep, one changes it, and one takes it back."""
    one, other = play.lesson("lesson"), play.lesson("left out")
    for person, kept in zip(play.people, ([one], [other, one], [one], [other]), strict=False):
        person.in_round("keep_lessons", lessons=kept)
    play.people[2].in_round("keep_lessons", lessons=[other])
    play.people[3].in_round("keep_lessons", lessons=[])
