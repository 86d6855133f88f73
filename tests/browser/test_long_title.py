"""A title of eighty letters without a space fits wherever it stands."""

import pytest

from tests.support.browser import PHONE, Stage, Window
from tests.support.room_in_browser import RoomInBrowser

TITLE = "Geschwindigkeitsbegrenzungsverordnungsuebertretungsverfahrensgrundlagenbesprech" + "g"
NARROW = {"width": 320, "height": 568}
LARGE = {"width": 1920, "height": 1080}
WIDE = [{"width": 1366, "height": 768}, {"width": 1024, "height": 768}, PHONE, NARROW]
TOO_WIDE = """() => {
    const page = document.documentElement;
    const beside = [...document.querySelectorAll("body *")].filter((one) => {
        if (one.closest(".visually-hidden, .miniature, [hidden], svg, .skip-link")) return false;
        if (!one.checkVisibility()) return false;
        const { width, left, right } = one.getBoundingClientRect();
        return width && (left < -1 || right > page.clientWidth + 1);
    });
    const wide = page.scrollWidth > page.clientWidth ? ["the page"] : [];
    return [...wide, ...beside.map((one) => `${one.localName}.${one.className}`)];
}"""


def faults(window: Window, *sizes: dict[str, int]) -> list[str]:
    """Returns the texts that lie beside the window, at each of these sizes."""
    found = []
    for size in sizes:
        window.page.set_viewport_size(size)  # type: ignore[arg-type]
        beside: list[str] = window.page.evaluate(TOO_WIDE)
        found += [f"{window.page.url}, {size['width']} wide: {one}" for one in beside]
    return found


@pytest.mark.long
def test_a_title_without_a_space_fits_everywhere(stage: Stage) -> None:
    assert len(TITLE) == 80
    room = RoomInBrowser(stage, phones=0, template="30", title=TITLE, team=TITLE[:40])
    (phone,) = room.phones = [stage.phone(room.desk)]
    found = faults(phone, PHONE, NARROW) + faults(room.desk, *WIDE)
    room.desk.page.set_viewport_size(WIDE[0])  # type: ignore[arg-type]
    assert room.desk.page.locator(".desk-header").bounding_box()["height"] == 64  # type: ignore[index]
    found += faults(room.projector, LARGE, {"width": 1280, "height": 720})
    library = stage.signed_in("desk/")
    library.shows(TITLE)
    room.desk.unfolds("More")
    draft = room.desk.opens("Draft summary")
    draft.shows(TITLE)
    found += faults(library, *WIDE) + faults(draft, *WIDE)
    room.desk.page.set_viewport_size(WIDE[0])  # type: ignore[arg-type]
    room.skips_to("Finish")
    found += faults(room.projector, LARGE) + faults(phone, PHONE, NARROW)
    room.hold()
    summary = phone.opens("Open the summary")
    summary.shows(TITLE)
    found += faults(summary, PHONE, NARROW) + faults(room.desk, *WIDE)
    room.desk.unfolds("More")
    found += faults(room.desk, *WIDE)
    library.page.reload()
    library.shows(TITLE)
    found += faults(library, *WIDE)
    library.page.get_by_role("link", name=TITLE).first.click()
    library.shows("Follow up on this")
    found += faults(library, *WIDE)
    assert not found, "\n".join(found)
