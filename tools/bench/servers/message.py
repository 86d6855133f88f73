"""The message of the contest: an event of about 300 bytes that begins with its number."""

PAD = "x" * 254
START = '42["change",{"n":"'
COUNT_DIGITS = 8
AT = len(START)
"""The place in a text at which the number of its broadcast begins, in eight digits."""


def event_message(number: int) -> dict[str, str]:
    """The event's payload."""
    return {"n": f"{number:0{COUNT_DIGITS}}", "pad": PAD}


def text(number: int) -> str:
    """The whole text, as Socket.IO puts it into its frame; for a server that knows no Socket.IO."""
    return f'{START}{number:0{COUNT_DIGITS}}","pad":"{PAD}"}}]'
