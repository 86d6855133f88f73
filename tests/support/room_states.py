"""Made-up states of the room's screen: each stage and phase, in texts of every kind and length."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from itertools import cycle
from typing import Any

from msgspec.structs import replace

from workshop.protocol import entries as e
from workshop.protocol.base import Outcome
from workshop.protocol.story import QUESTION, STEP_CHARS, Story, Teller
from workshop.protocol.story import TELLER_NAME as TELLER
from workshop.protocol.story import TELLER_PLACE as TOWN
from workshop.protocol.story import TELLER_WORK as TRADE
from workshop.protocol.story import StoryStep as StoryStep
from workshop.rules import limits
from workshop.rules.agenda import template
from workshop.rules.joining import qr_modules, wifi_text
from workshop.rules.thresholds import Amount
from workshop.web.guarding.addresses import qr_rows

PATHS: dict[type, str] = {
    e.Workshop: "workshop", e.Wifi: "wifi", e.Agenda: "agenda", e.Now: "now",
    e.GroundRules: "rules",
    Story: "story", e.Several: "story_been", e.Leader: "leader", e.Order: "order",
    e.Ballot: "ballot", e.Finish: "finish", e.Letters: "letters",
}  # fmt: skip
ENTRIES = Mapping[str, e.Entry]
AGENDA = template("60", str)
JOIN = "http://192.168.101.120:8000/j/K7M4TQ-8F2Q"


@dataclass(frozen=True)
class Voice:
    """How the people of a room write: a language, and a text of up to so many characters."""

    name: str
    language: str
    writes: Callable[[int], str]

    def __str__(self) -> str:
        return self.name


@dataclass(frozen=True)
class State:
    """The entries of a room's screen, and some of what it must say."""

    name: str
    entries: ENTRIES
    says: tuple[str, ...] = ()
    here: int | None = 11
    took_part: str = ""
    lost: bool = False
    part: int = 0
    """Seconds that the page has stood, for cards that come in parts."""
    dear: bool = False
    """True if a browser lays the room out for seconds."""


def _cut(text: str, limit: int) -> str:
    return (text * (limit // len(text) + 1))[:limit].strip()


def _sentence(text: str, limit: int) -> str:
    return text[:limit]


PLAIN = Voice(
    "plain", "en", partial(_sentence, "A change that nobody else has seen is not finished.")
)
LONGEST = Voice(
    "longest",
    "en",
    partial(
        _cut,
        "Nobody in the whole department had understood what the responsibilities were, so we "
        "waited for each other until it was too late for all of us. ",
    ),
)
SHORTEST = Voice("shortest", "en", partial(_sentence, "I"))
UNBROKEN = Voice("unbroken", "de", partial(_cut, "Verantwortungslosigkeitsverdacht"))
ARABIC = Voice(
    "arabic",
    "ar",
    partial(
        _cut,
        "غيّرنا قائمة الأسعار مساء الجمعة ولم نخبر أحدا، وبحلول "
        "يوم الاثنين كنا قد بعنا أربعمئة طلب بأسعار العام الماضي. ",
    ),
)
JAPANESE = Voice(
    "japanese",
    "ja",
    partial(
        _cut,
        "金曜日の夕方に誰にも知らせずに価格表を変更し、月曜日までに"
        "昨年の価格で四百件の注文を受けてしまいました。",
    ),
)


def entries_of(*values: e.Entry) -> dict[str, e.Entry]:
    """Entries by their paths."""
    found: dict[str, e.Entry] = {}
    for value in values:
        found[PATHS.get(type(value)) or _listed(value)] = value
    return found


def _listed(value: Any) -> str:
    kinds = {
        e.AnswerEntry: "answers", e.Card: "cards", e.Lesson: "lessons",
        e.Commitment: "commitments", e.Carried: "carried",
    }  # fmt: skip
    numbered = isinstance(value, e.AnswerEntry | e.Card | e.Carried)
    return f"{kinds[type(value)]}/{value.n if numbered else value.id}"


def wifi(name: str, password: str, *, shown: bool = True) -> e.Wifi:
    """The room's Wi-Fi, as the room's screen is given it."""
    qr = list(qr_modules(wifi_text(name, password)))
    return e.Wifi(name=name, password=password if shown else "", shown=shown, qr=qr)


def workshop(voice: Voice = PLAIN, **changed: Any) -> e.Workshop:
    """The workshop's entry: its names, and how one gets in."""
    made = e.Workshop(
        id="w1", title=voice.writes(limits.TITLE_CHARS), team=voice.writes(limits.TEAM_CHARS),
        language=voice.language, trial=False, rehearsal=False, remote=False, hybrid=False,
        code="K7M4TQ",
        address="http://192.168.101.120:8000/", join_url=JOIN, join_qr=list(qr_rows(JOIN)),
        free_at="15:00", support="", reporting="", door_closed=False, live_wall=False,
        votes_hidden=False, pulse="", beat=0.0,
    )  # fmt: skip
    return replace(made, **changed)


def agenda(**words: str) -> e.Agenda:
    """The default agenda; `words` are prompts and names for every stage."""
    return e.Agenda(stages=[
        e.Stage(id=one.id, kind=one.kind, minutes=one.minutes, added="",
                name=words.get("name", one.name),
                prompt=words.get("prompt", one.prompt),
                second_prompt=words.get("second_prompt", one.second_prompt),
                second_built_in="" if "second_prompt" in words else one.second_prompt)
        for one in AGENDA.stages
    ])  # fmt: skip


def now(kind: e.StageKind, **changed: Any) -> e.Now:
    """Where the workshop stands: 160 seconds are left."""
    made = e.Now(
        turn=1, position=AGENDA.position(kind) or 0, kind=kind, phase="open", step=0, steps=1,
        page_size=1, paused=False, ends_at=160.0, left=0.0, covered=False, round=1,
        collecting=True, can_open_again=False, few=False, last_call_ends_at=None, going_to="",
        given_back=[], cards_each=2, asks_if_few=False, about=0, adding=False, adding_closes=None,
        question=0,
    )  # fmt: skip
    return replace(made, **changed)


def card(n: int, happened: str, learned: str, been: Amount = "none", **changed: Any) -> e.Card:
    """A card that the room may see."""
    made = e.Card(n=n, happened=happened, learned=learned, language="en", sensitive=False,
                  off=False, been_there=been)  # fmt: skip
    return replace(made, **changed)


EVEN, MIXED = (1.0,), (0.45, 0.2, 0.7, 0.1, 0.35)
"""Lengths of the texts of a room, as shares of the longest allowed."""


def cards(count: int, voice: Voice, shares: tuple[float, ...] = EVEN) -> list[e.Entry]:
    """So many cards, every third one without a lesson, and their order."""

    def text(limit: int, n: int) -> str:
        return voice.writes(max(1, round(limit * shares[n % len(shares)])))

    made = [
        card(n, text(limits.HAPPENED, n), text(limits.LEARNED_CHARS, 2 * n) if n % 3 else "",
             language=voice.language)
        for n in range(1, count + 1)
    ]  # fmt: skip
    return [*made, e.Order(cards=[one.n for one in made], known=[])]


def answers(count: int, voice: Voice, shares: tuple[float, ...] = EVEN) -> list[e.AnswerEntry]:
    """So many answers about a card."""
    lengths = [round(limits.ANSWER_CHARS * shares[n % len(shares)]) for n in range(count)]
    return [
        e.AnswerEntry(n=n, text=voice.writes(length), language=voice.language, off=False)
        for n, length in enumerate(lengths, 101)
    ]


def lessons(count: int, voice: Voice, votes: bool = False) -> list[e.Lesson]:
    """So many lessons; the first are chosen, two of them tied."""
    return [
        e.Lesson(id=f"l{n}", text=voice.writes(limits.LESSON_CHARS), also=[],
        language=voice.language,
                 votes=max(0, 12 - n) if votes else None, tied=False,
                 rank=n, chosen=n <= limits.MOST_CHOSEN, run_off=None)
        for n in range(1, count + 1)
    ]  # fmt: skip


def stand(
    all_: list[e.Lesson], chosen: int, tied: int = 0, run_off: Mapping[str, int] | None = None
) -> list[e.Lesson]:
    """The lessons after a vote: the first are chosen, and the next tie for the last place."""
    return [
        replace(
            one,
            chosen=i < chosen,
            tied=chosen <= i < chosen + tied,
            run_off=(run_off or {}).get(one.id),
        )
        for i, one in enumerate(all_)
    ]


def ballot(count: int, **changed: Any) -> e.Ballot:
    """A vote on so many lessons."""
    made = e.Ballot(budget=5, per_lesson=2, turnout="count", complete=6, devices=11, needed=4,
                    too_few="", voted=9, scale=14, bars=True,
                    lessons=[f"l{n}" for n in range(1, count + 1)],
                    cut_tie=[], drawn=[], struck=0)  # fmt: skip
    return replace(made, **changed)


def commitment(lesson: str, voice: Voice, owner: str) -> e.Commitment:
    """A commitment: what is done about a lesson, by whom, until when."""
    return e.Commitment(id=f"c{lesson}", lesson=lesson, when=voice.writes(limits.WHEN),
                        will=voice.writes(limits.WILL), who="we", owner=owner,
                        by="2026-03-11", language=voice.language, picked=True)  # fmt: skip


OUTCOMES: tuple[Outcome, ...] = ("changed", "kept", "dropped", "")


def carried(count: int, voice: Voice) -> list[e.Carried]:
    """Commitments of earlier workshops, of which the first was changed, and so on."""
    made = e.Carried(n=1, lesson=voice.writes(limits.LESSON_CHARS), when=voice.writes(limits.WHEN),
                     will=voice.writes(limits.WILL), who="we",
                     owner=voice.writes(limits.NAME_CHARS),
                     by="2026-03-11", made="2026-02-25", language=voice.language,
                     outcome="", will_now="", by_now="", learned="")  # fmt: skip
    return [
        replace(made, n=n, outcome=outcome,
        learned=voice.writes(limits.LESSON_CHARS) if outcome else "",
                will_now=made.will if outcome == "changed" else "", by_now="2026-05-01")
        for n, outcome in zip(range(1, count + 1), cycle(OUTCOMES))
    ]  # fmt: skip


def story(voice: Voice, steps: int = 4) -> Story:
    """A told failure."""
    kinds = ("context", "happened", "turn", "now")[-steps:]
    return Story(
        title=voice.writes(limits.TITLE_CHARS), lesson=voice.writes(limits.LESSON_CHARS),
        told_by=Teller(name=voice.writes(TELLER), work=voice.writes(TRADE),
                       place=voice.writes(TOWN)),
        source="", themes=(), language=voice.language, questions=(voice.writes(QUESTION),),
        steps=tuple(StoryStep(kind=kind, text=voice.writes(STEP_CHARS)) for kind in kinds),
    )  # fmt: skip
