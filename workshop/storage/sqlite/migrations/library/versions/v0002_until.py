"""Until when a summary is kept, and workshops that were thrown away."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    for table in ("workshop", "summary"):
        op.add_column(
            table, sa.Column("keep_until", sa.String(), nullable=False, server_default="")
        )
    op.add_column(
        "workshop", sa.Column("thrown_away", sa.Boolean(), nullable=False, server_default="0")
    )


def downgrade() -> None:
    op.drop_column("workshop", "thrown_away")
    for table in ("summary", "workshop"):
        op.drop_column(table, "keep_until")
