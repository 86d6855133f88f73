"""The views of a sealed workshop: that it is over, where its summary is, and whom to turn to."""

import msgspec
from msgspec.structs import replace

from workshop.protocol import entries as values
from workshop.protocol.entries import Entries
from workshop.protocol.summary import Summary, language_of, read_summary
from workshop.rules.agenda import TEMPLATES, Stage, StageKind, with_ids
from workshop.storage.library import Sealed
from workshop.views.commitments import fields_of
from workshop.views.finish import seal_view
from workshop.views.room import Surroundings


def sealed_entries(view: str, summary: Sealed, around: Surroundings) -> Entries:
    """The entries of a view once a summary is all that can be read of a workshop.

    It is called sealed only when everything else was found to be gone.
    """
    kept = _read(summary.body)
    sealed = bool(around.seal) and all(check.holds for check in around.seal)
    stages = _stages(summary)
    now = replace(_NOW, position=len(stages) - 1, phase="sealed" if sealed else "closed")
    return {
        **({"desk": _desk(len(stages), around), **seal_view(around)} if view == "desk" else {}),
        "workshop": _workshop(view, summary, around.rehearsal),
        "agenda": values.Agenda(stages=stages),
        "now": now,
        "finish": values.Finish(
            sealed=sealed,
            worth=None,
            use=None,
            summary=around.summary_path if sealed else "",
            open_until=summary.open_until if sealed else 0,
            lessons=_chosen(kept),
            commitments=_commitments(kept),
            date=summary.date,
            meets=kept.meets if kept else "",
            on_laptop=around.on_laptop,
            stories=_tellers(kept),
            letters=sorted(around.letters) if sealed else [],
        ),
    }


def _read(body: str) -> Summary | None:
    """Reads a summary; None if only a newer version of the program can."""
    try:
        return read_summary(body)
    except msgspec.ValidationError:
        return None


def _commitments(kept: Summary | None) -> list[values.KeptCommitment]:
    """Returns the commitments with the places of their lessons, as the open workshop had them."""
    places = {text: place for place, text in reversed([*enumerate(_chosen(kept))])}
    found = [
        values.KeptCommitment(lesson=places.get(one.lesson, -1), **fields_of(one))
        for one in (kept.commitments if kept else ())
    ]
    return sorted(found, key=lambda one: (one.lesson < 0, one.lesson))


def _chosen(kept: Summary | None) -> list[str]:
    return [lesson.text for lesson in (kept.lessons if kept else ()) if lesson.chosen]


def _tellers(kept: Summary | None) -> list[str]:
    stories = (kept.story, kept.second_story) if kept else ()
    return [one.told_by.name for one in stories if one]


def _workshop(view: str, summary: Sealed, rehearsal: bool) -> values.Workshop:
    phone = view == "participant"
    return values.Workshop(
        id=summary.id,
        title=summary.title,
        team=summary.team,
        language=language_of(summary.body),
        trial=summary.trial,
        rehearsal=rehearsal,
        remote=False,
        hybrid=False,
        code="",
        address="",
        join_url="",
        join_qr=[],
        free_at="",
        support=summary.support if phone else "",
        reporting=summary.reporting if phone else "",
        door_closed=False,
        live_wall=False,
        votes_hidden=False,
        pulse="",
        beat=0.0,
    )


def _stages(summary: Sealed) -> list[values.Stage]:
    """The stages without their words; those of the usual hour where they are not known."""
    known = msgspec.json.decode(summary.agenda or "[]", type=list[tuple[StageKind, int]])
    return [
        values.Stage(
            id=stage.id,
            kind=stage.kind,
            minutes=stage.minutes,
            name="",
            prompt="",
            added="",
            second_prompt="",
        )
        for stage in with_ids(Stage(*one) for one in known or TEMPLATES["60"])
    ]


def _desk(stages: int, around: Surroundings) -> values.Desk:
    return replace(_DESK, cues=[""] * stages, files=list(around.files))


_NOW = values.Now(
    turn=0,
    position=0,
    kind="finish",
    phase="sealed",
    step=0,
    steps=1,
    page_size=1,
    paused=False,
    ends_at=None,
    left=0.0,
    covered=False,
    round=0,
    collecting=False,
    can_open_again=False,
    few=False,
    last_call_ends_at=None,
    going_to="",
    given_back=[],
    cards_each=0,
    asks_if_few=False,
    about=0,
    adding=False,
    adding_closes=None,
    question=0,
)
_DESK = values.Desk(
    cues=[],
    took={},
    skipped=[],
    started_at=None,
    free_by=None,
    unclear=0,
    ballots=0,
    here_before=0,
    cards_waiting=0,
    reached=True,
    addresses=[],
    address_gone="",
    system="",
    projector_url="",
    leader_url="",
    on_laptop=False,
    trouble="",
    undo=False,
    passed=[],
    goes=[],
    can_last_longer=False,
    vote_paused=False,
    result_kept=False,
    asked_about=[],
    on_screen=[],
    files=[],
    all_added=False,
)
