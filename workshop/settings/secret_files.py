"""Secrets that an operator keeps in a file, where no list of processes shows them."""

from pathlib import Path

from workshop.settings.wrong_setting import WrongSetting


def secret_in(path: str, name: str, whose: str) -> str:
    """Returns the secret in a file that a setting names. Raises WrongSetting."""
    try:
        return Path(path).read_text("utf-8").strip()
    except (OSError, ValueError) as fault:
        raise WrongSetting(
            f"{name} is {path!r}; it must be a file that this program can read, with {whose} "
            "secret in it and nothing else."
        ) from fault
