"""The state, what became of rounds and what the desk did with cards and lessons lie under K.

A migration has no key. All of it is laid down in the state's own row, and encrypted as soon as the
file is opened.
"""

import json
from collections.abc import Iterable
from typing import Any

import msgspec
import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None

IN_THE_CLEAR = b"state:"
TEXTS = (
    "title", "team", "language", "wifi", "support", "reporting", "free_at", "agenda", "phase",
    "pulse", "rehearses", "meets", "stage", "going_to",
)  # fmt: skip
FLAGS = (
    "trial", "remote", "hybrid", "votes_hidden", "live_wall", "paused", "covered", "few", "bars",
    "pulse_over", "last_call_longer", "vote_paused", "old_handles", "door_closed",
)  # fmt: skip
NUMBERS = ("turn", "step", "page_size", "round", "devices", "scale", "vote_round")
TIMES = ("free_by", "ends_at", "last_call_ends_at", "started_at", "entered_at")
JSONS = (
    "rules", "took", "run_off", "run_offs", "chosen", "cut_tie", "undo", "known", "skipped",
)  # fmt: skip
PLAIN = (*TEXTS, *FLAGS, *NUMBERS, *TIMES, "left", "last_key")
HIDDEN = ("story", "second_story", "leader", "wifi_password")
ROUND = (
    "n", "stage", "open", "spent", "given_back", "cards_each", "asks_if_few", "settled",
    "few_wrote",
)  # fmt: skip
COUNTED = frozenset({"n", "stage", "cards_each"})
CARD_FLAGS = ("sensitive", "off", "asked", "shown")
_LESSONS = "SELECT id, parent, left_out, beyond FROM lesson ORDER BY id"


def upgrade() -> None:
    row = _rows("SELECT * FROM state")
    laid = [_laid_down(one) for one in row]
    _drop_columns("open_card", *CARD_FLAGS)
    _drop_columns("lesson", "parent", "left_out", "beyond")
    _drop_columns("commitment", "lesson")
    _drop_columns("carried", "outcome")
    op.drop_table("round")
    op.drop_table("state")
    _create_state()
    _insert("state", laid)


def _laid_down(row: dict[str, Any]) -> dict[str, Any]:
    said = {
        "state": _state(row),
        "lessons_of": {one["id"]: one["lesson"] for one in _rows("SELECT * FROM commitment")},
        "outcomes": {one["n"]: one["outcome"] for one in _rows("SELECT * FROM carried")},
    }
    return {
        "id": row["id"],
        "epoch": row["epoch"],
        "begun": row["started_at"] is not None,
        "closed": row["phase"] == "closed",
        "owes_rewrite": True,
        "body": IN_THE_CLEAR + msgspec.msgpack.encode(said),
        **{name: row[name] for name in HIDDEN},
    }


def _state(row: dict[str, Any]) -> dict[str, Any]:
    rounds = _rows("SELECT * FROM round ORDER BY n")
    cards = _rows("SELECT * FROM open_card ORDER BY n")
    return {
        **{name: row[name] for name in (*TEXTS, *NUMBERS, *TIMES, "left", "last_key")},
        **{name: bool(row[name]) for name in FLAGS},
        **{name: json.loads(row[name]) for name in JSONS},
        "rounds": [
            [one[name] if name in COUNTED else bool(one[name]) for name in ROUND] for one in rounds
        ],
        "cards": [[one["n"] for one in cards if one[name]] for name in CARD_FLAGS],
        "lessons": {
            one["id"]: [one["parent"], bool(one["left_out"]), bool(one["beyond"])]
            for one in _rows(_LESSONS)
            if one["parent"] or one["left_out"] or one["beyond"]
        },
    }


def _create_state() -> None:
    op.create_table(
        "state",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("epoch", sa.String(), nullable=False),
        sa.Column("begun", sa.Boolean(), nullable=False),
        sa.Column("closed", sa.Boolean(), nullable=False),
        sa.Column("owes_rewrite", sa.Boolean(), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        *(sa.Column(name, sa.LargeBinary(), nullable=False) for name in HIDDEN),
        sa.PrimaryKeyConstraint("id"),
        sqlite_with_rowid=False,
    )


def downgrade() -> None:
    """Only what lies there in the clear can be read: a migration has no key."""
    rows = [_laid_back(one) for one in _rows("SELECT * FROM state")]
    op.drop_table("state")
    _create_old_tables()
    for table, *names in (("open_card", *CARD_FLAGS), ("lesson", "left_out", "beyond")):
        for name in names:
            _add(table, name, sa.Boolean())
    for table in ("lesson", "commitment"):
        name = "parent" if table == "lesson" else "lesson"
        _add(table, name, sa.LargeBinary(), sa.text("x''"))
    _add("carried", "outcome", sa.String(), "")
    for row, said in rows:
        _insert("state", [row])
        _put_back(said)


def _laid_back(row: dict[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
    body = row["body"]
    if not body.startswith(IN_THE_CLEAR):
        raise RuntimeError("The state is encrypted, and a migration has no key.")
    said = msgspec.msgpack.decode(body[len(IN_THE_CLEAR) :])
    state = said["state"]
    values = {
        "id": row["id"],
        "epoch": row["epoch"],
        **{name: state[name] for name in PLAIN},
        **{name: json.dumps(state[name]) for name in JSONS},
        **{name: row[name] for name in HIDDEN},
        "owes_rewrite": row["owes_rewrite"],
        "reviewed": "[]",
    }
    return values, said


def _put_back(said: dict[str, Any]) -> None:
    state, connection = said["state"], op.get_bind()
    # A program that came later says no more which rounds few wrote in.
    rounds = [[*one, False][: len(ROUND)] for one in state["rounds"]]
    _insert("round", [dict(zip(ROUND, one, strict=True)) for one in rounds])
    for name, numbers in zip(CARD_FLAGS, state["cards"], strict=True):
        for n in numbers:
            connection.exec_driver_sql(f'UPDATE open_card SET "{name}" = 1 WHERE n = ?', (n,))
    for id_, (parent, left_out, beyond) in state["lessons"].items():
        values = (parent, left_out, beyond, id_)
        connection.exec_driver_sql(
            "UPDATE lesson SET parent = ?, left_out = ?, beyond = ? WHERE id = ?", values
        )
    for id_, lesson in said["lessons_of"].items():
        connection.exec_driver_sql("UPDATE commitment SET lesson = ? WHERE id = ?", (lesson, id_))
    for n, outcome in said["outcomes"].items():
        connection.exec_driver_sql("UPDATE carried SET outcome = ? WHERE n = ?", (outcome, n))


def _create_old_tables() -> None:
    op.create_table(
        "round",
        sa.Column("n", sa.Integer(), nullable=False),
        *(sa.Column(name, sa.Boolean(), nullable=False) for name in ("open", "spent")),
        *(_column(name, sa.Boolean()) for name in ("given_back", "asks_if_few")),
        *(_column(name, sa.Boolean()) for name in ("settled", "few_wrote")),
        sa.Column("stage", sa.String(), nullable=False, server_default=""),
        sa.Column("cards_each", sa.Integer(), nullable=False, server_default="3"),
        sa.PrimaryKeyConstraint("n"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "state",
        *(sa.Column(name, sa.String(), nullable=False) for name in ("id", "epoch", *TEXTS)),
        *(sa.Column(name, sa.Boolean(), nullable=False) for name in (*FLAGS, "owes_rewrite")),
        *(sa.Column(name, sa.Integer(), nullable=False) for name in NUMBERS),
        *(sa.Column(name, sa.Double(), nullable=True) for name in TIMES),
        *(sa.Column(name, sa.JSON(), nullable=False) for name in (*JSONS, "reviewed")),
        *(sa.Column(name, sa.LargeBinary(), nullable=False) for name in (*HIDDEN, "last_key")),
        sa.Column("left", sa.Double(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
        sqlite_with_rowid=False,
    )


def _column(name: str, kind: Any) -> sa.Column[Any]:
    return sa.Column(name, kind, nullable=False, server_default="0")


def _add(table: str, name: str, kind: Any, default: Any = "0") -> None:
    # SQLite adds no column without a default to rows that are there.
    op.add_column(table, sa.Column(name, kind, nullable=False, server_default=default))


def _drop_columns(table: str, *names: str) -> None:
    for name in names:
        op.drop_column(table, name)


def _rows(statement: str) -> list[dict[str, Any]]:
    found: Iterable[Any] = op.get_bind().exec_driver_sql(statement).mappings().all()
    return [dict(one) for one in found]


def _insert(table: str, rows: list[dict[str, Any]]) -> None:
    for row in rows:
        names = ", ".join(f'"{name}"' for name in row)
        marks = ", ".join("?" * len(row))
        values = tuple(row.values())
        op.get_bind().exec_driver_sql(f"INSERT INTO {table} ({names}) VALUES ({marks})", values)
