"""Whatever somebody types, the phone asks the server for nothing between two changes of stage: a
log of requests would have the second in which a card with such a letter was written."""

import pytest

from tests.support.browser import PATIENCE, Stage
from tests.support.room_in_browser import TELL, WRONG, RoomInBrowser

TEXTS = {
    "Polish": "Zażółć gęślą jaźń",
    "Czech": "Příliš žluťoučký kůň úpěl ďábelské ódy",
    "Turkish": "İğne ile kuyu kazdık, şimdi ₺ yok",
    "Romanian": "Țară și școală, în două săptămâni",
    "Hungarian": "Árvíztűrő tükörfúrógép",
    "Latvian": "Glāžšķūņa rūķīši, ģērbies",
    "Lithuanian": "Įlinkdama fechtuotojo špaga ž",
    "Welsh": "Ŵyr ỳ ŷd",
    "Vietnamese": "Chúng tôi đã quên việc ấy, ư?",
    "Maltese": "Ħaġa żgħira",
    "Esperanto": "Eĥoŝanĝo ĉiuĵaŭde",
    "Icelandic": "Kæmi ný öxi hér, ykist þjófum",
    "German": "GROẞE Straße, „so“ – 5 €",
    "Greek": "Ξεσκεπάζω την ψυχοφθόρα",
    "Cyrillic": "Съешь же ещё этих мягких булок, їжак",
    "Arabic": "غيّرنا الأسعار مساء الجمعة",
    "Hebrew": "שכחנו להתקשר",
    "Devanagari": "हमने शुक्रवार को कीमतें बदलीं",
    "Thai": "เราเปลี่ยนราคาในวันศุกร์",
    "Japanese": "金曜日に価格を変えました",
    "Chinese": "我们在星期五改了价格",
    "Korean": "금요일에 가격을 바꿨습니다",
    "signs": "→ ↑ ↓ − × ½ ‰ ′ ″ • † ‡ ‹ › ﬁ ﬂ № ™ ∞ ≠ ￼",
    "combining": "a\u0301e\u0308n\u0303 o\u031b",
    "phonetic": "ʃʒŋɲ ǎ ơ ư",
    "emoji": "🙈 🤷🏽‍♀️ 🇵🇱 ❤️",
}
FACES = """() => [...document.fonts]
    .filter(({ family }) => /^"?(Newsreader|Figtree)"?$/.test(family))
    .map(({ family, status }) => `${family} ${status}`)"""
ARE_HERE = f"() => ({FACES})().filter((one) => one.endsWith(' loaded')).length >= 2"
ARE_WORN = "() => document.documentElement.dataset.faces === 'ours'"
DRAWN = """() => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn)))
    .then(() => document.fonts.ready).then(() => true)"""


@pytest.fixture(scope="module")
def room(shared: Stage) -> RoomInBrowser:
    """A room that writes, and a phone in it that has its faces on."""
    made = RoomInBrowser(shared, phones=1)
    page = made.phones[0].page
    page.wait_for_function(ARE_HERE, timeout=PATIENCE)
    made.skips_to("Write")
    made.phones[0].shows("Send this card")
    page.wait_for_function(ARE_WORN, timeout=PATIENCE)
    page.wait_for_load_state("networkidle")
    return made


def test_a_phone_has_one_file_for_each_of_its_two_faces(room: RoomInBrowser) -> None:
    assert sorted(room.phones[0].page.evaluate(FACES)) == ["Figtree loaded", "Newsreader loaded"]


def test_typing_in_any_script_asks_the_server_for_nothing(room: RoomInBrowser) -> None:
    phone = room.phones[0]
    asked: list[str] = []
    phone.page.on("request", lambda request: asked.append(request.url))
    fetched: dict[str, list[str]] = {}
    for script, text in TEXTS.items():
        for label in (WRONG, TELL):
            phone.types(label, text)
            phone.page.evaluate(DRAWN)
        fetched[script], asked[:] = list(asked), []
    assert {script: urls for script, urls in fetched.items() if urls} == {}
