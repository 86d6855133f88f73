"""What phones send is read at the desk first: lessons that wait, and what was decided of them."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "sent_lesson",
        sa.Column("key", sa.LargeBinary(), nullable=False),
        sa.Column("round", sa.Integer(), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("key"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "desk_read",
        sa.Column("round", sa.Integer(), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("round"),
        sqlite_with_rowid=False,
    )
    op.execute(
        "INSERT INTO sent_lesson (key, round, body)"
        " SELECT id, (SELECT coalesce(max(n), 0) FROM round), body FROM lesson WHERE NOT released"
    )
    op.execute("DELETE FROM lesson WHERE NOT released")
    op.drop_column("lesson", "released")


def downgrade() -> None:
    no: sa.Column[bool] = sa.Column("released", sa.Boolean(), nullable=False, server_default="0")
    op.add_column("lesson", no)
    op.execute("UPDATE lesson SET released = 1")
    op.drop_table("desk_read")
    op.drop_table("sent_lesson")
