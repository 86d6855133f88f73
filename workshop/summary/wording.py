"""The sentences of a summary, once for all formats that are read by people."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from babel import Locale, UnknownLocaleError
from babel.dates import format_date

from workshop.protocol.story import Story
from workshop.summary.summary import Summary, SummaryAnswers, SummaryCommitment, SummaryLesson

Translate = Callable[[str], str]
BRITISH = Locale("en", "GB")
"""Where English is asked for without a country: the day stands before the month."""


@dataclass(frozen=True)
class Sentence:
    """A sentence of ours around people's own words, so that each can be set apart."""

    form: str
    words: Mapping[str, str]

    def __str__(self) -> str:
        return self.form.format(**self.words)


@dataclass(frozen=True)
class Wording:
    """What a summary says, in its language."""

    summary: Summary
    translate: Translate

    @property
    def lang(self) -> str:
        """The language tag."""
        return self.summary.language

    @property
    def direction(self) -> str:
        """Which way this language is written: "ltr" or "rtl"."""
        return "rtl" if _locale(self.lang).character_order == "right-to-left" else "ltr"

    def day(self, day: str) -> str:
        """A day for people; what is not a day stays as it is."""
        return long_day(day, self.lang)

    def standing(self, lesson: SummaryLesson) -> str:
        """What a figure alone does not say: that it ties with another, that the room chose it."""
        tied = self.translate("tied") if lesson.tied else ""
        chosen = self.translate("chosen") if lesson.chosen else ""
        return ", ".join(filter(None, [tied, chosen]))

    def votes(self, lesson: SummaryLesson) -> str:
        """The votes in figures, and how the lesson stands; "" when there is neither."""
        counted = lesson.votes is not None
        votes = self.translate("Votes: {votes}").format(votes=lesson.votes) if counted else ""
        return ", ".join(filter(None, [votes, self.standing(lesson)]))

    def also(self, text: str) -> Sentence:
        """Words that the room merged into a lesson."""
        return Sentence(self.translate("also: {words}"), {"words": text})

    def promise(self, one: SummaryCommitment) -> Sentence:
        """A commitment as one sentence."""
        we = self.translate("If {when}, we will {will}.")
        i = self.translate("If {when}, I will {will}.")
        words = {"when": _bare(one.when), "will": _bare(one.will)}
        return Sentence(we if one.who == "we" else i, words)

    def owner(self, one: SummaryCommitment) -> str:
        """Who took it."""
        return one.owner or self.translate("Nobody yet")

    def by(self, one: SummaryCommitment) -> str:
        """Until when; "" when no date was set."""
        return self.translate("by {day}").format(day=self.day(one.by)) if one.by else ""

    def told_by(self, story: Story) -> Sentence:
        """Who told the story, with their work and place as far as they gave them."""
        teller = story.told_by
        places = {"work": teller.work, "place": teller.place}
        given = {name: words for name, words in places.items() if words}
        form = self.translate("Told by {name}") + "".join(f", {{{name}}}" for name in given)
        return Sentence(form, {"name": teller.name, **given})

    def step(self, kind: str) -> str:
        """The name of a step of a story."""
        names = {
            "context": self.translate("Context"),
            "happened": self.translate("What happened"),
            "turn": self.translate("The turn"),
            "now": self.translate("What now"),
        }
        return names[kind]

    def questions(self) -> list[tuple[str, str]]:
        """The two questions of the finish with their answers, as far as five answered."""
        asked = [
            (self.translate("Was this worth your time?"), self.summary.worth),
            (self.translate("Did you hear something you can use?"), self.summary.use),
        ]
        return [(question, self._answers(given)) for question, given in asked if given]

    def _answers(self, given: SummaryAnswers) -> str:
        form = self.translate("Yes: {yes}. Partly: {partly}. No: {no}.")
        return form.format(yes=given.yes, partly=given.partly, no=given.no)

    def devices(self) -> str:
        """How many took part."""
        form = self.translate("Devices that took part: {devices}. Devices are counted, not people.")
        return form.format(devices=self.summary.devices)


def long_day(day: str, language: str) -> str:
    """A stored day for people; what is not a day stays as it is."""
    try:
        return format_date(date.fromisoformat(day), "long", _locale(language))
    except ValueError:
        return day


def _locale(language: str) -> Locale:
    if language == "en":
        return BRITISH
    try:
        return Locale.parse(language, sep="-")
    except (ValueError, UnknownLocaleError):
        return BRITISH


def _bare(text: str) -> str:
    """Without the mark that the sentence around it brings."""
    return text.strip().rstrip(".,;… \n")
