"""Who may see what, when, and where: the rules of the views as one table.

A kind of words that has no row may be seen by nobody, anywhere. `since` and `until` are marks of
the rehearsal's history; a mark is set before that which it is named for is done.
"""

from dataclasses import dataclass

ROOM = ("participant", "projector", "desk")
NOT_DESK = ("participant", "projector")
NOT_SCREEN = ("participant", "desk")


@dataclass(frozen=True)
class Sight:
    """In which views some words may stand, at which places, between which marks."""

    views: tuple[str, ...]
    places: tuple[str, ...]
    since: str = ""
    until: str = ""


SUMMARY = Sight(NOT_SCREEN, ("summary",), since="seal")


def draft(since: str, until: str = "seal") -> Sight:
    """A draft of the summary, which is the desk's alone: no more than that shows anyway."""
    return Sight(("desk",), ("draft",), since, until)


CARD = ("cards/*.happened", "cards/*.learned")
ON_REVIEW = ("review/*.happened", "review/*.learned")
REVIEW = Sight(("desk",), ON_REVIEW, since="look_through", until="reveal")
WALL_REVIEW = Sight(("desk",), ON_REVIEW, since="fifth card", until="vote")
WALL_REST = Sight(("desk",), ON_REVIEW, since="wall ends", until="vote")
ANSWERS = (
    Sight(("desk",), ("review/*.happened",), since="answers read", until="answers shown"),
    Sight(ROOM, ("answers/*.text",), since="answers shown", until="talk"),
)
UNREAD = ("unread/*.text",)
ON_THE_LIST = ("lessons/*.text", "lessons/*.also")
TAKEN_ALONG = Sight(ROOM, ("finish.lessons",), since="finish")
CARRIED_LESSON = Sight(ROOM, ("carried/*.lesson",), since="follow_up")
CARRIED_HOME = Sight(NOT_SCREEN, ("summary",), since="seal")
CARRIED_DRAFT = draft("follow_up")
BY_CHANCE = (TAKEN_ALONG, CARRIED_LESSON, CARRIED_HOME, CARRIED_DRAFT)
"""Of the lessons on the ballot chance decides which these are."""
CONTACT = ("workshop.support", "workshop.reporting")
PROMISE = ("commitments/*.when", "commitments/*.will")
READ = Sight(("desk",), ("offers/*.when", "offers/*.will"), since="commit", until="finish")
KEPT_DRAFT = draft("first let on")
PROMISED = Sight(ROOM, ("finish.commitments.when", "finish.commitments.will"), since="finish")
ECHO = ("page",)
"""A page that shows somebody again what they have just typed themselves."""

TURNED_TO = (
    Sight(ROOM, CONTACT, until="seal"),
    # Whoever took part may need them an hour later.
    Sight(("participant",), CONTACT, since="seal"),
)
OF_EVERY_WORKSHOP: dict[str, tuple[Sight, ...]] = {
    "setting": (
        Sight(ROOM, ("agenda.stages.prompt",), until="seal"),
        Sight(("projector", "desk"), ("wifi.name",), until="seal"),
    ),
    "wifi password": (Sight(("projector", "desk"), ("wifi.password",), until="seal"),),
    "code": (Sight(ROOM, ("workshop.code", "workshop.join_url"), until="seal"),),
    "link": (Sight(("desk",), ("desk.projector_url", "desk.leader_url")),),
    "ticket of the projector": (Sight(("projector",), ("boot.ticket",)),),
    "ticket of the desk": (Sight(("desk",), ("boot.ticket",)),),
    "cookie": (Sight(("projector", "desk", "leader"), ("cookie",)),),
}
OF_THE_WHOLE: dict[str, tuple[Sight, ...]] = OF_EVERY_WORKSHOP | {
    "contact": TURNED_TO,
    "helper": (Sight(("desk",), ECHO, until="seal"),),
    "shown link": (Sight(("desk",), ECHO, until="seal"),),
    "room": (REVIEW, Sight(ROOM, CARD, since="reveal")),
    "sensitive": (REVIEW, Sight(ROOM, CARD, since="reveal")),
    "stands": (REVIEW, Sight(ROOM, CARD, since="reveal"), SUMMARY),
    "put back": (REVIEW, Sight(ROOM, CARD, since="reveal"), SUMMARY),
    "aside": (REVIEW,),
    "off": (
        REVIEW,
        Sight(("desk",), CARD, since="reveal"),
        Sight(NOT_DESK, CARD, since="reveal", until="taken off"),
    ),
    "lesson": (
        REVIEW,
        Sight(ROOM, CARD, since="reveal"),
        Sight(ROOM, ON_THE_LIST, since="lessons"),
        draft("lessons"),
        TAKEN_ALONG,
        SUMMARY,
    ),
    "added": (
        Sight(("desk",), UNREAD, since="adding closes", until="vote"),
        Sight(ROOM, ON_THE_LIST, since="let on"),
        draft("let on"),
        TAKEN_ALONG,
        SUMMARY,
    ),
    "answer": ANSWERS,
    "listed answer": (
        *ANSWERS,
        Sight(ROOM, ON_THE_LIST, since="lessons"),
        draft("lessons"),
        TAKEN_ALONG,
        SUMMARY,
    ),
    "lesson aside": (Sight(("desk",), UNREAD, since="adding closes", until="vote"),),
    "reworded": (Sight(ROOM, ON_THE_LIST, since="let on", until="left out"),),
    "left out": (
        Sight(("desk",), ON_THE_LIST, since="lessons"),
        Sight(NOT_DESK, ON_THE_LIST, since="lessons", until="left out"),
    ),
    "kept": (READ, Sight(ROOM, PROMISE, since="first let on"), PROMISED, KEPT_DRAFT, SUMMARY),
    "passed over": (READ, Sight(NOT_SCREEN, PROMISE, since="first let on")),
    "offer aside": (READ,),
    "offer unread": (READ,),
    "owner": (
        Sight(("desk",), ("offers/*.owner",), since="commit", until="finish"),
        Sight(ROOM, ("commitments/*.owner",), since="first let on"),
        Sight(ROOM, ("finish.commitments.owner",), since="finish"),
        draft("commit"),
        SUMMARY,
    ),
    "freed": (
        Sight(ROOM, ("commitments/*.owner",), since="first let on", until="freed"),
        Sight(("participant",), ("answer.about",), since="commit", until="freed"),
    ),
    "leader": (
        Sight(("desk",), ("leader.text",)),
        Sight(NOT_DESK, ("leader.text",), since="go_first"),
        Sight(("leader",), ECHO),
    ),
    "overwritten leader": (
        Sight(("desk",), ("leader.text",), until="go_first"),
        Sight(("leader",), ECHO),
    ),
    "refused": (Sight(("leader",), ECHO),),
    "path": (Sight(("stranger",), ECHO),),
    "malformed": (Sight(("participant",), ("answer.about",)),),
    "check-in": (Sight(("desk",), ("check_ins/*.text",), until="checked in"),),
}
OF_THE_FOLLOW_UP: dict[str, tuple[Sight, ...]] = OF_EVERY_WORKSHOP | {
    "contact": TURNED_TO,
    "kept": (
        Sight(ROOM, ("carried/*.when", "carried/*.will"), since="follow_up"),
        draft("follow_up"),
        SUMMARY,
    ),
    "owner": (Sight(ROOM, ("carried/*.owner",), since="follow_up"), draft("follow_up"), SUMMARY),
    **dict.fromkeys(
        ("lesson", "added", "listed answer"), (CARRIED_LESSON, CARRIED_DRAFT, CARRIED_HOME)
    ),
    "taken back": (Sight(ROOM, ("carried/*.learned",), since="follow_up", until="taken back"),),
    "followed": (
        Sight(ROOM, ("carried/*.learned", "carried/*.will_now"), since="taken back"),
        Sight(ROOM, ON_THE_LIST, since="lessons"),
        draft("taken back"),
        SUMMARY,
    ),
}
OF_THE_WALL: dict[str, tuple[Sight, ...]] = OF_EVERY_WORKSHOP | {
    "wall contact": TURNED_TO,
    "wall stands": (WALL_REVIEW, Sight(ROOM, CARD, since="batch read"), SUMMARY),
    "wall room": (WALL_REVIEW, Sight(ROOM, CARD, since="batch read")),
    "wall waits": (WALL_REST, Sight(ROOM, CARD, since="wall ends")),
    "wall lesson": (
        WALL_REVIEW,
        Sight(ROOM, CARD, since="batch read"),
        Sight(ROOM, ON_THE_LIST, since="lessons"),
        draft("lessons"),
        TAKEN_ALONG,
        SUMMARY,
    ),
    "wall last lesson": (
        WALL_REST,
        Sight(ROOM, CARD, since="wall ends"),
        Sight(ROOM, ON_THE_LIST, since="lessons"),
        draft("lessons"),
        TAKEN_ALONG,
        SUMMARY,
    ),
}

FIELDS: dict[str, str] = {
    "workshop": "id title team language trial rehearsal remote hybrid code address join_url "
    "join_qr free_at support reporting door_closed live_wall "
    "votes_hidden pulse beat silent meets",
    "agenda": "stages",
    "now": "turn position kind phase step steps page_size paused ends_at left covered round "
    "collecting can_open_again few last_call_ends_at going_to given_back "
    "cards_each asks_if_few about question adding adding_closes groups second_half",
    "rules": "purpose rules scope policy built_in",
    "story": "title lesson told_by source themes steps questions language",
    "story_been": "amount",
    "leader": "name text language",
    "cards/*": "n happened learned language sensitive off been_there",
    "answers/*": "n text language off",
    "order": "cards known",
    "lessons/*": "id text also language votes tied rank chosen run_off",
    "ballot": "budget per_lesson turnout complete devices voted scale bars lessons cut_tie struck "
    "needed too_few drawn",
    "commitments/*": "id lesson when will who owner by language picked",
    "carried/*": "n lesson when will who owner by made language outcome fit will_now by_now "
    "learned",
    "finish": "sealed seal_trouble worth use summary open_until lessons commitments date meets "
    "on_laptop letters stories",
    "letters": "to",
}
"""The fields that participants and the room's screen are shown: whoever adds a path or a field here
has thought of what it tells."""
ON_THE_SCREEN: dict[str, str] = FIELDS | {"wifi": "name password shown qr"}
"""Whoever looks at the room's screen may join; a phone that is in needs no password."""
ON_THE_DESK: dict[str, str] = ON_THE_SCREEN | {
    "cards/*": "n happened learned language sensitive off been_there asked shown",
    "answers/*": "n text language off listed asked",
    "review/*": "handle happened learned language sensitive aside read listed",
    "unread/*": "handle text language aside",
    "offers/*": "id lesson when will who owner by language aside",
    "lessons/*": "id text language parent left_out beyond votes tied rank chosen run_off paper",
    "desk": "cues took skipped started_at free_by unclear ballots cards_waiting reached "
    "addresses address_gone system projector_url leader_url question trouble undo "
    "passed goes can_last_longer vote_paused on_screen files "
    "result_kept all_added on_laptop here_before asked_about",
    "similar": "groups",
    "fitting": "fits beyond marked",
    "check_ins/*": "handle text",
    "pulse": "use over items",
    "seal": "checks trouble",
}
SHOWN = {"participant": FIELDS, "projector": ON_THE_SCREEN, "desk": ON_THE_DESK}
TICKS = {
    "participant": {"epoch", "rev", "time", "few"},
    "projector": {"epoch", "rev", "time", "here", "took_part"},
    "desk": {"epoch", "rev", "time", "here", "took_part", "screen"},
}
