"""Handles, the names of things on a wire: made of their keys, and of nothing that a copy of the
file holds."""

import os

import pytest

from workshop.protocol.base import Handle
from workshop.storage.handles import NO_ROW, Handles, RowKey, row_key
from workshop.storage.keyring import Keys

K = Keys(b"k" * 32)
KEYS = [bytes([i]) * 16 for i in range(50)]


def test_a_handle_leads_back_to_its_key_and_is_the_same_at_every_start() -> None:
    handles, again = Handles(K), Handles(Keys(b"k" * 32))
    called = [handles.of(key) for key in KEYS]
    assert called == [again.of(key) for key in KEYS]
    assert [again.row(one) for one in called] == KEYS
    assert [handles.key(one) for one in called] == [row_key(key) for key in KEYS]
    assert [handles.named(row_key(key)) for key in KEYS] == called


def test_another_workshop_calls_the_same_keys_otherwise_and_in_another_order() -> None:
    here, there = ([Handles(keys).of(key) for key in KEYS] for keys in (K, Keys(b"j" * 32)))
    assert not {*here} & {*there} & {key.hex() for key in KEYS}
    assert len({*here, *there}) == 2 * len(KEYS)
    orders = [sorted(range(50), key=called.__getitem__) for called in (here, there)]
    assert orders[0] != orders[1] != list(range(50)) != orders[0]


@pytest.mark.parametrize("name", ["", "x", "3", "0" * 31, "0" * 33, "G" * 32, "story", "A" * 32])
def test_what_can_be_no_handle_leads_to_no_key(name: str) -> None:
    handles = Handles(K)
    assert (handles.row(Handle(name)), handles.key(Handle(name))) == (b"", NO_ROW)


def test_counts_are_called_by_the_handles_of_their_lessons() -> None:
    handles, key = Handles(K), RowKey("ab" * 16)
    called = handles.named(key)
    for kind in ("", "keep:", "paper:"):
        assert handles.item(f"{kind}{key}") == f"{kind}{called}"
    for item in ("took_part", "been_there:3", "worth:yes", "keepers", "been_there:story"):
        assert handles.item(item) == item


def test_a_handle_is_as_long_as_a_key_of_a_device() -> None:
    assert {len(Handles(K).of(os.urandom(16))) for _ in range(99)} == {32}
