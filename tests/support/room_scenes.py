"""Pictures of the room's screen that hang on the words of people, in the texts of one voice."""

from collections.abc import Iterator

from msgspec.structs import replace

from tests.support.room_states import (
    ENTRIES,
    MIXED,
    State,
    Voice,
    agenda,
    ballot,
    card,
    cards,
    carried,
    commitment,
    entries_of,
    lessons,
    now,
    stand,
    story,
    wifi,
    workshop,
)
from workshop.protocol import entries as e
from workshop.rules import limits

RULE = 160
"""Characters of a rule that takes four lines."""
POLICY = 240
"""The longest translation of what the facilitator may do."""
ERASED = "Everything is erased except the summary."
NETWORK, PASSWORD = 32, 63
MANY = {True: (12, 30, 60, 300), False: (12,)}
"""Cards on a wall; fewer where a browser may have to look for each letter in all its fonts."""


def scenes(voice: Voice) -> Iterator[State]:
    """Returns every picture in the words of one voice."""
    yield from _beginning(voice)
    yield from _followed(voice)
    yield from _told(voice)
    yield from _written(voice)
    yield from _revealed(voice)
    yield from _weighed(voice)
    yield from _taken(voice)
    yield from _finished(voice)


def scene(
    voice: Voice,
    name: str,
    *values: e.Entry,
    says: tuple[str, ...] = (),
    prompt: bool = False,
    **state: object,
) -> State:
    asked = voice.writes(limits.PROMPT)
    words = {"prompt": asked, "second_prompt": asked, "name": voice.writes(30)} if prompt else {}
    given: ENTRIES = entries_of(workshop(voice), agenda(**words), *values)
    return State(f"{name}, {voice.name}", given, says, **state)  # type: ignore[arg-type]


def _beginning(voice: Voice) -> Iterator[State]:
    title = voice.writes(limits.TITLE_CHARS)
    network, password = voice.writes(NETWORK), voice.writes(PASSWORD)
    yield scene(
        voice,
        "arrive",
        now("arrive"),
        wifi(network, password),
        says=(title, network, password, "K7M 4TQ", "192.168.101.120:8000"),
    )
    yield scene(
        voice,
        "arrive by the code alone",
        now("arrive"),
        wifi(network, password, shown=False),
        says=(title, network, "K7M 4TQ"),
    )
    yield scene(
        voice,
        "arrive without wifi",
        now("arrive"),
        says=(title, "K7M 4TQ"),
        here=None,
    )
    yield from _before_the_story(voice)


def _before_the_story(voice: Voice) -> Iterator[State]:
    rule, purpose = voice.writes(RULE), voice.writes(RULE)
    rules = e.GroundRules(
        purpose=purpose,
        rules=[rule] * 5,
        scope=voice.writes(RULE),
        policy=voice.writes(POLICY),
        built_in=[""] * 7,
    )
    yield scene(voice, "ground rules", now("ground_rules"), rules, says=(rule, purpose))
    leader = e.Leader(
        name=voice.writes(limits.NAME_CHARS),
        # As the guided writing makes it: four answers, and the lesson last.
        text="\n".join(voice.writes(limits.LEADER_TEXT // 5) for _ in range(5)),
        language=voice.language,
    )
    yield scene(
        voice,
        "go first, told",
        now("go_first"),
        leader,
        says=(*leader.text.split("\n"), leader.name),
    )
    asked = e.Leader(name=voice.writes(limits.NAME_CHARS), text="", language=voice.language)
    yield scene(voice, "go first, questions", now("go_first"), asked, says=(leader.name,))


def _followed(voice: Voice) -> Iterator[State]:
    """All commitments of earlier workshops together, and each alone."""
    for count in (1, 2, 3, 7, limits.CARRIED):
        every = carried(count, voice)
        said = (every[0].will.rstrip(" .,;…"), every[0].owner)
        yield scene(
            voice, f"follow-up, {count}", now("follow_up"), *every, says=said, dear=count > 7
        )
    for step, one in enumerate(carried(4, voice), 1):
        said = (one.learned,) if one.learned else ("Not talked about yet",)
        every = carried(4, voice)
        yield scene(voice, f"follow-up, page {step}", now("follow_up", step=step), *every,
                     says=said)  # fmt: skip


def _told(voice: Voice) -> Iterator[State]:
    told = story(voice)
    said = {0: told.steps[0].text, 4: told.lesson, 5: told.questions[0]}
    for step, text in said.items():
        yield scene(
            voice, f"story, step {step}", now("story", step=step, steps=6), told, says=(text,)
        )


def _written(voice: Voice) -> Iterator[State]:
    prompt = voice.writes(limits.PROMPT)
    yield scene(
        voice,
        "write",
        now("write"),
        says=(prompt, "Most have taken part."),
        prompt=True,
        took_part="most",
    )
    yield scene(
        voice, "write, last call", now("write", phase="last_call"), says=(prompt,), prompt=True
    )
    wall = workshop(voice, live_wall=True)
    yield scene(
        voice,
        "live wall",
        now("write"),
        wall,
        *cards(40, voice),
        says=(prompt,),
        prompt=True,
        took_part="some",
        dear=True,
    )
    yield scene(voice, "talk", now("talk"), says=(prompt,), prompt=True)
    for left, who in ((200.0, "Pairs"), (100.0, "Fours")):
        halves = now("talk", groups="pairs", second_half=120.0, ends_at=left, about=1)
        about = card(1, voice.writes(limits.HAPPENED), "", language=voice.language)
        yield scene(voice, f"talk, {who}", halves, about, says=(who,))


def _revealed(voice: Voice) -> Iterator[State]:
    happened, learned = voice.writes(limits.HAPPENED), voice.writes(limits.LEARNED_CHARS)
    one = card(1, happened, learned, "several", language=voice.language)
    yield scene(
        voice,
        "reveal, one alone",
        now("reveal", step=1, steps=2),
        one,
        e.Order(cards=[1], known=[]),
        says=(happened, learned, "Several have been there."),
    )
    yield from _mixed(voice)
    for count in (2, 3, 6):
        for part in (0, 45):
            yield scene(
                voice,
                f"reveal, page of {count} after {part} s",
                now("reveal", step=1, steps=2, page_size=6),
                *cards(count, voice),
                says=(happened,),
                part=part,
            )
    for count in (1, 4, *MANY[voice.name != "japanese"]):
        yield scene(
            voice,
            f"reveal, wall of {count}",
            now("reveal", steps=count + 1),
            *cards(count, voice),
            says=("This is what we wrote.", happened[:7]) if count > 2 else (happened,),
            dear=count > 12,
        )


def _mixed(voice: Voice) -> Iterator[State]:
    for size, count in ((6, 6), (6, 4), (1, 5), (1, 9), (1, 14)):
        yield scene(
            voice,
            f"reveal, {count} of mixed length, {size} on a page",
            now("reveal", step=int(size > 1), steps=2, page_size=size),
            *cards(count, voice, MIXED),
            dear=count > 9,
        )


def _weighed(voice: Voice) -> Iterator[State]:
    lesson = voice.writes(limits.LESSON_CHARS)
    for count in (1, 12, *([] if voice.name == "japanese" else [60])):
        yield scene(
            voice, f"lessons, {count}", now("lessons"), *lessons(count, voice), says=(lesson,)
        )
    for count in (2, 8, 12):
        yield scene(
            voice,
            f"vote on {count}",
            now("vote"),
            *lessons(count, voice, votes=True),
            ballot(count),
            says=(*[lesson] * count, "6 of 11 have placed all their votes"),
        )
    yield scene(
        voice,
        "vote, hidden",
        now("vote"),
        *lessons(8, voice),
        ballot(8, bars=False),
        says=(*[lesson] * 8,),
    )
    yield from _below_the_story(voice)
    yield from _ended(voice)
    yield scene(
        voice,
        "vote, run-off",
        now("vote", phase="run_off"),
        *lessons(3, voice),
        ballot(3, bars=False, turnout="", complete=None, budget=1),
    )


def _below_the_story(voice: Voice) -> Iterator[State]:
    """Lists below the lesson of the told story, which takes lines from them."""
    told = replace(story(voice), lesson=f"{voice.writes(limits.LESSON_CHARS - 1)}…")
    for count in (1, 5, 9):
        above = (told, *lessons(count, voice))
        says = ("From the story:", told.lesson)
        yield scene(voice, f"lessons below the story's, {count}", now("lessons"), *above, says=says)


def _ended(voice: Voice) -> Iterator[State]:
    yield scene(
        voice,
        "vote, ended",
        now("vote", phase="ended"),
        *lessons(8, voice, votes=True),
        ballot(8),
        says=("We take these with us", "The others are in the summary too."),
    )
    yield scene(
        voice,
        "vote, tied for the last place",
        now("vote", phase="ended"),
        *stand(lessons(9, voice, votes=True), chosen=2, tied=2),
        ballot(9, cut_tie=["l3", "l4"]),
        says=("Two are tied for the last place.",),
    )
    yield scene(
        voice,
        "vote, decided by a run-off",
        now("vote", phase="ended"),
        *stand(lessons(9, voice, votes=True), chosen=3, run_off={"l3": 6, "l4": 3}),
        ballot(9),
        says=("run-off 6 to 3", "run-off 3"),
    )
    yield scene(
        voice,
        "vote, too few voted",
        now("vote", phase="ended"),
        *stand(lessons(9, voice), chosen=0),
        ballot(9, too_few="vote", voted=2),
        says=("Too few people voted, so there is no result. These are the lessons.",),
    )


def _taken(voice: Voice) -> Iterator[State]:
    chosen, owner = lessons(3, voice), voice.writes(limits.NAME_CHARS)
    for taken in (0, 1, 3):
        promised = [commitment(f"l{n}", voice, owner if n < 3 else "") for n in range(1, taken + 1)]
        yield scene(
            voice,
            f"commit, {taken} of 3",
            now("commit"),
            *chosen,
            *promised,
            says=(chosen[0].text, *[owner] * min(taken, 2)),
        )
    tied = [replace(one, tied=True, rank=1, chosen=True) for one in lessons(6, voice)]
    promised = [commitment(f"l{n}", voice, owner) for n in range(1, 7)]
    yield scene(voice, "commit, six tied", now("commit"), *tied, *promised, says=(owner,))


def _finished(voice: Voice) -> Iterator[State]:
    lesson = voice.writes(limits.LESSON_CHARS)
    for sealed in (False, True):
        yield scene(
            voice,
            "sealed" if sealed else "finish",
            now("finish", phase="sealed" if sealed else "open"),
            _finish([lesson] * 3, sealed, *_promised(voice)),
            says=(*[lesson] * 3, "Stories stay. Lessons leave.", *([ERASED] if sealed else [])),
        )
    yield from _with_letters(voice, lesson)
    one = _promised(voice)[0]
    five = _finish([lesson] * 5, False, *(replace(one, lesson=n) for n in range(5)))
    says = ("Will be kept: the summary.",)
    yield scene(voice, "finish, 5 commitments", now("finish"), five, says=says)
    many = _finish([lesson] * 12)
    says = (*[lesson] * 5, "Will be kept: the summary, with 7 more lessons.")
    yield scene(voice, "finish, 12 lessons", now("finish"), many, says=says)
    yield scene(
        voice, "sealed, nothing", now("finish", phase="sealed"), _finish([], sealed=True),
        says=("No lesson was kept.", ERASED),
    )  # fmt: skip


def _with_letters(voice: Voice, lesson: str) -> Iterator[State]:
    """The finish where phones write to a teller, and once the letters have gone to the desk."""
    teller = e.LetterTo(place="story", name=voice.writes(limits.NAME_CHARS), title=lesson)
    yield scene(
        voice, "finish, letters", now("finish"), e.Letters(to=[teller]), _finish([lesson] * 3)
    )
    for kept in ([lesson] * 3, []):
        sealed = replace(_finish(kept, sealed=True), letters=["story"])
        yield scene(
            voice, f"sealed, {len(kept)} lessons, letters", now("finish", phase="sealed"), sealed,
            says=("Everything is erased except the summary and the letters.",),
        )  # fmt: skip


def _promised(voice: Voice) -> list[e.KeptCommitment]:
    """Two for the first lesson, one that nobody has taken for the second, none for the third."""
    when, will, owner = (
        voice.writes(limits.WHEN),
        voice.writes(limits.WILL),
        voice.writes(limits.NAME_CHARS),
    )
    one = e.KeptCommitment(lesson=0, when=when, will=will, who="we", owner=owner, by="2026-03-11",
                           language=voice.language)  # fmt: skip
    return [one, replace(one, by=""), replace(one, lesson=1, owner="")]


def _finish(lessons: list[str], sealed: bool = False, *commitments: e.KeptCommitment) -> e.Finish:
    return e.Finish(
        sealed=sealed,
        worth=None,
        use=None,
        summary="",
        open_until=0,
        commitments=[*commitments],
        lessons=lessons,
        date="2026-02-25",
        meets="2026-04-01" if lessons and len(lessons) < 12 else "",
        letters=[],
        stories=[],
    )
