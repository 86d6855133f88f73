"""Counts in one encrypted row for each round; voting in groups, paused, and its run-offs.

A migration has no key. What was counted is laid down as it was, and encrypted as soon as the file
is opened, before anybody reads it.
"""

import msgspec
import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

IN_THE_CLEAR = b"tallies:"
NO_NONCE = bytes(16)


def _no(name: str) -> sa.Column[bool]:
    return sa.Column(name, sa.Boolean(), nullable=False, server_default="0")


def upgrade() -> None:
    op.create_table(
        "tallies",
        sa.Column("round", sa.Integer(), primary_key=True),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sqlite_with_rowid=False,
    )
    _take_over()
    op.drop_table("tally")
    op.add_column("state", sa.Column("run_offs", sa.JSON(), nullable=False, server_default="[]"))
    paused: sa.Column[bool] = sa.Column(
        "vote_paused", sa.Boolean(), nullable=False, server_default="0"
    )
    op.add_column("state", paused)
    op.execute("UPDATE state SET owes_rewrite = 1")


def _take_over() -> None:
    connection = op.get_bind()
    rounds: dict[int, dict[str, tuple[int, int]]] = {}
    query = "SELECT round, item, total, released FROM tally ORDER BY round, item"
    for number, item, total, released in connection.exec_driver_sql(query):
        rounds.setdefault(number, {})[item] = (total, released)
    for number, items in rounds.items():
        body = IN_THE_CLEAR + msgspec.msgpack.encode([NO_NONCE, items])
        connection.exec_driver_sql("INSERT INTO tallies VALUES (?, ?)", (number, body))


def downgrade() -> None:
    # What was counted is encrypted, and a migration has no key: it is lost on this way.
    op.drop_column("state", "vote_paused")
    op.drop_column("state", "run_offs")
    op.drop_table("tallies")
    op.create_table(
        "tally",
        sa.Column("round", sa.Integer(), primary_key=True),
        sa.Column("item", sa.String(), primary_key=True),
        sa.Column("total", sa.Integer(), sa.CheckConstraint("total >= 0"), nullable=False),
        sa.Column("released", sa.Integer(), nullable=False),
        sqlite_with_rowid=False,
    )
