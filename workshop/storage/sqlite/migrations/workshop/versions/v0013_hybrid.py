"""A workshop that is in a room and in a call at once."""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    hybrid: sa.Column[bool] = sa.Column("hybrid", sa.Boolean(), nullable=False, server_default="0")
    op.add_column("state", hybrid)


def downgrade() -> None:
    op.drop_column("state", "hybrid")
