"""rev lives in memory only: in the file it would tell how often people changed their minds."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.drop_column("state", "rev")
    op.execute("UPDATE state SET owes_rewrite = 1")  # and not in a free page either


def downgrade() -> None:
    op.add_column("state", sa.Column("rev", sa.Integer(), nullable=False, server_default="0"))
