"""The room's Wi-Fi: for those who look at the room's screen, and for no device that is in."""

from workshop.protocol.entries import Entries, Wifi
from workshop.rules.joining import qr_modules, wifi_text
from workshop.storage.bodies import WifiWords
from workshop.views.room_parts import RoomWifi


def room_wifi(name: str, words: WifiWords) -> RoomWifi:
    """Returns the Wi-Fi of a room. Its code takes a millisecond or two to draw: keep the result."""
    return RoomWifi(name, words.password, words.shown, qr_modules(wifi_text(name, words.password)))


def wifi_on_desk(wifi: RoomWifi | None) -> Entries:
    """Returns the whole Wi-Fi for the desk, so that it can be changed."""
    if wifi is None:
        return {}
    return {"wifi": _entry(wifi, wifi.password)}


def on_screen(wifi: RoomWifi | None) -> Entries:
    """Returns the Wi-Fi for the room's screen: the password only where the room may read it."""
    if wifi is None:
        return {}
    return {"wifi": _entry(wifi, wifi.password if wifi.shown else "")}


def _entry(wifi: RoomWifi, password: str) -> Wifi:
    return Wifi(name=wifi.name, password=password, shown=wifi.shown, qr=list(wifi.qr))
