"""The form of a new workshop stands where it is from the moment that it is seen."""

import pytest

from tests.support.browser import LAPTOP, PHONE, Stage

SUMS_SHIFTS = """window.shifted = 0;
new PerformanceObserver((list) => {
    for (const one of list.getEntries()) if (!one.hadRecentInput) window.shifted += one.value;
}).observe({ type: "layout-shift", buffered: true });"""
SETTLED = """() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))
    .then(() => document.fonts.ready).then(() => window.shifted)"""
UNSEEN = 0.01
"""A face that comes moves less."""


@pytest.mark.parametrize("size", [LAPTOP, PHONE], ids=["laptop", "phone"])
def test_nothing_jumps_while_the_form_comes(visit: Stage, size: dict[str, int]) -> None:
    page = visit.signed_in("desk/").page
    page.set_viewport_size(size)  # type: ignore[arg-type]
    page.add_init_script(SUMS_SHIFTS)
    page.goto(f"{visit.server.url}/desk/new", wait_until="networkidle")
    assert page.evaluate(SETTLED) < UNSEEN
