"""The end of a start by a setting that cannot be used."""


class WrongSetting(ValueError):
    """A setting that cannot be used; the message says which, why and what would be right."""
