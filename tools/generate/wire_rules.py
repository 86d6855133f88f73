"""The rules that the message types can't say, for docs/protocol.md."""

from workshop.protocol.messages import RIDE_AT_ONCE
from workshop.protocol.wire import DOWN_STEP_BYTES, TO_DESK, UP_STEP_BYTES
from workshop.settings import PHONE_ANSWER_MS

WIRE_RULES = f"""\
## The rules

**Transport.** Socket.IO on the default namespace, path `/socket.io`, over a websocket alone. Every
payload is one JSON object of a closed type: an unknown field is refused with its name. An unknown
event or a binary frame ends the connection. A connection is refused with `no_such`, `not_allowed`
or `malformed`; a new phone also with `door_closed`, and a page whose way in has ended with
`taken_back` or `handed_over`. The browser then stops and says so. With `retry` or `full` (no place
for one more phone) it asks again, after a second or after eight and more. While many new devices
come at once, one that shows no ticket is refused with `many`: it says so and comes again with the
same secret, at a moment of its own within the next seconds. Codes, numbers and people's own texts
(with their language) are sent; the interface's sentences are not. The socket's address names the
workshop (`?w=ID`) for a proxy before several processes; the server does not read that.

**One size.** Each packet that a browser sends is padded with spaces. With engine.io's type in
front, it then has {UP_STEP_BYTES} bytes of UTF-8, or a multiple of that. Texts go up in NFC. In
the same way each answer, even to a connect, gets {DOWN_STEP_BYTES} bytes or a multiple of that.
Changes and ticks are the same for everyone in a room, and are sent as they are; at the desk, a
change has {TO_DESK} bytes or a multiple of that, and a tick {DOWN_STEP_BYTES}.

**Events.** Up, each with an acknowledgement: `hello` (Hello) is answered by HelloAnswer, `do` (Do)
by Ok, Retry or Refused, `beat` (Beat) by BeatAnswer, `mine` (Mine) by MineAnswer, `held` (Held)
by HeldAnswer, Retry or Refused. Down: `change` (Change), `tick` (Tick).

**Rooms.** One per workshop and view. A view's entries are the same for everyone in its room.
Personal data (my cards, my votes) stays on the device and in acknowledgements.

**Following.** Each view has its own `rev`, which grows with every change in what it shows, and an
`epoch`, which is different after a restart or a restore. If nothing has changed for a view, it is
sent nothing, and no view's rev shows how often another view has changed. A change turns the state
at the rev before it into the state at its own. On a change:

| the change | what the browser does |
|---|---|
| has another epoch | says hello |
| `rev` is not above mine | drops it |
| `rev` is the next after mine | applies it: `set` replaces, `part` sets fields, `gone` deletes |
| `rev` is above that | says hello, and keeps the change until the answer |

A tick with another epoch, or with a rev above mine, also leads to hello. A snapshot of my epoch
whose rev is not above mine is dropped: a change has overtaken it. The server first joins a socket
to its room and then reads the snapshot, so nothing is lost between the two.

**Hello** goes up after each connection, when the page becomes visible again, on `online` and on
`pageshow`; one at a time. The answer is `current`, or the snapshot, or, if that is large, a path
to fetch it from. Everyone fetches the same bytes: a snapshot holds nothing personal.

**Commands.** An acknowledgement comes after the commit. A phone gets every answer
{PHONE_ANSWER_MS} ms after its message came, or after a multiple of that, so that the delay reveals
nothing. A device's outbox sends one command at a time and drops it only when the answer is Ok or
Refused. `too_fast` and Retry mean "not stored": the same command goes up again, under the same key,
after a random 0.25 to 1.5 s. If there is no answer for 2 s, the browser reconnects (at most every
5 s); after 4 s it tries again in any case. Stage commands carry the `turn` they were pressed on.

**Late copies.** A device's commands have numbers that grow by steps of chance, from a beginning of
chance; all have sixteen digits. A command gets its number when it is sent for the first time, and
keeps it. For each round the server knows each device's last number, and the keys of what came last:
one of what the device sends on its own, {RIDE_AT_ONCE} of what its beats take along. What has no
round (`ask_off` and notes to the facilitator, the pulse, letters) has an order of its own. What was
stored last is answered Ok, as it was then, also in a later stage, until the seal: once a round is
over, its numbers go and marks of the last keys stay. What is not above the last number is refused
with `out_of_date`, whose `about` is that number, and changes nothing. So an old copy that comes by
another connection, or from a process that stood still, undoes nothing. `hello` is answered with the
last number that this process knows of the device, which counts on from there. A process whose loop
stood still for more than two seconds ends all its connections, and reads nothing that lay in them.

**Beats.** Slots begin at multiples of `Workshop.beat` seconds of the server's clock. In each, a
phone whose page is visible sends one `beat`, at a random moment, with up to {RIDE_AT_ONCE} commands
that wait for it or with none: `been_there`, `unclear`, `ask_off`, `check_in`, `withdraw_check_in`,
and what it says for someone who has stepped out. The server does all that a slot's beats have
brought when the slot is over. Until then it answers each item with Retry, and the phone brings it
again, under the same key, until the answer is Ok or Refused. Then the desk is sent one change, also
if nothing has changed: that one has the rev that the desk has, which drops it.

**Replacing.** A newer absolute command replaces an older one about the same item if that has not
been sent yet. A vote does so only if no other vote waits behind the older one; otherwise it could
need a vote that is freed only later in the queue.

**A participant's device** keeps its secret, drafts, own cards, votes, taps and outbox in
localStorage under the workshop's id. If that throws, it keeps them in memory, and the page says
so. They are wiped at the seal, by "Forget this device", and when they are a day old. The key of
the command that writes a card is the card's key from then on, for editing, withdrawing and asking
what became of it.

**Two tabs of one device** share all of this, and each reads before it writes. One of them sends:
the one in which someone acted last. Another takes over when that tab is closed, or has given no
sign of life for six seconds. A command that another tab may have sent is not replaced. The draft
of a card has its key from the first letter, so two tabs that send it at the same moment send one
card. The latest answers are kept for a tab that waits for what another one was told.

**What is held.** `held` is for participants. The server finds the rows with that socket's secret,
which it keeps only in memory, and with the keys that the message brings. It writes nothing, raises
no rev and answers in one size. A device with more than sixteen keys asks again with the others. A
lesson's row is never in the answer: it is found by its words, and leads to no device.

**The clock.** Times are seconds of the server's clock. A device never reads its own wall clock. It
measures the offset between its monotonic clock and the server's from the time in the answer to
hello, and keeps the measurement with the shortest round trip until another contradicts it. A tick
from the future corrects it at once, because nothing arrives before it was sent.
"""
