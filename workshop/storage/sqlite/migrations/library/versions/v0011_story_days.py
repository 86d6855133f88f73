"""Last days of stories, and of those that are being told."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

TABLES = ("story", "contribution")


def upgrade() -> None:
    for table in TABLES:
        last_day = sa.Column("keep_until", sa.String(), nullable=False, server_default="")
        op.add_column(table, last_day)
        op.create_index(f"{table}_last_day", table, ["keep_until"])


def downgrade() -> None:
    for table in TABLES:
        op.drop_index(f"{table}_last_day", table)
        op.drop_column(table, "keep_until")
