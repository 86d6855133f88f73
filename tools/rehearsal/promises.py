"""The promises of the answers, set against the workshop's holdings. Pure.

Whatever is stored is a thing of which the workshop holds so many. A promise says how many there
must be at least and at most; between the two lies what was sent and never answered.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from tools.rehearsal.command_log import CommandLog, SentCommand
from workshop.protocol import commands
from workshop.rules.text import one_line
from workshop.rules.thresholds import TOOK_PART, is_tapped

Thing = tuple[str | int, ...]
"""A stored thing: the name of its kind, then what tells it from others of that kind."""
PromiseWords = tuple[str, str]


@dataclass(frozen=True)
class Holdings:
    """The things that a workshop holds, as its file or a fresh view of its desk tells."""

    things: Mapping[Thing, int]
    offers: Mapping[str, PromiseWords]
    """The words of each commitment, by its id."""
    tallied: frozenset[int] | None = None
    """The rounds of which tallies are known; None for all."""


@dataclass(frozen=True)
class DeskDecisions:
    """Decisions that no answer tells: of the rules, the story and the desk."""

    first_turn: int = 0
    told: frozenset[str] = frozenset()
    """The lessons of the stories, and what was learned from earlier commitments."""
    aside: frozenset[str] = frozenset()
    """The `happened` of each card that the desk has set aside."""
    let_on: frozenset[str] = frozenset()
    """The lessons from phones that the desk has let on, and of offers what will be done."""
    too_few: bool = False
    """True if the cards went back to their phones, because too few wrote."""
    live_wall: bool = False


@dataclass(frozen=True)
class Promise:
    """A number of these forms of one thing, at least and at most."""

    forms: frozenset[Thing]
    least: int
    most: int


@dataclass
class Verdict:
    """The result of a comparison: what is missing, and what there is too much of."""

    lost: int = 0
    doubled: int = 0
    told: list[str] = field(default_factory=list)
    """One line for each fault."""


def judge(command_log: CommandLog, room: DeskDecisions, holdings: Holdings) -> Verdict:
    """Compares everything that was answered with everything that is there."""
    made = [*promises(command_log, room, holdings.offers)]
    if holdings.tallied is not None:
        made = [one for one in made if _is_known(one, holdings.tallied)]
    return compare(made, holdings.things)


def compare(made: Iterable[Promise], things: Mapping[Thing, int]) -> Verdict:
    """Finds what is missing of the promised, and what is there too often or unpromised."""
    verdict, promised = Verdict(), set[Thing]()
    for promise in made:
        found = sum(things.get(form, 0) for form in promise.forms)
        promised |= promise.forms
        _note(verdict, sorted(promise.forms, key=str), found, promise.least, promise.most)
    for thing, count in things.items():
        if thing not in promised:
            _note(verdict, [thing], count, 0, 0)
    return verdict


def promises(
    command_log: CommandLog, room: DeskDecisions, offers: Mapping[str, PromiseWords]
) -> Iterator[Promise]:
    """All that the logged answers promise."""
    sent = list(command_log.entries.values())
    cards = _cards(command_log)
    yield from (card.promise(room) for card in cards.values())
    yield from _lessons(sent, cards.values(), room)
    yield from _commitments(sent, room)
    yield from _owners(sent, room, offers)
    yield from _tallies(sent)
    yield _turns(sent, room)


def _is_known(promise: Promise, tallied: frozenset[int]) -> bool:
    """True if the holdings say anything of a thing: votes of a known round, or another kind."""
    form = next(iter(promise.forms))
    return form[0] != "tally" or form[1] in tallied


def _note(verdict: Verdict, things: list[Thing], found: int, least: int, most: int) -> None:
    lost, doubled = max(0, least - found), max(0, found - most)
    verdict.lost += lost
    verdict.doubled += doubled
    if lost or doubled:
        name = " / ".join(map(str, things[-1]))
        wanted = str(least) if least == most else f"{least} to {most}"
        verdict.told.append(f"{name}: there {found}, promised {wanted}")


@dataclass
class _Card:
    """A card as its writer knows it."""

    happened: str
    learned: list[str]
    """The lessons that the card may have; one if that is certain."""
    least: int
    most: int = 1

    def promise(self, room: DeskDecisions) -> Promise:
        forms = frozenset[Thing](("card", self.happened, text) for text in self.learned)
        if room.too_few or self.happened in room.aside:
            return Promise(forms, 0, 0)
        # What stands on the live wall can't be taken back any more.
        return Promise(forms, self.least, 1 if room.live_wall else self.most)


def _cards(command_log: CommandLog) -> dict[str, _Card]:
    cards: dict[str, _Card] = {}
    for key, sent in command_log.entries.items():
        match sent.command:
            case _ if sent.refused:
                continue
            case commands.WriteCard(about=about) if about:
                continue  # an answer about a card: it goes with its round
            case commands.WriteCard(happened=happened, learned=learned):
                cards[key] = _Card(happened, [learned], int(sent.acked))
            case commands.EditCard(card=card, learned=learned):
                kept = [] if sent.acked else cards[card].learned
                cards[card].learned = [*kept, learned]
            case commands.WithdrawCard(card=card):
                cards[card].least, cards[card].most = 0, 0 if sent.acked else 1
            case _:
                pass
    return cards


def _lessons(
    sent: list[SentCommand], cards: Iterable[_Card], room: DeskDecisions
) -> Iterator[Promise]:
    """Yields a promise for each lesson: equal words are one, whatever card or phone they are from.

    What a phone has added, or answered, is on the list once the desk has let it on; else it went.
    """
    least = dict.fromkeys((text for card in cards for text in card.learned if text), 0)
    least |= dict.fromkeys(room.told, 0)
    for one in sent:
        text = _told_as_lesson(one.command)
        if text and not one.refused:
            sure = isinstance(one.command, commands.DeskLesson) or text in room.let_on
            least[text] = max(least.get(text, 0), int(one.acked and sure))
    for text, count in least.items():
        yield Promise(frozenset([("lesson", text)]), count, 1)


def _told_as_lesson(command: commands.Command) -> str:
    """Returns what may become a lesson by itself, in the marks in which it is kept: one that was
    added, or an answer about a card."""
    match command:
        case commands.AddLesson(text=text) | commands.DeskLesson(text=text):
            return one_line(text)
        case commands.WriteCard(happened=happened, about=about) if about:
            return one_line(happened)
        case _:
            return ""


def _commitments(sent: list[SentCommand], room: DeskDecisions) -> Iterator[Promise]:
    """Yields a promise for each offer: the room has it once the desk has let it on."""
    for one in sent:
        if isinstance(one.command, commands.Offer) and not one.refused:
            thing: Thing = ("commitment", one.command.when, one.command.will)
            least = int(one.acked and one.command.will in room.let_on)
            yield Promise(frozenset([thing]), least, 1)


def _owners(
    sent: list[SentCommand], room: DeskDecisions, offers: Mapping[str, PromiseWords]
) -> Iterator[Promise]:
    """Promises that each commitment has one owner, of those who named themselves; none when nobody
    did."""
    names: defaultdict[PromiseWords, dict[str, bool]] = defaultdict(dict)
    for one in sent:
        match one.command:
            case commands.Offer(when=when, will=will, owner=owner) if owner and not one.refused:
                names[when, will][owner] = one.acked and will in room.let_on
            case commands.Take(commitment=id_, owner=owner) if id_ in offers and not one.refused:
                known = names[offers[id_]]
                known[owner] = known.get(owner, False) or one.acked
            case _:
                pass
    for words, owners in names.items():
        forms = frozenset[Thing](("owner", *words, owner) for owner in owners)
        yield Promise(forms, int(any(owners.values())), 1)


def _tallies(sent: list[SentCommand]) -> Iterator[Promise]:
    """Promises that each device counts with what it said last."""
    said: defaultdict[Thing, dict[str, set[int]]] = defaultdict(dict)
    late = _late_taps(sent)
    for place, one in enumerate(sent):
        if one.refused:
            continue
        for thing, value in _says(one.command):
            before = said[thing].get(one.who, {0})
            sure = one.acked and place not in late
            said[thing][one.who] = {value} if sure else before | {value}
    for thing, devices in said.items():
        least, most = sum(map(min, devices.values())), sum(map(max, devices.values()))
        if is_tapped(str(thing[-1])):
            least = 0  # it goes with its round
        yield Promise(frozenset([thing]), least, most)


def _late_taps(sent: list[SentCommand]) -> set[int]:
    """Returns which taps of "Nothing to add" may have come after their round: each is answered as
    good, and counts no more. The desk had pressed something since the round was seen open."""
    pressed = [one.at for one in sent if isinstance(one.command, commands.StageCommand)]
    opened, late = dict[int, float](), set[int]()
    for place, one in enumerate(sent):
        match one.command:
            case commands.NothingToAdd(round=round_):
                since = opened.setdefault(round_, one.at)
                if any(since < at < one.answered_at for at in pressed):
                    late.add(place)
            case commands.WriteCard(round=round_):
                opened.setdefault(round_, one.at)
            case _:
                pass
    return late


def _says(command: commands.Command) -> Iterator[tuple[Thing, int]]:
    """Yields the items that a command counts for its device, each with how much."""
    match command:
        case commands.Vote(round=round_, lesson=lesson, votes=votes):
            yield ("tally", round_, lesson), votes
            yield ("tally", round_, "ballots"), 1  # also when its votes are taken back
        case commands.NothingToAdd(round=round_) | commands.WriteCard(round=round_):
            yield ("tally", round_, TOOK_PART), 1
        case commands.BeenThere(round=round_, item=item, on=on):
            yield ("tally", round_, f"been_there:{item}"), int(on)
        case commands.Unclear(round=round_, on=on):
            yield ("tally", round_, "unclear"), int(on)
        case commands.Answer(round=round_, question=question, choice=choice):
            for each in ("yes", "partly", "no"):
                yield ("tally", round_, f"{question}:{each}"), int(each == choice)
        case _:
            pass


def _turns(sent: list[SentCommand], room: DeskDecisions) -> Promise:
    """Promises that each stage command that was answered was done once."""
    pressed = [one for one in sent if isinstance(one.command, commands.StageCommand)]
    acked = sum(one.acked for one in pressed)
    unsure = sum(not one.acked and not one.refused for one in pressed)
    least = room.first_turn + acked
    return Promise(frozenset([("turn",)]), least, least + unsure)
