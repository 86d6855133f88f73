"""Run where the image's program would be: starts it, and asks it for a page and a PDF.

Its arguments are the program and what it is started with. The image's Python runs it, as a user
without rights and without a network; so there is nothing here but the standard library.
"""

import ctypes
import json
import os
import subprocess
import sys
import urllib.error
import urllib.parse
import urllib.request
from email.message import Message

SECRET = "a secret of twenty letters"
SITE = {"Host": "localhost", "Origin": "https://localhost"}
PR_SET_MDWE, REFUSE_EXEC_GAIN = 65, 1
"""As in linux/prctl.h: no memory may become executable, as MemoryDenyWriteExecute has it."""
WITHIN = 60.0


class Stays(urllib.request.HTTPRedirectHandler):
    """Follows no redirect."""

    def redirect_request(self, *_: object) -> None:  # type: ignore[override]
        """None: the answer is what was asked for."""


def ask(path: str, data: bytes | None = None, **headers: str) -> tuple[int, Message, bytes]:
    """Asks the program as a proxy on this machine does."""
    request = urllib.request.Request(f"http://127.0.0.1:8000{path}", data, {**SITE, **headers})
    try:
        with urllib.request.build_opener(Stays()).open(request, timeout=WITHIN) as reply:
            return reply.status, reply.headers, reply.read()
    except urllib.error.HTTPError as reply:
        with reply:
            return reply.code, reply.headers, reply.read()


def main() -> None:
    """Prints what came, as JSON."""
    ctypes.CDLL(None).prctl(PR_SET_MDWE, REFUSE_EXEC_GAIN, 0, 0, 0)
    with open("/tmp/secret", "w") as file:
        file.write(SECRET)
    given = {"WORKSHOP_PUBLIC_URL": "https://localhost"}
    given["WORKSHOP_FACILITATOR_SECRET_FILE"] = "/tmp/secret"
    environ = {**os.environ, **given}
    program = subprocess.Popen(sys.argv[1:], env=environ, stdout=subprocess.PIPE, text=True)
    assert any(line.startswith("Everything is kept") for line in program.stdout or ())
    page, _, _ = ask("/")
    body = json.dumps({"secret": SECRET}).encode()
    _, headers, _ = ask("/enter", body, **{"Content-Type": "application/json"})
    cookie = {"Cookie": headers["Set-Cookie"].partition(";")[0]}
    form = urllib.parse.urlencode({"title": "Spring", "team": "Payments", "template": "60"})
    _, headers, _ = ask("/desk/new", form.encode(), **cookie)
    _, _, pdf = ask(headers["Location"] + "print-pack.pdf", **cookie)
    program.terminate()
    said = {"page": page, "pdf": pdf[:5].decode(), "user": os.getuid(), "ended": program.wait()}
    print(json.dumps(said))


if __name__ == "__main__":
    main()
