"""What each kind of stage is called, where an agenda gives it no name of its own."""

from collections.abc import Mapping

from workshop.rules.agenda import message as _

KIND_NAMES: Mapping[str, str] = {
    "arrive": _("Arrive"),
    "ground_rules": _("Ground rules"),
    "follow_up": _("Follow-up"),
    "go_first": _("Leader's story"),
    "story": _("Story"),
    "write": _("Write"),
    "look_through": _("Look through"),
    "reveal": _("Reveal"),
    "talk": _("Talk"),
    "break": _("Break"),
    "lessons": _("Lessons"),
    "vote": _("Vote"),
    "commit": _("Commit"),
    "finish": _("Finish"),
}
