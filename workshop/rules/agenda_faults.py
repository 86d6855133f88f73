"""The faults of an agenda, each with its place, in words that somebody can act on.

Those of its order are found here, too: where its stages may stand, so that it works.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Literal, cast

import msgspec

from workshop.rules.agenda import Stage, StageKind, Translate
from workshop.rules.agenda import message as _
from workshop.rules.stages import KIND_NAMES, KINDS, kinds_that
from workshop.rules.strict_json import FILE_SENTENCES, FileFaultCode

AgendaFaultCode = Literal[
    FileFaultCode,
    "no_agenda", "too_large", "newer", "empty", "no_number", "first", "last", "only_once",
    "at_most_twice", "reveal", "ask_how", "look_through", "look_late", "vote", "commit",
    "commit_early", "walls", "same_name",
    "too_many_kept", "no_id", "same_id", "opened_gone", "opened_moved", "opened_order",
    "opened_changed", "asked_already", "added_gone", "not_opened", "told_otherwise", "promised",
]  # fmt: skip

AGENDA_SENTENCES: Mapping[str, str] = {
    **FILE_SENTENCES,
    "no_agenda": _("This is not an agenda: an agenda file says “format”: “{format}”."),
    "too_large": _("The file is too large for an agenda: the limit is {limit} KB."),
    "newer": _(
        "This file is version {version}, from a newer program. This program reads version "
        "{known}; update it and try again."
    ),
    "empty": _("must not be empty: the list of agendas shows it."),
    "no_number": _("must be a whole number from 1 to {limit}."),
    "first": _("An agenda must begin with “{arrive}”, where people join."),
    "last": _(
        "An agenda must end with “{finish}”, where the summary is made and the rest is erased."),
    "only_once": _("“{kind}” can appear only once."),
    "at_most_twice": _("“{story}” can appear at most twice: a workshop has two stories."),
    "reveal": _("“{reveal}” needs “{write}” before it: otherwise there is nothing to show."),
    "ask_how": _("“{ask_how}” needs “{write}” before it: otherwise there is no card to ask about."),
    "look_through": _("“{look_through}” needs “{write}” before it: otherwise there are no cards."),
    "look_late": _(
        "“{look_through}” must come after “{write}” and before “{reveal}”: otherwise the room has "
        "already seen the cards."
    ),
    "vote": _(
        "“{vote}” needs “{story}”, “{write}” or “{lessons}” before it: otherwise there is nothing "
        "to vote on."
    ),
    "commit": _(
        "“{commit}” needs “{story}”, “{write}” or “{lessons}” before it: otherwise there is no "
        "lesson to choose."
    ),
    "commit_early": _("“{commit}” must come after “{vote}”, which chooses the lessons."),
    "walls": _("must be the same for every “{write}”: all together, or all live."),
    "too_many_kept": _("There are {limit} agendas already. Delete one that you no longer need."),
    "no_id": _(
        "must begin with a letter, and have at most 24 of these: a to z, 0 to 9, “_” and “-”."
    ),
    "same_id": _("must be different from the id of every other stage."),
    "opened_gone": _("“{name}” has opened and stays in the agenda. Put it back."),
    "opened_moved": _(
        "The stages up to the current one stay where they are. Move this one below them."
    ),
    "opened_order": _("Stages that have opened keep their order. Put them back in that order."),
    "opened_changed": _("can no longer be changed: its stage has opened."),
    "asked_already": _("can no longer be changed: its stage has opened. You can add to it."),
    "added_gone": _("was shown to everyone. You can only add more words after it."),
    "not_opened": _("must be empty until the stage has opened. Change the question itself."),
    "told_otherwise": _(
        "The room has heard a story already. Another stage for a story can only come after it."
    ),
    "promised": _(
        "Writing has opened. People were told who reads the cards and when the room sees them, so "
        "“{look_through}” can be neither added nor removed, and the cards appear as before."
    ),
    "same_name": _("There is already an agenda with this name. Give this one another name."),
}  # fmt: skip

AGENDA_LABELS: Mapping[str, str] = {
    "format": _("Format"),
    "version": _("Version"),
    "name": _("Name"),
    "language": _("Language"),
    "stages": _("Stages"),
    "id": _("Id"),
    "kind": _("Kind"),
    "minutes": _("Minutes"),
    "prompt": _("Prompt"),
    "second_prompt": _("Second prompt"),
    "cue": _("Cue"),
    "added": _("Addition"),
    "settings": _("Settings"),
    "cards": _("Cards"),
    "cards_each": _("Cards for each device"),
    "page_size": _("Cards at a time"),
    "votes": _("Votes"),
    "votes_each": _("Votes for each device"),
    "chosen": _("Lessons to choose"),
}
"""The names of the file's fields in sentences that somebody reads."""


class Fault(msgspec.Struct, frozen=True):
    """One thing to mend: the stage (from 1; 0 is the whole), the field or "", and why."""

    stage: int
    field: str
    code: AgendaFaultCode
    about: Mapping[str, str | int] = {}

    def said(self, translate: Translate) -> str:
        """Returns what is wrong and what to do, without the fault's place."""
        names: dict[str, str] = {kind: translate(name) for kind, name in KIND_NAMES.items()}
        about = {**names, **self.about}
        if self.code == "only_once":
            about["kind"] = names[str(self.about["kind"])]
        if self.code == "opened_gone":
            about["name"] = self.about["name"] or names[str(self.about["kind"])]
        return translate(AGENDA_SENTENCES[self.code]).format(**about)

    def labelled(self, translate: Translate) -> str:
        """Returns the sentence with its field before it, for readers who see which stage it is."""
        label, said = self._label(translate), self.said(translate)
        return f"{label}: {said}" if label else said

    def placed(self, translate: Translate) -> str:
        """Returns the sentence with its whole place before it, such as "Stage 3, minutes: ..."."""
        label = self._label(translate)
        if not self.stage:
            return self.labelled(translate)
        place = translate(_STAGE_FIELD if label else _STAGE)
        return place.format(n=self.stage, field=label, fault=self.said(translate))

    def _label(self, translate: Translate) -> str:
        return translate(AGENDA_LABELS[self.field]) if self.field in AGENDA_LABELS else self.field


_STAGE = _("Stage {n}: {fault}")
_STAGE_FIELD = _("Stage {n}, {field}: {fault}")


ONCE = kinds_that(lambda kind: kind.once)
NEEDS = {kind: one.needs for kind, one in KINDS.items() if one.needs}
MOST_AGENDA_STORIES = 2


def order_faults(stages: Sequence[Stage]) -> list[Fault]:
    """Why a workshop could not be led by these stages; nothing when it could."""
    kinds = [stage.kind for stage in stages]
    return [*_ends(kinds), *_too_often(kinds), *_needs(kinds), *_walls(stages)]


def _ends(kinds: Sequence[str]) -> Iterator[Fault]:
    if kinds and kinds[0] != "arrive":
        yield Fault(1, "", "first")
    if kinds and kinds[-1] != "finish":
        yield Fault(len(kinds), "", "last")


def _too_often(kinds: Sequence[str]) -> Iterator[Fault]:
    for i, kind in enumerate(kinds):
        if kind in ONCE and kind in kinds[:i]:
            yield Fault(i + 1, "", "only_once", {"kind": kind})
        if kind == "story" and kinds[:i].count("story") == MOST_AGENDA_STORIES:
            yield Fault(i + 1, "", "at_most_twice")


def _needs(kinds: Sequence[StageKind]) -> Iterator[Fault]:
    for i, kind in enumerate(kinds):
        before, after = kinds[:i], kinds[i + 1 :]
        if kind in NEEDS and NEEDS[kind].isdisjoint(before):
            # Each kind that needs another one has a fault of its own name.
            yield Fault(i + 1, "", cast(AgendaFaultCode, kind))
        if kind == "commit" and "vote" in after:
            yield Fault(i + 1, "", "commit_early")
        if kind == "look_through":
            yield from _look_through(i + 1, before, after)


def _look_through(n: int, before: Sequence[str], after: Sequence[str]) -> Iterator[Fault]:
    """Leaving "write" without a reveal to come, the cards are shown to the room at once."""
    cards = [kind for kind in before if kind in {"write", "reveal"}]
    if "write" not in cards:
        yield Fault(n, "", "look_through")
    elif cards[-1] == "reveal" or "reveal" not in after:
        yield Fault(n, "", "look_late")


def _walls(stages: Sequence[Stage]) -> Iterator[Fault]:
    """One order of the cards holds for the whole workshop, so what waits cannot be mixed."""
    writing = [(i, stage.settings.cards) for i, stage in enumerate(stages) if stage.kind == "write"]
    for i, cards in writing[1:]:
        if cards != writing[0][1]:
            yield Fault(i + 1, "cards", "walls")
