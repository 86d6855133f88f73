"""How long, how many: the figures of the product in one place."""

HAPPENED = 280
LEARNED_CHARS = 140
ANSWER_CHARS = 200
LESSON_CHARS = 140
NAME_CHARS = 60
LABEL_CHARS = 60
"""The name of a link, or of whom it is for."""
WHEN = 120
WILL = 120
LEADER_TEXT = 1200
"""Characters of the leader's story in all: the room's screen shows it at once."""
TITLE_CHARS = 80
TEAM_CHARS = 60
PROMPT = 160
NOTE_CHARS = 160
"""Wi-Fi name, support contacts, reporting channel."""
LETTER_CHARS = 200
"""A line to the teller of a story."""
LETTERS_FOR = 7
"""Days for which letters wait to be let through."""
WIFI_PASSWORD = 63
"""Characters that WPA takes at most."""

MOST_RULES = 10
"""Ground rules of a workshop at most."""

CARDS_EACH = 2
"""Cards of a device in a small room; see `rules.room_size` for larger ones."""
LESSONS_EACH = 3
LESSONS_IN_TALK = 1
"""From each device while groups talk: a group has one sentence."""
ADDING_CLOSES = 60.0
"""Seconds before the end of its stage at which the list of lessons closes for phones: the desk
reads then."""
OFFERS_EACH = 3
PER_LESSON = 2
MOST_VOTED = 12
LESSONS_DEALT = 5
"""Lessons dealt to each phone, to mark what to keep, where there are more than the ballot takes."""
MOST_CHOSEN = 3
MOST_TAKEN = 5
"""Lessons that the room takes along at most where some tie for the last place."""
RUN_OFF_S = 30.0
"""Seconds of one more vote between those that tie."""
CARRIED = 20
"""Open commitments that a follow-up starts with at most, the newest."""
LAST_CALL_S = 30.0
"""Seconds for "send, or keep private?"; every phone sends something in them."""
HURRIED_CALL = 6.0
"""Seconds of a last call on a server on which nobody is real, and nobody withdraws after it."""
WITHDRAW_S = 20
"""Seconds to withdraw a card, where fewer than five devices wrote, or too few."""
LIFE = 24 * 3600.0
"""Seconds after the last activity at which an open workshop is sealed by itself."""
OPEN_HOURS = 24
OPEN_FOR = OPEN_HOURS * 3600.0
"""Seconds for which a workshop's devices may fetch the summary after the seal."""
PREPARED = 30 * 24 * 3600.0
"""Seconds for which a workshop that was only prepared is kept."""
