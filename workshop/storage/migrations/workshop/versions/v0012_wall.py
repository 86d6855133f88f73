"""Which cards were read is known by card: no batches of a look-through are noted any more."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.drop_column("state", "reviewed")


def downgrade() -> None:
    reviewed: sa.Column[list[int]] = sa.Column(
        "reviewed", sa.JSON(), nullable=False, server_default="[]"
    )
    op.add_column("state", reviewed)
