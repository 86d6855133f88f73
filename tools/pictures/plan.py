"""Which pictures there are: every moment of a workshop that looks different, and who sees it."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal, get_args

from workshop.rules.agenda import StageKind

View = Literal["phone", "projector", "desk"]
Theme = Literal["light", "dark"]
VIEWS: tuple[View, ...] = get_args(View)
THEMES: tuple[Theme, ...] = get_args(Theme)
SIZES: dict[View, tuple[int, int]] = {
    "phone": (390, 844),
    "projector": (1920, 1080),
    "desk": (1366, 768),
}
"""CSS pixels."""
SCALES: dict[View, int] = {"phone": 2, "projector": 1, "desk": 1}
"""Pixels of the picture to one of CSS."""


@dataclass(frozen=True)
class Moment:
    """Something to look at. `kind` is "" where it belongs to no stage, but to a page."""

    name: str
    kind: StageKind | Literal[""] = ""
    views: tuple[View, ...] = VIEWS
    whole: bool = False
    """True if the picture is of the whole page, also of what has to be scrolled to."""


@dataclass(frozen=True)
class Picture:
    """One picture of a moment."""

    language: str
    theme: Theme
    moment: Moment
    view: View

    @property
    def file(self) -> str:
        """The picture's file below the folder, such as "en-light/07-vote-phone.png"."""
        number = MOMENTS.index(self.moment) + 1
        return f"{self.language}-{self.theme}/{number:02d}-{self.moment.name}-{self.view}.png"


PHONE: tuple[View, ...] = ("phone",)
DESK: tuple[View, ...] = ("desk",)
SHARED: tuple[View, ...] = ("projector", "desk")
MOMENTS: tuple[Moment, ...] = (
    Moment("sign-in", views=DESK),
    Moment("library-empty", views=DESK),
    Moment("new", views=DESK),
    Moment("new-more", views=DESK, whole=True),
    Moment("new-faults", views=DESK, whole=True),
    Moment("code", views=PHONE),
    Moment("code-unknown", views=PHONE),
    Moment("join", views=PHONE),
    Moment("leader", views=PHONE),
    Moment("leader-kept", views=PHONE),
    Moment("arrive", "arrive"),
    Moment("arrive-this-phone", "arrive", PHONE),
    Moment("arrive-keys", "arrive", DESK),
    Moment("ground-rules", "ground_rules"),
    Moment("go-first", "go_first"),
    Moment("story", "story"),
    Moment("story-lesson", "story"),
    Moment("story-question", "story"),
    Moment("write", "write"),
    Moment("write-draft", "write", PHONE),
    Moment("write-sent", "write", PHONE),
    Moment("write-nearly-done", "write", SHARED),
    Moment("write-paper", "write", DESK),
    Moment("write-last-call", "write"),
    Moment("look-through", "look_through"),
    Moment("look-through-open", "look_through", DESK),
    Moment("reveal-all", "reveal"),
    Moment("reveal-one", "reveal"),
    Moment("reveal-asked-off", "reveal", DESK),
    Moment("reveal-six", "reveal"),
    Moment("talk", "talk"),
    Moment("cover", "talk"),
    Moment("lessons", "lessons"),
    Moment("lessons-add", "lessons", PHONE),
    Moment("vote-early", "vote"),
    Moment("vote-late", "vote"),
    Moment("vote-tie", "vote"),
    Moment("vote-ended", "vote"),
    Moment("commit", "commit"),
    Moment("commit-offer", "commit", PHONE),
    Moment("commit-unread", "commit", ("phone", "desk")),
    Moment("commit-taken", "commit"),
    Moment("finish", "finish"),
    Moment("sealed", "finish"),
    Moment("summary", views=("phone", "desk"), whole=True),
    Moment("follow-up", "follow_up"),
    Moment("follow-up-one", "follow_up"),
    Moment("live-wall", "write"),
    Moment("break", "break"),
    Moment("go-first-questions", "go_first"),
    Moment("write-few", "write", PHONE),
    Moment("write-offline", "write", PHONE),
    Moment("write-stepped-out", "write", PHONE),
    Moment("reveal-too-few", "reveal"),
    Moment("join-late", views=PHONE),
    Moment("library", views=DESK),
    Moment("throw-away", views=DESK),
    Moment("gone"),
    Moment("code-over", views=PHONE),
    Moment("not-found", views=DESK),
    Moment("not-signed-in", views=DESK),
)
"""In the order in which they are taken."""
BY_NAME = {moment.name: moment for moment in MOMENTS}


def pictures(languages: tuple[str, ...]) -> Iterator[Picture]:
    """All pictures in these languages."""
    for language in languages:
        for theme in THEMES:
            for moment in MOMENTS:
                for view in moment.views:
                    yield Picture(language, theme, moment, view)
