"""The rules that the message types can't say, for docs/protocol.md."""

from workshop.protocol.wire import DOWN, UP
from workshop.settings import ANSWER

RULES = f"""\
## The rules

**Transport.** Socket.IO on the default namespace, path `/socket.io`. Every payload is one JSON
object of a closed type: an unknown field is refused with its name. An unknown event or a binary
frame ends the connection. A connection is refused with `no_such`, `not_allowed` or `malformed`;
a phone that is new also with `door_closed`, and where it was let in before with `taken_back` or
`handed_over`; the browser then stops and says so. Codes, numbers and people's own texts (with their
language) travel; sentences of the interface do not.

**One size.** Spaces follow each packet that a browser sends until it has, with engine.io's type
before it, {UP} bytes of UTF-8, or a multiple of that. Texts go up in NFC. In the same way each
answer, also to a connect, gets {DOWN} bytes or a multiple of that. Changes and ticks, the same for
everybody in a room, are sent as they are.

**Events.** Up, each with an acknowledgement: `hello` (Hello) is answered by HelloAnswer, `do` (Do)
by Ok, Retry or Refused, `mine` (Mine) by MineAnswer, `held` (Held) by HeldAnswer, Retry or
Refused. Down: `change` (Change), `tick` (Tick).

**Rooms.** One per workshop and view. A view's entries are the same for everybody in its room;
what is personal (my cards, my votes) stays on the device and in acknowledgements.

**Following.** Each view has a `rev` of its own, which grows with every change of what it shows, and
an `epoch`, which is another one after a restart or a restore. A view for which nothing changed is
sent nothing, and no view's rev tells how often another one has changed. A change turns the picture
of the rev before it into its own. On a change:

| the change | what the browser does |
|---|---|
| has another epoch | says hello |
| `rev` is not above mine | drops it |
| `rev` is the next after mine | applies it: `set` replaces, `part` sets fields, `gone` deletes |
| `rev` is above that | says hello, and keeps the change until the answer |

A tick with another epoch, or with a rev above mine, also leads to hello. A snapshot of my epoch
whose rev is not above mine is dropped: a change has overtaken it. The server joins a socket to its
room first and reads the snapshot then, so nothing falls between the two.

**Hello** is said after each connection, when the page becomes visible again, on `online` and on
`pageshow`; one at a time. It is answered by `current`, by the snapshot, or, when that is large, by
a path to fetch it from. Everyone fetches the same bytes: a snapshot holds nothing personal.

**Commands.** An acknowledgement comes after the commit. A phone gets every answer {ANSWER} ms
after its message came, or after a multiple of that, so that the delay tells nothing. The outbox of
a device sends one command at a time and drops it only when it is answered by Ok or Refused.
`too_fast` and Retry mean "not stored": the same command goes up again, under the same key, after
0.25 to 1.5 s with some chance in it. Without an answer for 2 s the browser connects anew (at most
every 5 s); after 4 s it tries again in any case. A command sent twice gets the first answer: the
key of a card, a lesson or a commitment is remembered until its round is wiped, `vote`,
`nothing_to_add`, `been_there`, `unclear` and `answer` say how things stand from now on, and stage
commands carry the `turn` they were pressed on.

**Replacing.** A newer absolute command takes the place of an older one of the same item that was
not sent yet. A vote does so only when no other vote waits behind the older one; otherwise it could
need a vote of the budget that is freed later in the queue.

**A participant's device** keeps its secret, drafts, own cards, votes, taps and outbox in
localStorage under the workshop's id; in memory where that throws, and the page says so. It is
wiped at the seal, by "forget this device", and when it is a day old. The key of the command that
writes a card is the card's key from then on, for editing, withdrawing and asking what became of it.

**Two tabs of one device** share all of that, and each reads before it writes. One of them sends:
the one in which somebody acted last; another takes over when that one is closed, or has given no
sign of life for six seconds. What may have been sent by another tab is not replaced. The draft of a
card has its key from its first letter on, so two tabs that send it in the same moment send one
card. The latest answers are kept, for the tab that waits for what another one was told.

**What is held.** `held` is for participants. The server finds the rows with the secret of that
socket, which it keeps in memory only, and with the keys that come along; it writes nothing, raises
no rev and answers in one size. A device with more than sixteen keys asks again with the others. A
lesson's row is never in the answer: it lies under its words, and leads to no device.

**The clock.** Times are seconds of the server's clock. A device never reads its own wall clock: it
measures the offset between its monotonic clock and the server's by the time in the answer to
hello, and keeps the measurement with the shortest round trip until another contradicts it. A tick
from the future corrects at once, since nothing arrives before it was sent.
"""
