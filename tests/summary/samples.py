"""Whole summaries, in English and in Arabic: ties, no votes, two stories, all parts."""

from dataclasses import dataclass

from msgspec.structs import replace

from workshop.protocol.story import Story, StoryStep, Teller
from workshop.protocol.summary import (
    SUMMARY_VERSION,
    Summary,
    SummaryAnswers,
    SummaryCard,
    SummaryCommitment,
    SummaryFollowed,
    SummaryLesson,
    SummaryPulseItem,
    SummaryStage,
    SummaryUnvoted,
)


@dataclass(frozen=True)
class Words:
    """The words of a room."""

    language: str
    title: str
    team: str
    lessons: tuple[str, ...]
    when: tuple[str, ...]
    will: tuple[str, ...]
    owners: tuple[str, ...]
    cards: tuple[tuple[str, str], ...]
    unvoted: str


ENGLISH = Words(
    "en", "Spring release", "Payments",
    ("Ask who reads a column before you rename it.", "A date that nobody believes is no plan.",
     "Say the small doubt aloud.", "Test the backup by restoring it."),
    ("I change a name that others read", "someone names a date", "a plan makes me uneasy"),
    ("tell the channel a day before", "ask three people what they think", "say so, at once"),
    ("Jonas", "", "Meret Odermatt"),
    (("I renamed a column on a Friday.\nThree reports stayed empty.",
      "Ask who reads it first."),
     ("I said yes to a date that three people would have laughed at.", ""),
     ("We migrated without ever having restored a backup.", "Restore once a quarter.")),
    "Write the runbook before the release.",
)  # fmt: skip
ARABIC = Words(
    "ar", "إصدار الربيع", "فريق المدفوعات",
    ("اسأل من يقرأ العمود قبل أن تغيّر اسمه.", "الموعد الذي لا يصدّقه أحد ليس خطة.",
     "قل الشك الصغير بصوت مسموع.", "جرّب النسخة backup.zip باستعادتها."),
    ("غيّرت اسمًا يقرؤه غيري", "ذكر أحد موعدًا", "أقلقتني خطة"),
    ("أخبر الجميع قبلها بيوم", "نسأل ثلاثة عن رأيهم فيه", "أقول ذلك فورًا"),
    ("سلمى", "", "يوسف"),
    (("غيّرت اسم عمود يوم الخميس، وبقيت 3 تقارير فارغة.", "اسأل أولًا من يقرأه."),
     ("وافقت على موعد كان ثلاثة أشخاص سيضحكون منه.", ""),
     ("I deleted the wrong branch.", "Name branches.")),
    "اكتب دليل التشغيل قبل الإصدار.",
)  # fmt: skip
STORY = Story(
    title="Trusted, so not checked", lesson="Check references before you take a partner.",
    told_by=Teller(name="Lauren Coles", work="founder", place="New York"), source="A magazine",
    themes=(), questions=(),
    steps=(StoryStep(kind="context", text="She trusted a connection."),
           StoryStep(kind="happened", text="The account was overdrawn."),
           StoryStep(kind="now", text="She checks references.")),
)  # fmt: skip
SECOND = replace(STORY, title="Back to the moment", told_by=Teller(name="Cynthia"), source="")
VOTES, RANKS = (9, 4, 4, 0), (1, 2, 2, 4)
DAYS = ("2026-03-11", "2026-04-01", "")


def sample(words: Words = ENGLISH) -> Summary:
    """A workshop with everything in it."""
    said = words.language
    return Summary(
        version=SUMMARY_VERSION, title=words.title, team=words.team, date="2026-02-25",
        language=said,
        trial=False, devices=14, story=STORY, second_story=SECOND, lessons=_lessons(words),
        commitments=_commitments(words), followed=_followed(words),
        cards=[SummaryCard(happened=one, learned=two, language=said) for one, two in words.cards],
        worth=SummaryAnswers(yes=9, partly=3, no=1), use=SummaryAnswers(yes=7, partly=4, no=0),
        pulse=[SummaryPulseItem(arrive=[0, 3, 2, 0, 1], finish=[0, 1, 1, 4, 0], change=[1, 1, 4])],
        workshop="2f1b7c", cards_shown=5, lessons_left_out=1, meets="2026-03-25",
        skipped=[SummaryStage(kind="talk", name="")],
        did_not_fit=[SummaryUnvoted(text=words.unvoted, also=["Keep it short."], language=said)],
    )  # fmt: skip


def bare(words: Words = ENGLISH) -> Summary:
    """A workshop that ended before its vote, as a draft and with little in it."""
    lessons = [replace(one, votes=None, rank=0, tied=False, chosen=False, also=[])
               for one in _lessons(words)]  # fmt: skip
    return replace(
        sample(words), lessons=lessons, commitments=[], followed=[], cards=[], story=None,
        second_story=None, worth=None, use=None, pulse=[], meets="", draft=True, cards_shown=0,
        lessons_left_out=0, did_not_fit=[],
    )  # fmt: skip


def _lessons(words: Words) -> list[SummaryLesson]:
    return [
        SummaryLesson(
            text=text, also=["Names are read, too."] if votes == 9 else [], votes=votes, rank=rank,
            language=words.language, tied=VOTES.count(votes) > 1, chosen=votes > 3,
        )
        for text, votes, rank in zip(words.lessons, VOTES, RANKS, strict=True)
    ]  # fmt: skip


def _commitments(words: Words) -> list[SummaryCommitment]:
    given = zip(words.lessons, words.when, words.will, words.owners, DAYS, strict=False)
    return [
        SummaryCommitment(lesson=lesson, when=when, will=will, who="I" if owner else "we",
                          owner=owner, by=by, language=words.language)
        for lesson, when, will, owner, by in given
    ]  # fmt: skip


def _followed(words: Words) -> list[SummaryFollowed]:
    one, other, third = (
        SummaryFollowed(
            workshop="1a", id=str(place), made="2025-11-04", lesson="", when=when, will=will,
            who="we", owner=owner, by="", language=words.language, outcome="kept", will_now="",
            by_now="", learned="",
        )
        for place, (when, will, owner) in enumerate(
            zip(words.when, words.will, words.owners, strict=True), 1
        )
    )  # fmt: skip
    changed = replace(other, outcome="changed", will_now=words.will[0], by_now="2026-05-01")
    return [replace(one, learned=words.lessons[0], by="2026-01-15", fit="partly"), changed,
            replace(third, outcome="dropped")]  # fmt: skip
