"""Which pictures there are: every moment of a workshop that looks different, and who sees it."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal, get_args

from workshop.rules.agenda import StageKind

View = Literal["phone", "projector", "desk"]
Theme = Literal["light", "dark"]
PICTURE_VIEWS: tuple[View, ...] = get_args(View)
PICTURE_THEMES: tuple[Theme, ...] = get_args(Theme)
WINDOW_SIZES: dict[View, tuple[int, int]] = {
    "phone": (390, 844),
    "projector": (1920, 1080),
    "desk": (1366, 768),
}
"""CSS pixels."""
PICTURE_SCALES: dict[View, int] = {"phone": 2, "projector": 1, "desk": 1}
"""Pixels of the picture to one of CSS."""


@dataclass(frozen=True)
class Moment:
    """Something to look at. `kind` is "" where it belongs to no stage, but to a page."""

    name: str
    kind: StageKind | Literal[""] = ""
    views: tuple[View, ...] = PICTURE_VIEWS
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


PHONE_ONLY: tuple[View, ...] = ("phone",)
DESK_ONLY: tuple[View, ...] = ("desk",)
SHARED_SCREENS: tuple[View, ...] = ("projector", "desk")
MOMENTS: tuple[Moment, ...] = (
    Moment("sign-in", views=DESK_ONLY),
    Moment("library-empty", views=DESK_ONLY),
    Moment("new", views=DESK_ONLY),
    Moment("new-more", views=DESK_ONLY, whole=True),
    Moment("new-faults", views=DESK_ONLY, whole=True),
    Moment("code", views=PHONE_ONLY),
    Moment("code-unknown", views=PHONE_ONLY),
    Moment("join", views=PHONE_ONLY),
    Moment("leader", views=PHONE_ONLY),
    Moment("leader-kept", views=PHONE_ONLY),
    Moment("arrive", "arrive"),
    Moment("arrive-this-phone", "arrive", PHONE_ONLY),
    Moment("arrive-keys", "arrive", DESK_ONLY),
    Moment("arrive-rules", "arrive"),
    Moment("go-first", "go_first"),
    Moment("story", "story"),
    Moment("story-lesson", "story"),
    Moment("story-question", "story"),
    Moment("write", "write"),
    Moment("write-draft", "write", PHONE_ONLY),
    Moment("write-sent", "write", PHONE_ONLY),
    Moment("write-nearly-done", "write", SHARED_SCREENS),
    Moment("write-paper", "write", DESK_ONLY),
    Moment("write-last-call", "write"),
    Moment("look-through", "look_through"),
    Moment("look-through-open", "look_through", DESK_ONLY),
    Moment("reveal-all", "reveal"),
    Moment("reveal-one", "reveal"),
    Moment("reveal-asked-off", "reveal", DESK_ONLY),
    Moment("reveal-six", "reveal"),
    Moment("ask-how-picking", "ask_how"),
    Moment("ask-how", "ask_how"),
    Moment("ask-how-sent", "ask_how", PHONE_ONLY),
    Moment("ask-how-last-call", "ask_how"),
    Moment("ask-how-reading", "ask_how"),
    Moment("ask-how-reading-open", "ask_how", DESK_ONLY),
    Moment("ask-how-answers", "ask_how"),
    Moment("talk", "talk"),
    Moment("cover", "talk"),
    Moment("lessons", "lessons"),
    Moment("lessons-add", "lessons", PHONE_ONLY),
    Moment("vote-early", "vote"),
    Moment("vote-late", "vote"),
    Moment("vote-tie", "vote"),
    Moment("vote-ended", "vote"),
    Moment("commit", "commit"),
    Moment("commit-offer", "commit", PHONE_ONLY),
    Moment("commit-unread", "commit", ("phone", "desk")),
    Moment("commit-taken", "commit"),
    Moment("finish", "finish"),
    Moment("sealed", "finish"),
    Moment("summary", views=("phone", "desk"), whole=True),
    Moment("follow-up", "follow_up"),
    Moment("follow-up-one", "follow_up"),
    Moment("live-wall", "write"),
    Moment("break", "break"),
    Moment("ground-rules", "ground_rules"),
    Moment("go-first-questions", "go_first"),
    Moment("write-few", "write", PHONE_ONLY),
    Moment("write-offline", "write", PHONE_ONLY),
    Moment("write-stepped-out", "write", PHONE_ONLY),
    Moment("reveal-too-few", "reveal"),
    Moment("join-late", views=PHONE_ONLY),
    Moment("library", views=DESK_ONLY),
    Moment("throw-away", views=DESK_ONLY),
    Moment("gone"),
    Moment("code-over", views=PHONE_ONLY),
    Moment("not-found", views=DESK_ONLY),
    Moment("not-signed-in", views=DESK_ONLY),
)
"""In the order in which they are taken."""
BY_NAME = {moment.name: moment for moment in MOMENTS}


def pictures(languages: tuple[str, ...]) -> Iterator[Picture]:
    """All pictures in these languages."""
    for language in languages:
        for theme in PICTURE_THEMES:
            for moment in MOMENTS:
                for view in moment.views:
                    yield Picture(language, theme, moment, view)
