"""The key of a new workshop's form: sent twice with the same fields, it opens one workshop."""

import json
import secrets
from collections.abc import Mapping
from typing import Any

from workshop.people.sign_ins import Grant
from workshop.storage.form_ids import opened_by
from workshop.storage.keyring import Keys
from workshop.web.preparing.new_steps import FIRST, asked
from workshop.web.services import on_database, reading, services

KEY = "form_key"
"""The hidden field with the key."""
STORY_ID = 16
"""The characters of a story's id, in hexadecimal. They are the last ones of the mark, of which the
first ones begin the workshop's id: who reads a story must not come nearer to a workshop."""
_PLACE, _OWNER = "new_workshop", "owner_of_form"


def key_of(values: Mapping[str, str]) -> str:
    """Returns the key that a form has already, or a new one."""
    return values.get(KEY) or secrets.token_hex(16)


def mark_of(sent: Mapping[str, str], grant: Grant) -> bytes:
    """Returns the mark of a form as someone has sent it; b"" without a key, as from a program.

    A form that was changed has another mark: it is another workshop. The questions before it do not
    count: it says that their answers are not stored, so the browser forgets them, too.
    """
    if not sent.get(KEY):
        return b""
    fields = json.dumps(sorted(one for one in sent.items() if one[0] not in {*FIRST, *asked()}))
    return Keys(services().store.server_key).mark(_PLACE, grant.person, fields)


def owner_mark(grant: Grant) -> str:
    """Returns the mark by which a browser tells whose form it has kept."""
    return Keys(services().store.server_key).mark(_OWNER, grant.person).hex()


def opened_already(mark: bytes) -> str | None:
    """Returns the workshop that the form with this mark has opened, if it has."""
    found: str | None = on_database(_opened, mark)
    return found


def _opened(mark: bytes) -> Any:
    with reading() as session:
        return opened_by(session, mark)
