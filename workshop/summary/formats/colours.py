"""The look's colours on paper, as files for other programs take them: red, green, blue."""

INK, SECOND, CRACK, RULE = "221A13", "4F443A", "7C7368", "D7D2C9"
TABLE = "EEE9E0"
EDGE, GOLD = "A36C11", "DFAD3C"
"""Gold is for seams and bars only."""
