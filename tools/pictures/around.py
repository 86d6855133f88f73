"""Pictures beside the default agenda: the first pages, other rooms, and what goes wrong."""

import json

from playwright.sync_api import Page

from tools.pictures.album import Album
from tools.pictures.pictured_room import PicturedRoom, here
from tools.pictures.windows import Windows
from workshop.pretend.facilitator import Facilitator
from workshop.protocol import commands
from workshop.rules.agenda_file import AGENDA_FORMAT, AGENDA_VERSION

MANY_AROUND = 16
"""Enough for a live wall."""
FEW_AROUND = 2
"""With the shown phone they are three, until one of them goes."""

A_BLINK = 2_500.0
"""Milliseconds after which a phone says that the connection is lost."""


def before(windows: Windows, album: Album, cookie: str) -> None:
    """The pages of somebody who has not opened a workshop yet."""
    desk, url = windows.desk, windows.url
    _take(album, windows, "sign-in", _at(desk, f"{url}/enter"))
    windows.sign_in(cookie)
    _take(album, windows, "library-empty", _at(desk, f"{url}/desk/"))
    _take(album, windows, "new", _at(desk, f"{url}/desk/new"))
    desk.locator("#step-room > summary").click()
    _take(album, windows, "new-more", desk)
    desk.locator("#step-story > summary").click()
    desk.get_by_role("button", name=windows.say("Our own story")).click()
    desk.locator(".new .button-main").last.click()
    desk.locator("[role=alert]").first.wait_for()
    _take(album, windows, "new-faults", desk)


def second_workshop(lead: Facilitator, windows: Windows, album: Album) -> None:
    """A team's second workshop: what it took on, and what became of that."""
    room = PicturedRoom(lead, windows, album, FEW_AROUND, template="follow_up")
    room.opens_the_screens()
    room.joins()
    room.goes("follow_up")
    lead.do(commands.FollowUp(n=1, outcome="kept", learned=room.texts.lesson))
    said = {"phone": room.texts.lesson, "projector": room.texts.lesson}
    room.takes("follow-up", **said)
    room.step(1)
    room.takes("follow-up-one", **said)
    room.closes()


def live_wall(lead: Facilitator, windows: Windows, album: Album) -> None:
    """Many people, whose cards appear as they come."""
    room = PicturedRoom(lead, windows, album, MANY_AROUND, template="all_hands", cards="live")
    room.opens_the_screens()
    room.joins()
    room.goes("write")
    room.acts()
    lead.until(lambda: _puts_up(lead))
    done = windows.say("All or nearly all have taken part.")
    room.takes("live-wall", projector=windows.say("left, on your phone"), desk=done)
    room.closes()


def _puts_up(lead: Facilitator) -> bool:
    """Puts the cards on the wall that the desk is shown; true once some are there."""
    lead.reads()
    return any(path.startswith("cards/") for path in lead.entries)


def pause(lead: Facilitator, windows: Windows, album: Album) -> None:
    """The break of the long agenda."""
    room = PicturedRoom(lead, windows, album, FEW_AROUND, template="90")
    room.opens_the_screens()
    room.joins()
    room.goes("break")
    room.takes("break")
    room.closes()


def rules(lead: Facilitator, windows: Windows, album: Album) -> None:
    """The stage of the rules, which an agenda of a team's own may have."""
    kinds = ("arrive", "ground_rules", "write", "finish")
    stages = [{"kind": kind, "minutes": 3} for kind in kinds]
    file = {
        "format": AGENDA_FORMAT,
        "version": AGENDA_VERSION,
        "name": "-",
        "language": "en",
        "stages": stages,
    }
    own = lead.keep_agenda(json.dumps(file))
    room = PicturedRoom(lead, windows, album, FEW_AROUND, template=own)
    room.opens_the_screens()
    room.joins()
    room.goes("ground_rules")
    room.takes("ground-rules")
    room.closes()


def few(lead: Facilitator, windows: Windows, album: Album) -> None:
    """Few people, no leader's story, a phone that goes away; then the workshop is thrown away."""
    room = PicturedRoom(lead, windows, album, FEW_AROUND)
    room.opens_the_screens()
    room.joins()
    room.goes("go_first")
    room.takes("go-first-questions")
    room.goes("write")
    room.takes("write-few", phone=windows.say("With so few of us, guessing is easy."))
    _goes_away(room)
    _shows_nothing(room)
    _late(room)
    _thrown_away(room)
    room.closes()


def _goes_away(room: PicturedRoom) -> None:
    room.writes(room.texts.draft)
    room.windows.cut("phone", True)
    room.phone.wait_for_timeout(A_BLINK)
    room.takes(
        "write-offline",
        phone=room.windows.say(
            "No connection right now. What you write is kept. The page reconnects on its own. If "
            "the room’s screen shows a new address, scan the code again."
        ),
    )
    room.windows.cut("phone", False)
    room.phone.get_by_text(room.windows.say("Connected.")).first.wait_for()
    room.presses("Step out")
    room.takes("write-stepped-out")
    room.presses("Back")


def _shows_nothing(room: PicturedRoom) -> None:
    """With one more gone, only two are done."""
    room.company.actors.pop().client.connection.close()
    room.acts()
    room.lead.goes("reveal")
    room.takes("reveal-too-few", phone=room.windows.say("No card is shown this time."))


def _late(room: PicturedRoom) -> None:
    """Another phone, which comes when it has begun."""
    page = room.windows.open_elsewhere("phone")
    page.goto(room.address)
    page.locator(".frame-foot .button-main").wait_for()
    room.takes_page("join-late", "phone", page)
    page.context.close()


def _thrown_away(room: PicturedRoom) -> None:
    page, url = room.windows.open("desk"), room.windows.url
    room.takes_page("library", "desk", _at(page, f"{url}/desk/"))
    scanned = here(room.lead.entries["workshop"]["join_url"])
    room.takes_page("throw-away", "desk", _at(page, f"{url}/desk/{room.lead.id}/throw-away"))
    page.locator("button[name=sure]").hover()
    page.mouse.down()
    page.wait_for_url(f"{url}/desk/")
    page.mouse.up()
    gone = room.windows.say("This workshop is no longer here.")
    room.takes("gone", phone=gone, projector=gone, desk=gone)
    phone = room.windows.open_elsewhere("phone")
    room.takes_page("code-over", "phone", _at(phone, scanned))
    phone.context.close()
    room.takes_page("not-found", "desk", _at(page, f"{url}/desk/nothing/"))
    room.windows.sign_out()
    room.takes_page("not-signed-in", "desk", _at(page, f"{url}/desk/"))
    page.close()


def _take(album: Album, windows: Windows, name: str, page: Page) -> None:
    album.take(name, windows.language, {"desk": page})


def _at(page: Page, address: str) -> Page:
    page.goto(address)
    return page
