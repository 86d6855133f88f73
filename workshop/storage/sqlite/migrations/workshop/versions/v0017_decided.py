"""What the desk decided of cards and offers stands beside them, not in rows that phones have made.

A migration has no key. What was decided is laid down under the round's number below nothing, and
put into the round's own row as soon as the file is opened: of offers, which of no round, under 0.
"""

import msgspec
import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None

IN_THE_CLEAR = b"decided:"
DECIDED = (
    "SELECT round, key, sensitive, aside FROM card WHERE sensitive OR aside != '' ORDER BY key"
)


def upgrade() -> None:
    connection = op.get_bind()
    rounds: dict[int, tuple[list[bytes], dict[bytes, str]]] = {}
    for number, key, sensitive, aside in connection.exec_driver_sql(DECIDED):
        found = rounds.setdefault(number, ([], {}))
        found[0].extend([key] if sensitive else [])
        found[1].update({key: aside} if aside else {})
    for number, decided in rounds.items():
        body = IN_THE_CLEAR + msgspec.msgpack.encode(decided)
        connection.exec_driver_sql("INSERT INTO desk_read VALUES (?, ?)", (-number, body))
    picked = connection.exec_driver_sql("SELECT id FROM commitment WHERE picked ORDER BY id")
    ids = list(picked.scalars())
    if ids:
        body = IN_THE_CLEAR + msgspec.msgpack.encode(ids)
        connection.exec_driver_sql("INSERT INTO desk_read VALUES (0, ?)", (body,))
    op.drop_column("commitment", "picked")
    op.drop_column("card", "sensitive")
    op.drop_column("card", "aside")
    op.execute("UPDATE state SET owes_rewrite = 1")


def downgrade() -> None:
    # What was decided is encrypted, and a migration has no key: it is lost on this way.
    for table, name in (("card", "sensitive"), ("commitment", "picked")):
        no: sa.Column[bool] = sa.Column(name, sa.Boolean(), nullable=False, server_default="0")
        op.add_column(table, no)
    op.add_column("card", sa.Column("aside", sa.String(), nullable=False, server_default=""))
