"""The end of a start by a setting that cannot be used."""

from pathlib import Path


class Refusal(Exception):
    """Raised where nothing can go on as asked; the message is a sentence for people: what is wrong,
    what is kept, and what to do."""


class WrongSetting(Refusal, ValueError):
    """A setting that cannot be used; the message says which, why and what would be right."""


def secret_in(path: str, name: str, whose: str) -> str:
    """Returns the secret in a file that a setting names. Raises WrongSetting."""
    try:
        return Path(path).read_text("utf-8").strip()
    except (OSError, ValueError) as fault:
        raise WrongSetting(
            f"{name} is {path!r}; it must be a file that this program can read, with {whose} "
            "secret in it and nothing else."
        ) from fault
