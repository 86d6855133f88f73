"""The end of a start by a setting that cannot be used."""

from workshop.settings.refusal import Refusal


class WrongSetting(Refusal, ValueError):
    """A setting that cannot be used; the message says which, why and what would be right."""
