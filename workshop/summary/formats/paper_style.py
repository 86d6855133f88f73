"""The style on paper: its colours, and the seam, a low line that wanders like a crack."""

import hashlib

INK, SECOND_INK, CRACK, RULE = "221A13", "4F443A", "7C7368", "D7D2C9"
TABLE = "EEE9E0"
EDGE, GOLD = "A36C11", "DFAD3C"
"""Colours as other programs take them, red, green, blue. Gold is for seams and bars only."""

RULE_LENGTH, RISE = 1000, 40
CORNERS = 10


def seam_points(text: str) -> str:
    """Returns the corners of a text's seam as SVG takes them, within LENGTH by RISE.

    The same text has the same line.
    """
    chances = hashlib.sha256(text.encode()).digest()
    runs = [20 + chance for chance in chances[:CORNERS]]
    ends = [RULE_LENGTH * sum(runs[:i]) // sum(runs) for i in range(1, CORNERS)]
    heights = [_height(i, chance) for i, chance in enumerate(chances[CORNERS : 2 * CORNERS - 1])]
    level = RISE // 2
    corners = [(0, level), *zip(ends, heights, strict=True), (RULE_LENGTH, level)]
    return " ".join(f"{along},{across}" for along, across in corners)


def _height(place: int, chance: int) -> int:
    """Beside the level by turns, two corners to a side: one a corner would look like a graph."""
    side = 1 if place // 2 % 2 else -1
    return RISE // 2 + side * (2 + chance * 12 // 255)
