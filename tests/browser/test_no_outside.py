"""The wall around a room notices what goes outside and what breaks the policy of a page.

A whole workshop is played behind it in `test_keyboard_alone.py`.
"""

import pytest
from playwright.sync_api import Error

from tests.support.browser import LAPTOP, Stage
from tests.support.walled import WalledStage

SHOWS_PICTURE = """url => new Promise((done) => {
  addEventListener("securitypolicyviolation", done);
  document.body.append(Object.assign(new Image(), { src: url }));
}).then(() => null)"""
OUTSIDE = "http://elsewhere.invalid/picture.png"


def test_the_wall_notices_what_goes_outside_and_what_breaks_the_policy(stage: Stage) -> None:
    walled = WalledStage(stage)
    window = walled.window(LAPTOP)
    window.page.goto(stage.server.url)
    window.page.evaluate(SHOWS_PICTURE, OUTSIDE)
    with pytest.raises(Error, match="ERR_FAILED"):
        window.page.goto(OUTSIDE)
    walled.close()
    assert walled.tried == [OUTSIDE]
    assert walled.breaches == [f"img-src {OUTSIDE}"]
