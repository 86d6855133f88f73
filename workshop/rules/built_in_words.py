"""The program's own questions and rules, for where the facilitator wrote nothing else.

Each phone says them in its own language, the room's screen in the workshop's. Phones know these
sentences, and none of the cues, which are for the desk alone."""


def message(text: str) -> str:
    """Marks a text for the catalogue; it is translated where it is shown."""
    return text


PROMPT_FOLLOW_UP = message("What became of what we took on?")
PROMPT_DONE_WITH = message(
    "Something at work that went wrong and is behind you now. What happened?"
)
PROMPT_PROJECT = message("Something that went wrong in this project. What happened?")
PROMPT_SINCE = message("What has gone wrong, or nearly, since we last met? What happened?")
PROMPT_LESSON = message("What would have made it harder to get wrong?")

TELLER = "{name}"
"""Stands in the prompt of a look-through for the name of the teller of the last story."""
THE_TELLER = message("the teller")
"""The words for a teller without a name, and before the story is told."""
PROMPT_HELPED = message("What would have helped {name} that day?")
PROMPT_NO_STORY = message("What helps a team to speak about a failure early?")
"""The question to pairs where no story was told."""

PROMPT_ASK_HOW = message("How can something like this happen? What makes it easy?")
PROMPT_TALK = message("What makes this easy to happen here?")
IN_PAIRS = message("In pairs first, then two pairs together.")
ALL_TOGETHER = message("All of us together.")
"""The second prompt of a talk in which few take part."""
PROMPT_BREAK = message("A break. Stand up, have something to drink.")
PROMPT_LESSONS = message("What would make this harder to get wrong here?")
PROMPT_VOTE = message("What do we take with us?")
PROMPT_COMMIT = message("If ___ happens, I or we will ___")
PROMPT_WORTH = message("Was this worth your time?")
PROMPT_USE = message("Did you hear something you can use?")

QUESTION_WORDS = (
    PROMPT_FOLLOW_UP, PROMPT_DONE_WITH, PROMPT_PROJECT, PROMPT_SINCE, PROMPT_LESSON,
    PROMPT_HELPED, PROMPT_NO_STORY, PROMPT_ASK_HOW, PROMPT_TALK, IN_PAIRS, ALL_TOGETHER,
    PROMPT_BREAK,
    PROMPT_LESSONS, PROMPT_VOTE, PROMPT_COMMIT, PROMPT_WORTH, PROMPT_USE,
)  # fmt: skip
"""Every question, and how the room talks about it."""

GROUND_RULES = (
    message("We do not guess who wrote what."),
    message("Stories stay, lessons leave. A card leaves only if its writer allows it."),
    message("Ask how, not why."),
    message("No names of people who are not here."),
    message("No photos."),
    message("You may pass."),
)
PURPOSE_RULE = message("We are here to learn from what went wrong, without anyone losing face.")
SCOPE_RULE = message("Failures at work that are behind you.")
