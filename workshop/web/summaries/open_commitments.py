"""Open commitments on pages: what each says, what has become of it since, and a reminder of it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Annotated
from urllib.parse import quote

from flask import request
from markupsafe import Markup, escape
from msgspec import Meta

from workshop.protocol.base import Outcome
from workshop.rules.agenda import message
from workshop.rules.limits import CARRIED, WILL
from workshop.rules.words_in_a_row import listed
from workshop.storage.bodies import CarriedWords
from workshop.storage.library_tables import CommitmentNews
from workshop.summary.over_time import TeamCommitment, is_overdue
from workshop.summary.reader import long_day
from workshop.summary.sentence import Sentence, promised
from workshop.web.forms import Form, OneLine, SentForm
from workshop.web.page_language import LANGUAGE_FIELD, language, plural, translate

OUTCOME_WORDS: dict[Outcome, str] = {
    "kept": message("Kept"),
    "changed": message("Changed"),
    "dropped": message("Let go"),
    "not_come_up": message("It has not come up"),
}


@dataclass(frozen=True)
class Typed:
    """The new words and day of a changed commitment as somebody typed them, and what is wrong with
    which of the two."""

    name: str
    will: str
    by: str
    about: str
    fault: str


@dataclass(frozen=True)
class OpenCommitments:
    """The sentences about a team's open commitments, for somebody who reads them today.

    `path` is that of the page on which they are, below which what became of them is said.
    """

    all: list[TeamCommitment]
    today: str
    path: str
    typed: Typed | None = None

    limit = WILL

    def said_at(self) -> str:
        """The address to which a form sends what became of a commitment."""
        return f"{self.path}said{_chosen()}"

    def calendar_at(self, words: CarriedWords) -> str:
        """The address of the file with a commitment's day."""
        return f"{self.path}{commitment_name(words)}.ics{_chosen()}"

    def open(self) -> str:
        """Says how many commitments are open, and how many of them are overdue."""
        count, overdue = len(self.all), sum(is_overdue(one.words, self.today) for one in self.all)
        if not count:
            return translate("Nothing is open: everything this team took on is settled.")
        said = [plural("{n} commitment is open.", "{n} commitments are open.", count)]
        if overdue:
            said.append(
                plural("{n} of them is overdue.", "{n} of them are overdue.", overdue)
            )  # fmt: skip
        return " ".join(said)

    def carried(self) -> str:
        """Says how many of them a follow-up takes along; "" if it is all of them."""
        return plural(
            "A follow-up carries over the newest.",
            "A follow-up carries over the {n} newest.",
            CARRIED,
        ) if len(self.all) > CARRIED else ""  # fmt: skip

    def in_order(self) -> list[TeamCommitment]:
        """The open commitments: first what is overdue, the longest first, then the newest."""
        late = [one for one in self.all if is_overdue(one.words, self.today)]
        others = [one for one in self.all if not is_overdue(one.words, self.today)]
        return sorted(late, key=lambda one: one.words.by_now or one.words.by) + others

    def name(self, words: CarriedWords) -> str:
        """The name of a commitment in addresses and forms."""
        return commitment_name(words)

    def promise(self, words: CarriedWords) -> Markup:
        """A commitment as one sentence of ours, with people's words set apart in it."""
        return self._apart(words, promised(words.who, words.when, words.will, translate))

    def promise_now(self, words: CarriedWords) -> Markup:
        """A changed commitment in its new words."""
        return self._apart(words, promise_now(words))

    def _apart(self, words: CarriedWords, sentence: Sentence) -> Markup:
        apart = Markup('<bdi lang="{}">{}</bdi>')
        return escape(sentence.form).format(
            **{name: apart.format(words.language, said) for name, said in sentence.words.items()}
        )

    def became(self, words: CarriedWords) -> str:
        """Says what became of a commitment since its workshop; "" if nobody has said."""
        if not words.outcome:
            return ""
        day = long_day(words.by_now, language()) if words.by_now else ""
        until = translate("by {day}", day=day) if day else ""
        return listed([translate(OUTCOME_WORDS[words.outcome]), until], translate)

    def owner(self, words: CarriedWords) -> str:
        """Says who took a commitment on."""
        return words.owner or translate("Not taken on yet")

    def until(self, words: CarriedWords) -> str:
        """Says until when a commitment is meant, in words where that is over."""
        day = long_day(words.by, language())
        if words.by < self.today and not words.outcome:
            return translate("overdue since {day}", day=day)
        return translate("by {day}", day=day)

    def made(self, words: CarriedWords) -> str:
        """Says in which workshop a commitment was made."""
        day = long_day(words.made, language())
        return translate("agreed in the workshop on {day}", day=day)

    def mistyped(self, words: CarriedWords) -> Typed | None:
        """Returns what was typed for a commitment and was wrong; None for the others."""
        return self.typed if self.typed and self.typed.name == commitment_name(words) else None

    def day(self, words: CarriedWords) -> str:
        """The day of a commitment as it is now; "" where it has none or is settled."""
        if words.outcome in {"kept", "dropped"}:
            return ""
        return words.by_now if words.outcome == "changed" else words.by

    def reminder(self, words: CarriedWords) -> str:
        """Returns the address by which a mail program begins a reminder, to whom it may concern."""
        sentence = str(promise_now(words))
        day = self.day(words)
        lines = [sentence, translate("by {day}", day=long_day(day, language())) if day else ""]
        asks = translate("What became of it? Please say so before the next workshop.")
        subject = translate("Reminder: {commitment}", commitment=sentence)
        body = "\r\n\r\n".join(filter(None, [*lines, asks]))
        return f"mailto:?subject={quote(subject)}&body={quote(body)}"


def _chosen() -> str:
    """Returns the query that keeps the language which was chosen on the page by its address."""
    return f"?{LANGUAGE_FIELD}={language()}" if LANGUAGE_FIELD in request.args else ""


def promise_now(words: CarriedWords) -> Sentence:
    """A commitment in the words that it was given last."""
    will = words.will_now if words.outcome == "changed" else words.will
    return promised(words.who, words.when, will, translate)


def commitment_name(words: CarriedWords) -> str:
    """The name of a commitment in addresses and forms."""
    return f"{words.workshop}-{words.id}"


def commitment_named(commitments: Iterable[TeamCommitment], name: str) -> CarriedWords | None:
    """Returns the open commitment of this name, or None."""
    return next((one.words for one in commitments if commitment_name(one.words) == name), None)


class Became(Form):
    """The outcome of a commitment so far, and its new words and day where it was changed."""

    commitment: str
    outcome: Outcome
    will: Annotated[OneLine, Meta(max_length=WILL)]
    by: date | None


def read_news(sent: SentForm[Became]) -> CommitmentNews | Typed:
    """Returns what a form says of a commitment, or what is wrong in it."""
    form, (about, fault) = sent.form, next(iter(sent.faults.items()), ("will", ""))
    if form and form.outcome == "changed" and not form.will:
        fault = translate("Write what the commitment is from now on.")
    if form is None or fault:
        typed = sent.values
        return Typed(typed["commitment"], typed["will"], typed["by"], about, fault)
    if form.outcome != "changed":
        return CommitmentNews(outcome=form.outcome, will="", by="")
    by = form.by.isoformat() if form.by else ""
    return CommitmentNews(outcome="changed", will=form.will, by=by)
