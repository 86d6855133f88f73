"""Lessons and commitments are called by handles on every wire, not by the keys of their rows.

What has begun goes on with the keys until its end: phones know their votes and offers by them.
"""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None


def upgrade() -> None:
    old: sa.Column[bool] = sa.Column(
        "old_handles", sa.Boolean(), nullable=False, server_default="0"
    )
    op.add_column("state", old)
    op.execute("UPDATE state SET old_handles = 1 WHERE started_at IS NOT NULL")


def downgrade() -> None:
    op.drop_column("state", "old_handles")
