"""Stages have ids: rounds, times and what is left out no longer hold positions. Rounds of writing
know how many cards each device may send, and whether their cards were revealed or went back."""

import json
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

_STATE = sa.table(
    "state",
    *(sa.column(name) for name in ("id", "agenda", "took", "skipped", "stage", "going_to")),
    *(sa.column(name) for name in ("position", "old_going_to")),
)
_ROUND = sa.table("round", sa.column("position"), sa.column("stage"))


_SETTLED = """
    UPDATE round SET settled = 1
    WHERE spent AND n NOT IN (SELECT round FROM card WHERE aside = '')
"""


def upgrade() -> None:
    op.execute("ALTER TABLE state RENAME COLUMN going_to TO old_going_to")
    op.add_column("state", _text("stage"))
    op.add_column("state", _text("going_to"))
    op.add_column("round", _text("stage"))
    op.add_column("round", _number("cards_each", "3"))
    for name in ("asks_if_few", "settled", "few_wrote"):
        op.add_column("round", sa.Column(name, sa.Boolean(), nullable=False, server_default="0"))
    op.execute(_SETTLED)
    for row in op.get_bind().execute(sa.select(_STATE)).all():
        _by_id(row)
    for name in ("position", "old_going_to"):
        op.drop_column("state", name)
    op.drop_column("round", "position")


def _by_id(row: Any) -> None:
    stages = json.loads(row.agenda)["stages"]
    ids = _ids([stage["kind"] for stage in stages])
    named = [{**stage, "id": id_} for stage, id_ in zip(stages, ids, strict=True)]
    took = dict(zip(ids, json.loads(row.took), strict=False))
    values = {
        "agenda": json.dumps({"stages": named}, ensure_ascii=False, separators=(",", ":")),
        "took": json.dumps({id_: seconds for id_, seconds in took.items() if seconds}),
        "skipped": json.dumps([ids[at] for at in json.loads(row.skipped)]),
        "stage": ids[row.position],
        "going_to": "" if row.old_going_to is None else ids[row.old_going_to],
    }
    op.get_bind().execute(sa.update(_STATE).where(_STATE.c.id == row.id).values(**values))
    for at, id_ in enumerate(ids):
        where = _ROUND.c.position == at
        op.get_bind().execute(sa.update(_ROUND).where(where).values(stage=id_))


def _ids(kinds: list[str]) -> list[str]:
    """As rules/agenda.py made them when this was written."""
    before = [kinds[:at].count(kind) for at, kind in enumerate(kinds)]
    return [f"{kind}-{n + 1}" if n else kind for kind, n in zip(kinds, before, strict=True)]


def _text(name: str) -> sa.Column[str]:
    return sa.Column(name, sa.String(), nullable=False, server_default="")


def downgrade() -> None:
    op.execute("ALTER TABLE state RENAME COLUMN going_to TO old_going_to")
    op.add_column("state", _number("position"))
    op.add_column("state", sa.Column("going_to", sa.Integer(), nullable=True))
    op.add_column("round", _number("position"))
    for row in op.get_bind().execute(sa.select(_STATE)).all():
        _by_position(row)
    for name in ("stage", "old_going_to"):
        op.drop_column("state", name)
    for name in ("stage", "cards_each", "asks_if_few", "settled", "few_wrote"):
        op.drop_column("round", name)


def _by_position(row: Any) -> None:
    stages = json.loads(row.agenda)["stages"]
    ids = [stage.pop("id") for stage in stages]
    took, skipped = json.loads(row.took), json.loads(row.skipped)
    values = {
        "agenda": json.dumps({"stages": stages}, ensure_ascii=False, separators=(",", ":")),
        "took": json.dumps([took.get(id_, 0.0) for id_ in ids]),
        "skipped": json.dumps([ids.index(id_) for id_ in skipped]),
        "position": ids.index(row.stage),
        "going_to": ids.index(row.old_going_to) if row.old_going_to else None,
    }
    op.get_bind().execute(sa.update(_STATE).where(_STATE.c.id == row.id).values(**values))
    for at, id_ in enumerate(ids):
        where = _ROUND.c.stage == id_
        op.get_bind().execute(sa.update(_ROUND).where(where).values(position=at))


def _number(name: str, value: str = "0") -> sa.Column[int]:
    return sa.Column(name, sa.Integer(), nullable=False, server_default=value)
