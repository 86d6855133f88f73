"""What is seen of a sealed workshop: that it is over, and where its summary is."""

import msgspec
from msgspec.structs import replace

from workshop.protocol import entries as values
from workshop.protocol.entries import Entries
from workshop.storage.library import Sealed
from workshop.views.shared import Surroundings, seal


def sealed_entries(view: str, summary: Sealed, around: Surroundings) -> Entries:
    """The entries of a view once a summary is all that can be read of a workshop.

    It is called sealed only when everything else was found to be gone.
    """
    kept = msgspec.json.decode(summary.body, type=_Kept)
    sealed = bool(around.seal) and all(check.holds for check in around.seal)
    return {
        **({"desk": _desk(around), **seal(around)} if view == "desk" else {}),
        "workshop": _workshop(summary, kept.language, around.rehearsal),
        "agenda": values.Agenda(stages=[_FINISH]),
        "now": _NOW if sealed else replace(_NOW, phase="closed"),
        "finish": values.Finish(
            sealed=sealed,
            worth=None,
            use=None,
            summary=around.summary_path if sealed else "",
            lessons=[lesson.text for lesson in kept.lessons if lesson.chosen],
            commitments=len(kept.commitments),
            date=summary.date,
            meets=kept.meets,
        ),
    }


class _Lesson(msgspec.Struct):
    text: str
    chosen: bool


class _Kept(msgspec.Struct):
    """What is read of a summary here; its type belongs to the ring outside."""

    language: str
    lessons: list[_Lesson]
    commitments: list[msgspec.Raw]
    meets: str = ""


def _desk(around: Surroundings) -> values.Desk:
    return replace(_DESK, files=list(around.files))


def _workshop(summary: Sealed, language: str, rehearsal: bool) -> values.Workshop:
    return values.Workshop(
        id=summary.id,
        title=summary.title,
        team=summary.team,
        language=language,
        trial=summary.trial,
        rehearsal=rehearsal,
        remote=False,
        code="",
        address="",
        join_url="",
        join_qr=[],
        free_at="",
        support="",
        reporting="",
        live_wall=False,
        votes_hidden=False,
        pulse="",
    )


_FINISH = values.Stage(kind="finish", minutes=0, name="", prompt="", second_prompt="")
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
    going_to=None,
)
_DESK = values.Desk(
    cues=[""],
    took=[0],
    skipped=[],
    started_at=None,
    free_by=None,
    unclear=0,
    ballots=0,
    cards_waiting=0,
    reached=True,
    addresses=[],
    address_gone="",
    system="",
    projector_url="",
    leader_url="",
    question="",
    trouble="",
    undo=False,
    reviewed=[],
    files=[],
)
