"""All that a person can ask for: one closed type per thing that can be done.

A new command joins the union at the end of its own file, and so these.
"""

from workshop.protocol.base import Command as Command
from workshop.protocol.change_commands import *
from workshop.protocol.change_commands import ChangeCommand
from workshop.protocol.desk_commands import *
from workshop.protocol.desk_commands import ContentCommand
from workshop.protocol.participant_commands import *
from workshop.protocol.participant_commands import ParticipantCommand
from workshop.protocol.stage_commands import *
from workshop.protocol.stage_commands import StageCommand

DeskCommand = StageCommand | ContentCommand | ChangeCommand
AnyCommand = ParticipantCommand | DeskCommand
