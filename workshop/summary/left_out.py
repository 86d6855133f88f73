"""Things that a room has seen or done and its summary does not hold, and why."""

from workshop.protocol.summary import Summary
from workshop.rules.stages import KIND_NAMES
from workshop.rules.words_in_a_row import listed
from workshop.summary.reader import Reader


def left_out(summary: Summary, reader: Reader) -> list[str]:
    """Returns what the room has seen or done that is not here, and why; one sentence each."""
    cards = (summary.cards_shown or 0) - len(summary.cards)
    said = _skipped(summary, reader)
    if summary.picked:
        said.append(reader.translate(
            "There was no vote: the facilitator picked the chosen lessons."
        ))  # fmt: skip
    if cards > 0:
        said.append(reader.plural(
            "{n} card is not kept: its writer did not share it, or it was taken off the "
            "screen.",
            "{n} cards are not kept: their writers did not share them, or they were taken off "
            "the screen.",
            cards,
        ))  # fmt: skip
    if bare := _without_commitment(summary):
        said.append(reader.plural(
            "{n} chosen lesson has no commitment.",
            "{n} chosen lessons have no commitment.",
            bare,
        ))  # fmt: skip
    if summary.lessons_left_out:
        said.append(reader.plural(
            "{n} lesson was left off the list.",
            "{n} lessons were left off the list.",
            summary.lessons_left_out,
        ))  # fmt: skip
    return [*said, *_never_kept(summary, reader)]


def _skipped(summary: Summary, reader: Reader) -> list[str]:
    """Returns the sentence that names the stages that were skipped; none where none was."""
    names = [one.name or reader.translate(KIND_NAMES[one.kind]) for one in summary.skipped]
    said = reader.translate("Skipped: {stages}.").format(stages=listed(names, reader.translate))
    return [said] if names else []


def _without_commitment(summary: Summary) -> int:
    """Returns how many chosen lessons have no commitment; 0 if no lesson has one."""
    taken = {one.lesson for one in summary.commitments}
    chosen = [one.text for one in summary.lessons if one.chosen]
    return sum(text not in taken for text in chosen) if taken else 0


def _never_kept(summary: Summary, reader: Reader) -> list[str]:
    few = [reader.translate("Answers from fewer than five people are not shown.")]
    too_few = [] if _tells_all_answers(summary) else few
    if summary.draft:
        return [reader.translate(
            "A draft has no cards. Cards that their writers chose to share come with the finished "
            "summary."
        ), *too_few]  # fmt: skip
    return [*too_few, reader.translate(
        "Cards that were set aside or never shown, who voted for what, and everything else "
        "were erased when the workshop was finished."
    )]  # fmt: skip


def _tells_all_answers(summary: Summary) -> bool:
    """True if enough answered both questions of the finish, and the pulse where it was taken."""
    pulse = [end for one in summary.pulse for end in (one.arrive, one.finish)]
    return all([summary.worth, summary.use, *pulse])
