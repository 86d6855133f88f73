"""A room as its desk is shown it: all that commands on a socket can be made of."""

from types import SimpleNamespace
from typing import Any

from tests.support.fuzz.making import Maker
from workshop.pretend.client.known_view import said_with_undo
from workshop.stories.pack import built_in

Entries = dict[str, Any]


def below(entries: Entries, prefix: str) -> list[Any]:
    """The entries below a prefix, each with its fields as attributes."""
    return [
        SimpleNamespace(**one) for path, one in entries.items() if path.startswith(f"{prefix}/")
    ]


def as_room(entries: Entries) -> Any:
    """Returns what a maker of commands asks of a room, from the entries of a desk."""
    now = entries["now"]
    stages = [SimpleNamespace(**one) for one in entries["agenda"]["stages"]]
    lessons, ballot = below(entries, "lessons"), entries.get("ballot", {}).get("lessons", [])
    about = entries["workshop"]
    state = SimpleNamespace(
        **{name: now[name] for name in ("round", "turn", "phase")},
        stage=stages[now["position"]].id,
        run_off=ballot if now["phase"] == "run_off" else [], title=about["title"],
        chosen=[one.id for one in lessons if one.chosen], team=about["team"],
    )  # fmt: skip
    return SimpleNamespace(
        state=state, lessons=lessons, stage=stages[now["position"]], entries=entries,
        agenda=SimpleNamespace(stages=stages), waiting=below(entries, "review"),
        writing=SimpleNamespace(about=now["about"]),
        **{name: below(entries, name)
           for name in ("cards", "unread", "offers", "commitments", "carried", "check_ins")},
    )  # fmt: skip


class MakerAtDesk(Maker):
    """Like `Maker`, but for rooms of which only the desk's entries are known."""

    def said(self, tag: str, stage: str, room: Any) -> list[dict[str, Any]]:
        """Returns what the desk is shown that an act takes away."""
        return said_with_undo(room.entries, tag, stage)

    def whole(self, tag: str, name: str, room: Any) -> Any:
        """A change that leaves all as it is, which a desk may make whatever it saw."""
        if name == "seen":
            return "0" * 16
        if name == "story":
            return room.entries.get("story") or built_in()[0]
        cues = room.entries["desk"]["cues"]
        return [{**one, "cue": cue} for one, cue in zip(room.entries["agenda"]["stages"], cues,
                                                        strict=True)]  # fmt: skip
