"""Texts that were made harmless: only their letters are left."""

import unicodedata

from workshop.rules.text import REORDERING, visible


def test_of_all_signs_those_go_that_control_reorder_or_mean_nothing_and_no_other() -> None:
    signs = [chr(code) for code in range(0x110000)]
    rows = ["".join(signs[start : start + 256]) for start in range(0, len(signs), 256)]
    changed = [row for row in rows if visible(row) != row]
    gone = {sign for row in changed for sign in row if not visible(sign)}
    controls = {sign for sign in signs if unicodedata.category(sign) in {"Cc", "Cs"}}
    nothing = {chr(code) for code in range(0x110000) if code & 0xFFFE == 0xFFFE}
    nothing |= {chr(code) for code in range(0xFDD0, 0xFDF0)}
    breaks = set("\n\r\t\x0b\x0c\x85")
    assert gone == (controls | REORDERING | nothing) - breaks


def test_every_break_is_a_line_and_a_tab_is_a_space() -> None:
    assert visible("a\r\nb\rc\x0bd\u2028e\tf\ng") == "a\nb\nc\nd\ne f\ng"
