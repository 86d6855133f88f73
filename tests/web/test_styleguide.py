"""The style guide is for whoever works on the screens, on their own machine."""

from tests.live.conftest import Place


def test_nobody_else_is_served_the_style_guide(place: Place) -> None:
    assert place.server.get("/styleguide", Cookie=place.cookie).status == 404
