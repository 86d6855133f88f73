"""When somebody is answered who could learn from how long it takes: after a beat, or several."""


def rest_of_beat(passed: float, beat: float) -> float:
    """Seconds until a whole number of beats has passed since a question that came `passed` ago.

    How long an answer took tells what it was, and whether somebody else was acting.
    """
    return beat - passed % beat
