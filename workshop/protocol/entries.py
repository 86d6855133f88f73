"""The entries of the views: a view is a map from a path to one of these values.

Their types are in `course_entries`, `content_entries`, `desk_entries` and `story`.

The paths and who sees them:

| path | value | participant | projector | desk |
|---|---|---|---|---|
| `workshop` | Workshop | yes | yes | yes |
| `wifi` | Wifi | never | yes | yes |
| `agenda` | Agenda | yes | yes | yes |
| `now` | Now | yes | yes | yes |
| `rules` | GroundRules | yes | yes | yes |
| `carried/<n>` | Carried | from follow-up on | from follow-up on | from follow-up on |
| `story` | Story | from its stage on | from its stage on | where one is told |
| `story_been` | Several | yes | yes | yes |
| `leader` | Leader | from go first on | from go first on | yes |
| `cards/<n>` | Card | once revealed | once revealed | DeskCard |
| `answers/<n>` | AnswerEntry | while they are on show | while they are on show | DeskAnswerEntry |
| `order` | Order | once revealed | once revealed | once revealed |
| `review/<handle>` | ReviewCard | never | never | look through, live wall, ask how |
| `lessons/<id>` | Lesson | from lessons on | from lessons on | DeskLessonEntry |
| `unread/<handle>` | UnreadEntry | never | never | lessons |
| `ballot` | Ballot | from the vote on | from the vote on | from the vote on |
| `offers/<id>` | OfferEntry | never | never | commit |
| `commitments/<id>` | Commitment | once shown | picked ones | once shown |
| `finish` | Finish | finish | finish | finish |
| `letters` | Letters | after the vote | after the vote | after the vote |
| `desk` | Desk | never | never | yes |
| `check_ins/<handle>` | CheckInEntry | never | never | yes |
| `pulse` | PulseEntry | never | never | where it is taken |
| `similar` | Similar | never | never | lessons |
| `fitting` | Fitting | never | never | before the vote, above twelve lessons |
| `seal` | SealReport | never | never | once it has begun |
"""

from workshop.protocol.content_entries import (
    AnswerEntry,
    Ballot,
    Card,
    Carried,
    Commitment,
    KeptCommitment,
    Lesson,
    OfferEntry,
    Order,
    Several,
)
from workshop.protocol.course_entries import (
    Agenda,
    Answers,
    Finish,
    GroundRules,
    Leader,
    Letters,
    LetterTo,
    Now,
    Stage,
    StagePhase,
    Workshop,
)
from workshop.protocol.desk_entries import (
    CheckInEntry,
    Desk,
    DeskAnswerEntry,
    DeskCard,
    DeskLessonEntry,
    Fitting,
    PulseEntry,
    PulseItem,
    PulseUse,
    ReviewCard,
    SealCheck,
    SealReport,
    Similar,
    UnreadEntry,
    Wifi,
)
from workshop.protocol.story import Story
from workshop.rules.agenda import StageKind
from workshop.rules.thresholds import Amount

Entry = (
    Workshop
    | Wifi
    | Agenda
    | Now
    | GroundRules
    | Story
    | Several
    | Leader
    | Card
    | DeskCard
    | AnswerEntry
    | DeskAnswerEntry
    | Order
    | ReviewCard
    | Lesson
    | DeskLessonEntry
    | Ballot
    | Commitment
    | OfferEntry
    | Carried
    | Finish
    | Letters
    | Fitting
    | Desk
    | CheckInEntry
    | PulseEntry
    | SealReport
    | Similar
    | UnreadEntry
)
Entries = dict[str, Entry]
"""The entries of one view: path -> value."""

__all__ = [
    "Agenda",
    "Amount",
    "AnswerEntry",
    "Answers",
    "Ballot",
    "Card",
    "Carried",
    "CheckInEntry",
    "Commitment",
    "Desk",
    "DeskAnswerEntry",
    "DeskCard",
    "DeskLessonEntry",
    "Entries",
    "Entry",
    "Finish",
    "Fitting",
    "GroundRules",
    "KeptCommitment",
    "Leader",
    "Lesson",
    "LetterTo",
    "Letters",
    "Now",
    "OfferEntry",
    "Order",
    "PulseEntry",
    "PulseItem",
    "PulseUse",
    "ReviewCard",
    "SealCheck",
    "SealReport",
    "Several",
    "Similar",
    "Stage",
    "StageKind",
    "StagePhase",
    "Story",
    "UnreadEntry",
    "Wifi",
    "Workshop",
]
