"""What owners say of their commitments between two workshops."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

PLACE = ("team", "workshop", "place")
SAID = ("outcome", "will", "by")


def upgrade() -> None:
    op.create_table(
        "commitment_news",
        *(sa.Column(name, sa.String(), nullable=False) for name in (*PLACE, *SAID)),
        sa.PrimaryKeyConstraint(*PLACE),
    )


def downgrade() -> None:
    op.drop_table("commitment_news")
