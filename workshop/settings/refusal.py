"""Refusals: the sentences with which everything ends that cannot go on as asked."""


class Refusal(Exception):
    """Raised where nothing can go on as asked; the message is a sentence for people: what is wrong,
    what is kept, and what to do."""
