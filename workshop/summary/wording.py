"""The sentences of a summary, once for all formats that are read by people."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from workshop.protocol.story import Story
from workshop.protocol.summary import (
    Summary,
    SummaryAnswers,
    SummaryCommitment,
    SummaryFollowed,
    SummaryLesson,
    SummaryUnvoted,
)
from workshop.rules.votes import full_bar
from workshop.rules.words_in_a_row import comma, listed
from workshop.summary.left_out import left_out
from workshop.summary.reader import Reader, long_day
from workshop.summary.sentence import Sentence, promised, unmarked


@dataclass(frozen=True)
class Wording:
    """The sentences of a summary, in the language of whoever reads it."""

    summary: Summary
    reader: Reader

    def translate(self, text: str) -> str:
        """A sentence of ours in the reader's language."""
        return self.reader.translate(text)

    @property
    def lang(self) -> str:
        """The tag of the reader's language."""
        return self.reader.language

    @property
    def direction(self) -> str:
        """The way in which the reader's language is written: "ltr" or "rtl"."""
        return self.reader.direction

    @property
    def comma(self) -> str:
        """Returns the text between two words in a row."""
        return comma(self.translate)

    def listed(self, parts: Iterable[str]) -> str:
        """Returns these words in a row as one text."""
        return listed(parts, self.translate)

    def nature(self) -> str:
        """Returns what a reader must know first; "" for a real and finished summary."""
        if self.summary.draft:
            return self.translate(
                "Draft: the workshop is still going on. More may come, and this may change."
            )
        if self.summary.trial:
            return self.translate("This was a trial with pretend people.")
        return ""

    def day(self, day: str) -> str:
        """A day for people; what is not a day stays as it is."""
        return long_day(day, self.lang)

    def share(self, lesson: SummaryLesson) -> float:
        """Returns the length of a lesson's bar, from 0 to 1, on the scale of the vote."""
        return (lesson.votes or 0) / self._full

    @cached_property
    def _full(self) -> int:
        """Looked up once: asked anew for each of thousands of lessons, it holds up everybody."""
        most = max((one.votes or 0 for one in self.summary.lessons), default=0)
        return max(full_bar(self.summary.devices), most)

    def standing(self, lesson: SummaryLesson) -> str:
        """Returns what a figure alone does not say: that the lesson ties, or was chosen, and how
        one more vote between those that tied has ended."""
        if lesson.chosen and self.summary.picked:
            return self.translate("picked by the facilitator")
        chosen = self.translate("chosen") if lesson.chosen else ""
        both = self.translate("tied, chosen") if chosen else self.translate("tied")
        return self.listed([both if lesson.tied else chosen, self.run_off(lesson)])

    def run_off(self, lesson: SummaryLesson) -> str:
        """The votes of a run-off; the one that won against one other says against how many."""
        if lesson.run_off is None:
            return ""
        counted = [one for one in self.summary.lessons if one.run_off is not None]
        others = [one for one in counted if one is not lesson]
        if lesson.chosen and len(others) == 1 and not others[0].chosen:
            words = self.translate("run-off {votes} to {others}")
            return words.format(votes=lesson.run_off, others=others[0].run_off)
        return self.translate("run-off {votes}").format(votes=lesson.run_off)

    def counted(self, lesson: SummaryLesson) -> Sentence | None:
        """Returns the votes in words; None where there was no vote."""
        form, votes = self.translate("Votes: {votes}"), {"votes": str(lesson.votes)}
        return None if lesson.votes is None else Sentence(form, votes, self.lang)

    def contest(self, lesson: SummaryLesson) -> str:
        """Returns that the lesson tied, and how one more vote has ended; "" for neither."""
        return self.listed([self.translate("tied") if lesson.tied else "", self.run_off(lesson)])

    def said(self, lesson: SummaryLesson) -> Sentence:
        """Returns a lesson that was not chosen as a sentence in a row of others."""
        votes = "" if lesson.votes is None else str(lesson.votes)
        counted = self.listed([votes, self.contest(lesson)])
        form = f"{{words}} ({counted})." if counted else "{words}."
        return Sentence(form, {"words": unmarked(lesson.text)}, lesson.language)

    def all_lessons(self) -> str:
        """Returns the words by which the whole list of lessons unfolds."""
        count = len(self.summary.lessons)
        if count == 2:
            return self.translate("Both lessons")
        return self.reader.plural("The one lesson", "All {n} lessons", count)

    def still_open(self) -> list[Sentence]:
        """Returns a sentence for each chosen lesson that nobody has a commitment for; none if
        nobody committed to anything."""
        taken = {one.lesson for one in self.summary.commitments}
        form = self.translate("“{lesson}” is still open. Nobody has taken it on yet.")
        bare = [one for one in self.summary.lessons if one.chosen and one.text not in taken]
        language = self.summary.language
        return [Sentence(form, {"lesson": unmarked(one.text)}, language) for one in bare if taken]

    def also(self, one: SummaryLesson | SummaryUnvoted) -> list[Sentence]:
        """Words that the room merged into a lesson."""
        form = self.translate("also: {words}")
        return [Sentence(form, {"words": text}, one.language) for text in one.also]

    def did_not_fit(self) -> str:
        """Returns the heading of the lessons for which there was no room."""
        if self.summary.picked:
            return self.translate("Did not fit on the list")
        return self.translate("Did not fit on the ballot")

    def promise(self, one: SummaryCommitment | SummaryFollowed) -> Sentence:
        """A commitment as one sentence."""
        return promised(one.who, one.when, one.will, self.translate, one.language)

    def promise_now(self, one: SummaryFollowed) -> Sentence:
        """Returns the commitment in the words that it was given since."""
        return promised(one.who, one.when, one.will_now, self.translate, one.language)

    def assigned(self, owner: str, promise: Sentence) -> str:
        """A commitment with its owner in one line."""
        form = self.translate("{owner}: {commitment}")
        return form.format(owner=owner, commitment=promise) if owner else str(promise)

    def became(self, one: SummaryFollowed) -> str:
        """Returns what became of a commitment, in words."""
        words = {
            "": self.translate("Not talked about yet"),
            "kept": self.translate("Kept"),
            "changed": self.translate("Changed"),
            "dropped": self.translate("Let go"),
            "not_come_up": self.translate("It has not come up"),
        }
        return words[one.outcome]

    def lives_on(self, one: SummaryFollowed) -> bool:
        """True if something came of a commitment: it was kept, goes on changed, or has taught
        something."""
        return one.outcome in {"kept", "changed"} or bool(one.learned)

    def by_now(self, one: SummaryFollowed) -> str:
        """Until when a changed one is meant; "" when no date was set."""
        return self._until(one.by_now)

    def made(self, one: SummaryFollowed) -> str:
        """In which workshop it was made."""
        form = self.translate("agreed in the workshop on {day}")
        return form.format(day=self.day(one.made))

    def fitted(self, one: SummaryFollowed) -> str:
        """Returns whether the plan of a kept commitment fitted; "" where its owner has not said."""
        words = {
            "yes": self.translate("The plan fitted."),
            "partly": self.translate("The plan fitted partly."),
            "no": self.translate("The plan did not fit."),
        }
        return words.get(one.fit, "")

    def learned(self, one: SummaryFollowed) -> Sentence:
        """Returns what the room learned from a commitment."""
        return Sentence(self.translate("Learned: {words}"), {"words": one.learned}, one.language)

    def owner(self, one: SummaryCommitment | SummaryFollowed) -> str:
        """Returns who took a commitment; "" where an owner is not named, see `names_owner`."""
        if one.owner:
            return one.owner if names_owner(one) else ""
        let_go = isinstance(one, SummaryFollowed) and one.outcome == "dropped"
        return "" if let_go else self.translate("Not taken on yet")

    def by(self, one: SummaryCommitment | SummaryFollowed) -> str:
        """Until when; "" when no date was set, and while nobody has taken it on."""
        return self._until(one.by) if one.owner else ""

    def _until(self, day: str) -> str:
        return self.translate("by {day}").format(day=self.day(day)) if day else ""

    def story_heading(self, story: Story) -> str:
        """Returns the heading of a story."""
        if len(self.summary.stories) < 2:
            return self.translate("The story")
        first = story is self.summary.stories[0]
        return self.translate("The first story") if first else self.translate("The second story")

    def steps_heading(self, story: Story) -> str:
        """Returns the heading of a story's steps."""
        form = self.translate("{story}, step by step")
        return form.format(story=self.story_heading(story))

    def told_by(self, story: Story) -> Sentence:
        """Says who told the story, with their work and place as far as they gave them."""
        teller = story.told_by
        places = {"work": teller.work, "place": teller.place}
        given = {name: words for name, words in places.items() if words}
        if not teller.name:
            whose = self.translate("Told without a name")
        else:
            whose = self.translate("The story of {name}")
        form = self.listed([whose, *(f"{{{name}}}" for name in given)])
        return Sentence(form, {"name": teller.name, **given}, story.language)

    def source(self, story: Story) -> list[Sentence]:
        """Says where a story comes from; nothing where that is not known."""
        form = self.translate("Source: {source}")
        return [Sentence(form, {"source": story.source}, story.language)] if story.source else []

    def step(self, kind: str) -> str:
        """The name of a step of a story."""
        names = {
            "context": self.translate("Context"),
            "happened": self.translate("What happened"),
            "turn": self.translate("The turning point"),
            "now": self.translate("What now"),
        }
        return names[kind]

    def meets(self) -> str:
        """Says when the team meets next; "" when nobody has said."""
        if not self.summary.meets:
            return ""
        form = self.translate("The team meets next on {day}.")
        return form.format(day=self.day(self.summary.meets))

    def left_out(self) -> list[str]:
        """Returns what the room has seen or done that is not here, and why; one sentence each."""
        return left_out(self.summary, self.reader)

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
        """Says how many devices took part."""
        if self.summary.draft and not self.summary.devices:
            form = self.translate("The devices that took part have not been counted yet.")
        else:
            form = self.translate(
                "Devices that took part in the stage where most did: {devices}. They wrote, had "
                "nothing to add, or voted. Devices are counted, not people."
            )
        return form.format(devices=self.summary.devices)


def names_owner(one: SummaryCommitment | SummaryFollowed) -> bool:
    """True if an owner is named: of a follow-up only beside what was kept or changed."""
    return isinstance(one, SummaryCommitment) or one.outcome in {"kept", "changed"}
