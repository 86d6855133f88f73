"""Faults in a phone's memory, its line and the server: each breaks a promise in some world."""

from dataclasses import dataclass
from pathlib import Path

CORE = Path("static/js/core")
OUTBOX, MINE = CORE / "outbox.js", CORE / "mine.js"
REDUCER, ROOM, DEVICE = CORE / "reducer.js", CORE / "room.js", CORE / "device.js"


TRIED = 'if (!answer || "retry" in answer) return false;'
DONE = "return this.#settle(item, DONE), true;"
CONNECTED = "this.#follower.hello();\n        this.reread();"
EDITED = 'if (command.type === "edit_card") mark(kept, command.card, { state: "arrived" });'
SAVED = "this.#changing = false;\n      this.#save();"
FAILED = "return Batch([Retry() for _ in jobs], trouble=trouble_of(error))"


@dataclass(frozen=True)
class Mutant:
    """A file, words in it, and those that take their place."""

    name: str
    file: Path
    words: str
    instead: str

    def put_into(self, root: Path) -> None:
        """Changes the copy of a checkout. Raises ValueError if the words are not there once."""
        text = (root / self.file).read_text("utf-8")
        if text.count(self.words) != 1:
            raise ValueError(f"{self.name}: {text.count(self.words)} places in {self.file}")
        (root / self.file).write_text(text.replace(self.words, self.instead), "utf-8")


MUTANTS = (
    Mutant("sent again under another key", OUTBOX,
           "ask({ key, number, command })", "ask({ key: newKey(), number, command })"),
    Mutant("retry taken for ok", OUTBOX,
           TRIED, f'if (answer && "retry" in answer) {DONE} {TRIED}'),
    Mutant("no answer taken for ok", OUTBOX,
           TRIED, f"if (!answer) {DONE} {TRIED}"),
    Mutant("a beat's answers go to their neighbours", OUTBOX,
           "answer.answers[place]", "answer.answers[answer.answers.length - 1 - place]"),
    Mutant("what is on its way is replaced", OUTBOX,
           "if (!old || this.#sent.has(old.key)) return undefined;", "if (!old) return undefined;"),
    Mutant("a gap is applied", REDUCER,
           "if (change.rev > state.rev + 1) return { state, hello: true };", ""),
    Mutant("what is gone stays", REDUCER,
           "for (const path of change.gone ?? []) delete entries[path];", ""),
    Mutant("a part takes the place of the whole", REDUCER,
           "{ ...entries[path], ...fields }", "{ ...fields }"),
    Mutant("nothing is sent after a connection", ROOM,
           CONNECTED, "this.#follower.hello();"),
    Mutant("words stay after the end", DEVICE,
           "this.forget();\n    if (!hidden", "if (!hidden"),
    Mutant("what a refused tap replaced is out of date", OUTBOX,
           "this.#post.settled(waits, answer);", "this.#post.settled(item, answer);"),
    Mutant("a refused card is called arrived", MINE,
           'mark(kept, key, { state: "refused", why: answer.refused })',
           'mark(kept, key, { state: "arrived" })'),
    Mutant("a refused edit keeps its words", MINE,
           EDITED, EDITED.replace("{ ", "{ ...textOf(command), ")),
    Mutant("a refused vote stays", MINE,
           'else if (command.type === "vote") swapVotes(kept, command, Number(before ?? 0));', ""),
    Mutant("a refused tap stays", MINE,
           "else if (name) swapTap(kept, command, before ?? false);", ""),
    Mutant("a refused lesson stays", MINE,
           "kept.lessons = kept.lessons.filter((one) => one.key !== key);", ""),
    Mutant("a withdrawn card stays", MINE,
           "kept.cards = kept.cards.filter((card) => card.key !== command.card);", ""),
    Mutant("what waits goes with the page", DEVICE,
           SAVED, SAVED.replace("this.#save", "if (!this.kept.outbox.length) this.#save")),
    Mutant("what was stored is done again", Path("workshop/actions/perform.py"),
           "if key in keys or key in order.over:", "if key in order.over:"),
    Mutant("what comes late is done", Path("workshop/actions/perform.py"),
           "if sent.number <= last:", "if last < 0:"),
    Mutant("what could not be stored is answered as done", Path("workshop/live/writer.py"),
           FAILED, f"from workshop.actions.answers import OK; {FAILED.replace('Retry()', 'OK')}"),
)  # fmt: skip
