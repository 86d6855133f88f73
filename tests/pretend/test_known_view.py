"""Pretend people follow a view by the rules of docs/protocol.md."""

from typing import Any

from workshop.pretend.client.known_view import KnownView
from workshop.protocol.messages import Hello


def begun() -> KnownView:
    following = KnownView()
    following.adopt(
        {"epoch": "e", "rev": 4, "entries": {"now": {"n": 1, "of": 3}, "ballot": {"n": 2}}}
    )
    return following


def change(rev: int, epoch: str = "e", **more: Any) -> dict[str, Any]:
    return {"epoch": epoch, "rev": rev, **more}


def test_a_change_that_follows_is_applied() -> None:
    following = begun()
    entries = following.entries
    assert following.take(change(5, set={"cards": {}}, part={"now": {"n": 5}}, gone=["ballot"]))
    assert (following.rev, following.entries) == (5, {"now": {"n": 5, "of": 3}, "cards": {}})
    assert entries == {"now": {"n": 1, "of": 3}, "ballot": {"n": 2}}


def test_an_old_change_is_dropped() -> None:
    following = begun()
    assert following.take(change(4, part={"now": {"n": 5}}))
    assert following.entries["now"]["n"] == 1


def test_a_gap_or_another_epoch_leads_to_hello() -> None:
    following = begun()
    assert not following.take(change(6, part={"now": {"n": 5}}))
    assert not following.take(change(5, epoch="f", part={"now": {"n": 5}}))
    assert following.entries["now"]["n"] == 1


def test_a_snapshot_that_was_overtaken_is_dropped() -> None:
    following = begun()
    following.adopt({"epoch": "e", "rev": 4, "entries": {}})
    assert following.entries
    following.adopt({"epoch": "f", "rev": 1, "entries": {}})
    assert (following.epoch, following.rev, following.entries) == ("f", 1, {})


def test_a_tick_tells_whether_something_is_missing() -> None:
    following = begun()
    assert not following.is_behind({"epoch": "e", "rev": 4})
    assert following.is_behind({"epoch": "e", "rev": 5})
    assert following.is_behind({"epoch": "f", "rev": 4})


def test_a_gap_and_a_tick_from_ahead_are_missed_and_all_else_is_not() -> None:
    following = begun()
    assert following.misses("change", change(6))
    assert following.misses("tick", {"epoch": "e", "rev": 5})
    assert not following.misses("change", change(5))
    assert not following.misses("tick", {"epoch": "e", "rev": 5})
    assert not following.misses("end", None)


def test_an_answer_to_hello_is_learned_whether_it_is_there_or_must_be_fetched() -> None:
    snapshot = {"epoch": "e", "rev": 9, "entries": {"now": 2}}
    here, away, nothing = begun(), begun(), begun()
    assert here.learn({"snapshot": snapshot}, lambda _path: None)
    assert away.learn({"fetch": "/p"}, lambda path: snapshot if path == "/p" else None)
    assert not nothing.learn({"fetch": "/p"}, lambda _path: None)
    assert not nothing.learn({"current": True}, lambda _path: snapshot)
    assert (here.hello, away.hello) == (Hello(epoch="e", rev=9),) * 2
    assert nothing.hello == Hello(epoch="e", rev=4)
