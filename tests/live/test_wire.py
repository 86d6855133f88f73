"""Frames go to a phone one after another and whole, however little it takes at once."""

import socket

import gevent
import gevent.socket

from workshop.live.transport import Wire, text_frame

SLOW, BETWEEN, PONG = (text_frame(text) for text in ("4" + "a" * 2_000_000, "4between", "3"))


def test_what_comes_while_a_frame_is_half_written_goes_behind_it() -> None:
    listener = gevent.socket.socket()
    listener.bind(("127.0.0.1", 0))
    listener.listen()
    phone = gevent.socket.create_connection(listener.getsockname())
    server, _ = listener.accept()
    server.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, 4096)
    wire = Wire(server)
    assert wire.send_at_once(SLOW), "a part of it is on its way"
    assert wire.unsent > 0
    assert not wire.send_at_once(BETWEEN)
    pong = gevent.spawn(wire.send, PONG)
    gevent.sleep(0)
    assert not pong.ready() and not wire.send_at_once(BETWEEN)
    came = b""
    while len(came) < len(SLOW) + len(PONG):
        came += phone.recv(10 if len(came) < 100 else 65536)
    pong.join()
    assert came == SLOW + PONG
    assert wire.unsent == 0 and wire.send_at_once(BETWEEN)
    assert phone.recv(65536) == BETWEEN
    for one in (listener, phone, server):
        one.close()
