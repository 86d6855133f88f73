"""All that a person can ask for: one closed type per thing that can be done."""

from workshop.protocol.base import Command
from workshop.protocol.care_commands import (
    AnswerPulse,
    CheckedIn,
    CheckIn,
    EndPulse,
    WithdrawCheckIn,
)
from workshop.protocol.change_commands import (
    Rename,
    SetContacts,
    SetPlace,
    SetRules,
    ShapeAgenda,
    ShapedStage,
    TellStory,
)
from workshop.protocol.desk_commands import (
    Cover,
    DeskLesson,
    EndLastCall,
    EndVoting,
    FollowUp,
    FreeCommitment,
    Go,
    LeaveCard,
    LeaveOut,
    LeaveRest,
    LetOn,
    MarkSensitive,
    Merge,
    MergeAll,
    MoreTime,
    OpenAgain,
    Opened,
    PageSize,
    PaperCard,
    PaperVotes,
    Pause,
    Pick,
    PutAside,
    RunOff,
    Seal,
    SetAside,
    Split,
    Step,
    TakeOff,
    TakeTied,
    UndoLessons,
    VoteAnew,
)
from workshop.protocol.participant_commands import (
    AddLesson,
    Answer,
    AskOff,
    BeenThere,
    DoneVoting,
    EditCard,
    KeepLessons,
    NothingToAdd,
    Offer,
    Take,
    Unclear,
    Vote,
    WithdrawCard,
    WriteCard,
)
from workshop.protocol.room_commands import (
    CloseDoor,
    FreeAt,
    MeetAgain,
    SetMinutes,
    SetWifi,
    SkipStage,
)

ParticipantCommand = (
    WriteCard
    | EditCard
    | WithdrawCard
    | NothingToAdd
    | BeenThere
    | Unclear
    | AskOff
    | AddLesson
    | Vote
    | DoneVoting
    | KeepLessons
    | Offer
    | Take
    | Answer
    | CheckIn
    | WithdrawCheckIn
    | AnswerPulse
)
StageCommand = (
    Go
    | Step
    | Pause
    | MoreTime
    | EndLastCall
    | Cover
    | OpenAgain
    | PageSize
    | EndVoting
    | RunOff
    | TakeTied
    | VoteAnew
    | EndPulse
    | Seal
)
DeskCommand = (
    StageCommand
    | PaperCard
    | PaperVotes
    | SetAside
    | MarkSensitive
    | TakeOff
    | LeaveCard
    | Opened
    | LetOn
    | PutAside
    | Merge
    | MergeAll
    | Split
    | LeaveOut
    | LeaveRest
    | UndoLessons
    | DeskLesson
    | Pick
    | FreeCommitment
    | CheckedIn
    | FollowUp
    | SetWifi
    | FreeAt
    | SkipStage
    | SetMinutes
    | MeetAgain
    | CloseDoor
    | Rename
    | SetContacts
    | SetPlace
    | SetRules
    | ShapeAgenda
    | TellStory
)
AnyCommand = ParticipantCommand | DeskCommand

__all__ = [
    "AddLesson",
    "Answer",
    "AnswerPulse",
    "AnyCommand",
    "AskOff",
    "BeenThere",
    "CheckIn",
    "CheckedIn",
    "CloseDoor",
    "Command",
    "Cover",
    "DeskCommand",
    "DeskLesson",
    "DoneVoting",
    "EditCard",
    "EndLastCall",
    "EndPulse",
    "EndVoting",
    "FollowUp",
    "FreeAt",
    "FreeCommitment",
    "Go",
    "KeepLessons",
    "LeaveCard",
    "LeaveOut",
    "LeaveRest",
    "LetOn",
    "MarkSensitive",
    "MeetAgain",
    "Merge",
    "MergeAll",
    "MoreTime",
    "NothingToAdd",
    "Offer",
    "OpenAgain",
    "Opened",
    "PageSize",
    "PaperCard",
    "PaperVotes",
    "ParticipantCommand",
    "Pause",
    "Pick",
    "PutAside",
    "Rename",
    "RunOff",
    "Seal",
    "SetAside",
    "SetContacts",
    "SetMinutes",
    "SetPlace",
    "SetRules",
    "SetWifi",
    "ShapeAgenda",
    "ShapedStage",
    "SkipStage",
    "Split",
    "StageCommand",
    "Step",
    "Take",
    "TakeOff",
    "TakeTied",
    "TellStory",
    "Unclear",
    "UndoLessons",
    "Vote",
    "VoteAnew",
    "WithdrawCard",
    "WithdrawCheckIn",
    "WriteCard",
]
