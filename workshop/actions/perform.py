"""The door to all actions: which command is done by which function, and for whom."""

from collections.abc import Callable
from typing import Any

from workshop.actions import (
    cards,
    change,
    check_in,
    commitments,
    finish,
    follow_up,
    keep_lessons,
    lessons,
    paper,
    pulse,
    reading_first,
    review,
    room_settings,
    sent_lessons,
    shape,
    stage,
    taps,
    votes,
)
from workshop.actions.answers import OK, Answer, AtDesk, Participant
from workshop.protocol import commands
from workshop.protocol.messages import Refused
from workshop.storage.transaction import Tx

Actor = Participant | AtDesk
Action = Callable[[Tx, Any, bytes, Any], Answer]

PARTICIPANT: dict[type, Action] = {
    commands.WriteCard: cards.write_card,
    commands.EditCard: cards.edit_card,
    commands.WithdrawCard: cards.withdraw_card,
    commands.NothingToAdd: cards.nothing_to_add,
    commands.BeenThere: taps.been_there,
    commands.Unclear: taps.unclear,
    commands.AskOff: taps.ask_off,
    commands.AddLesson: sent_lessons.add_lesson,
    commands.KeepLessons: keep_lessons.keep_lessons,
    commands.Vote: votes.vote,
    commands.DoneVoting: votes.done_voting,
    commands.Offer: commitments.offer,
    commands.Take: commitments.take,
    commands.Answer: finish.answer,
    commands.CheckIn: check_in.check_in,
    commands.WithdrawCheckIn: check_in.withdraw_check_in,
    commands.AnswerPulse: pulse.answer_pulse,
}
DESK: dict[type, Action] = {
    **dict.fromkeys(
        (
            commands.Go,
            commands.Step,
            commands.Pause,
            commands.MoreTime,
            commands.EndLastCall,
            commands.Cover,
            commands.OpenAgain,
            commands.PageSize,
            commands.EndVoting,
            commands.RunOff,
            commands.TakeTied,
            commands.VoteAnew,
            commands.EndPulse,
            commands.Seal,
        ),
        stage.lead,
    ),
    commands.CheckedIn: check_in.checked_in,
    commands.PaperCard: paper.paper_card,
    commands.PaperVotes: paper.paper_votes,
    commands.SetAside: review.set_aside,
    commands.MarkSensitive: review.mark_sensitive,
    commands.TakeOff: review.take_off,
    commands.LeaveCard: review.leave_card,
    commands.Opened: review.opened,
    commands.LetOn: reading_first.let_on,
    commands.PutAside: reading_first.put_aside,
    commands.Merge: lessons.merge,
    commands.MergeAll: lessons.merge_all,
    commands.LeaveRest: lessons.leave_rest,
    commands.Split: lessons.split,
    commands.LeaveOut: lessons.leave_out,
    commands.UndoLessons: lessons.undo_lessons,
    commands.DeskLesson: lessons.desk_lesson,
    commands.FollowUp: follow_up.follow_up,
    commands.Pick: commitments.pick,
    commands.FreeCommitment: commitments.free_commitment,
    commands.SetWifi: room_settings.set_wifi,
    commands.FreeAt: room_settings.free_at,
    commands.SkipStage: room_settings.skip_stage,
    commands.SetMinutes: room_settings.set_minutes,
    commands.MeetAgain: room_settings.meet_again,
    commands.CloseDoor: room_settings.close_door,
    commands.Rename: change.rename,
    commands.SetContacts: change.set_contacts,
    commands.SetPlace: change.set_place,
    commands.SetRules: change.set_rules,
    commands.TellStory: change.tell_story,
    commands.ShapeAgenda: shape.shape_agenda,
}
TAPS = (
    commands.Vote, commands.DoneVoting, commands.BeenThere, commands.NothingToAdd,
    commands.Unclear, commands.Answer, commands.KeepLessons,
)  # fmt: skip
"""The many small ones. They change no lesson and open no round: what one of them has read, the
next one in the same transaction need not read again."""
_BY_ACTOR: dict[type, dict[type, Action]] = {Participant: PARTICIPANT, AtDesk: DESK}


def perform(tx: Tx, actor: Actor, key: bytes, command: commands.Command) -> Answer:
    """Does a command in a savepoint of its own; refuses what this actor may not do."""
    action = _BY_ACTOR[type(actor)].get(type(command))
    if action is None:
        return Refused(refused="not_allowed", about=str(command.__struct_config__.tag))
    if tx.state.phase == "closed":
        # A seal that was interrupted may be asked for again.
        return OK if isinstance(command, commands.Seal) else Refused(refused="sealed")
    if isinstance(command, TAPS):
        with tx.savepoint():
            return action(tx, actor, key, command)
    tx.forget()
    try:
        with tx.savepoint():
            return action(tx, actor, key, command)
    finally:
        tx.forget()
