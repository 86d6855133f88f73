"""What the page of a team says: every picture of it with its sentence."""

from collections.abc import Iterator
from dataclasses import dataclass

from markupsafe import Markup, escape

from workshop.protocol.summary import Summary
from workshop.rules.limits import CARRIED
from workshop.rules.listed import listed
from workshop.storage.bodies import CarriedWords
from workshop.summary.formats.seam_line import seam_points
from workshop.summary.kept_summaries import KeptSummary
from workshop.summary.over_time.lessons_again import COMPARED, CameBack, SaidLesson
from workshop.summary.over_time.team_history import OverTime, TeamCommitment, is_overdue
from workshop.summary.wording import promised
from workshop.summary.written_days import long_day
from workshop.web.page_language import language, plural, translate

GAP = 0.4
"""Per cent of a line between two stretches of it, so that they can be counted."""


@dataclass(frozen=True)
class TeamPage:
    """The sentences of the page, for somebody who reads it today."""

    told: OverTime
    today: str

    seam = staticmethod(seam_points)

    def day(self, day: str) -> str:
        """A day for people."""
        return long_day(day, language())

    def met(self) -> list[tuple[KeptSummary, str]]:
        """The workshops, the newest first, each with how long its bar is."""
        most = max([*self.told.devices, 1])
        return [(one, f"{100 * one.summary.devices / most:.4g}%") for one in self.told.kept[::-1]]

    def newest(self) -> str:
        """The id of the workshop that is followed up."""
        return self.told.kept[-1].workshop

    def when(self) -> str:
        """When the team has met; "" when nothing can be said of it here."""
        days = [self.day(one.summary.date) for one in self.told.kept]
        if not days and self.told.passed_over:
            return ""
        if not days:
            return translate(
                "No workshop of this team has been finished here yet. What it learns will stand "
                "here."
            )
        if len(days) == 1:
            return translate(
                "One workshop so far, on {day}. From the second one on this page also shows what "
                "came back.",
                day=days[0],
            )
        return plural(
            "{n} workshop from {first} to {last}.",
            "{n} workshops from {first} to {last}.",
            len(days), first=days[0], last=days[-1],
        )  # fmt: skip

    def passed_over(self) -> str:
        """That something is left out here; "" where nothing is."""
        count = self.told.passed_over
        return plural(
            "{n} summary can't be read by this version of the program and is left out here.",
            "{n} summaries can't be read by this version of the program and are left out here.",
            count,
        ) if count else ""  # fmt: skip

    def took_part(self) -> str:
        """How many took part, as a sentence."""
        counted = translate("Devices are counted, not people.")
        return f"{self._devices()} {counted}"

    def _devices(self) -> str:
        few, many = min(self.told.devices), max(self.told.devices)
        if len(self.told.devices) == 1:
            return plural("{n} device took part.", "{n} devices took part.", many)
        if few == many:
            return plural(
                "Each time {n} device took part.", "Each time {n} devices took part.", many
            )
        return plural(
            "Between {few} and {n} device took part each time.",
            "Between {few} and {n} devices took part each time.",
            many, few=few,
        )  # fmt: skip

    def open(self) -> str:
        """How many commitments are open, and how many of them are overdue."""
        count, overdue = len(self.told.promised), self.told.overdue(self.today)
        if not count:
            return translate("Nothing is open: whatever this team took on is settled.")
        said = [plural("{n} commitment is open.", "{n} commitments are open.", count)]
        if overdue:
            said.append(
                plural("{n} of them is overdue.", "{n} of them are overdue.", overdue)
            )  # fmt: skip
        if count > CARRIED:
            said.append(plural(
                "A follow-up takes the newest along.",
                "A follow-up takes the {n} newest along.",
                CARRIED,
            ))  # fmt: skip
        return " ".join(said)

    def promised(self) -> list[TeamCommitment]:
        """The open commitments: first what is overdue, the longest first, then the newest."""
        late = [one for one in self.told.promised if is_overdue(one.words, self.today)]
        others = [one for one in self.told.promised if not is_overdue(one.words, self.today)]
        return sorted(late, key=lambda one: one.words.by) + others

    def promise(self, words: CarriedWords) -> Markup:
        """A commitment as one sentence of ours, with people's words set apart in it."""
        sentence = promised(words.who, words.when, words.will, translate)
        apart = Markup('<bdi lang="{}">{}</bdi>')
        return escape(sentence.form).format(
            **{name: apart.format(words.language, said) for name, said in sentence.words.items()}
        )

    def owner(self, words: CarriedWords) -> str:
        """Who took it."""
        return words.owner or translate("Nobody yet")

    def until(self, words: CarriedWords) -> str:
        """Until when it is meant; where that is over, it says so in words."""
        if is_overdue(words, self.today):
            return translate("overdue since {day}", day=self.day(words.by))
        return translate("by {day}", day=self.day(words.by))

    def source(self, one: TeamCommitment) -> Summary | None:
        """The summary of the workshop that made it, as long as that is here."""
        return None if one.place is None else self.told.kept[one.place].summary

    def compared(self) -> str:
        """Returns the sentence on what was compared, and how far that goes."""
        if not self.told.came_back:
            return translate("No lesson has come back so far, as far as words can tell.")
        said = translate(
            "Found by the words that they share; whether they mean the same, you decide. Each line "
            "goes from the first workshop to the last, and is gold where it was said."
        )
        newest = plural(
            "Only the newest {n} lesson was compared.",
            "Only the newest {n} lessons were compared.",
            COMPARED,
        )
        return said if self.told.lessons <= COMPARED else f"{said} {newest}"

    def how_often(self, one: CameBack) -> str:
        """In how many of the workshops a lesson was said, and in how many it was chosen."""
        said = plural(
            "In {told} of {n} workshop.",
            "In {told} of {n} workshops.",
            len(self.told.kept), told=len(one.workshops),
        )  # fmt: skip
        chosen = plural("Chosen in {n} of them.", "Chosen in {n} of them.", one.chosen)
        never = translate("Never chosen.")
        return f"{said} {chosen if one.chosen else never}"

    def stretches(self, one: CameBack) -> Iterator[tuple[str, str]]:
        """Where the line of a lesson is gold: from where, and how far."""
        each = 100 / len(self.told.kept)
        for place in one.workshops:
            yield f"{each * place + GAP / 2:.4g}%", f"{each - GAP:.4g}%"

    def summary_of(self, said: SaidLesson) -> Summary:
        """The summary in which a lesson stands."""
        return self.told.kept[said.workshop].summary

    def standing(self, said: SaidLesson) -> str:
        """Returns how a lesson appeared there: as a story's, as one that the room chose; or ""."""
        told = translate("the lesson of the story") if said.told else ""
        chosen = translate("chosen") if said.chosen else ""
        return listed([told, chosen], translate)
