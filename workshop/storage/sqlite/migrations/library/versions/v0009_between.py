"""What owners say of their commitments between two workshops, and who leads the next one."""

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
    op.add_column("team", sa.Column("leads_next", sa.String(), nullable=False, server_default=""))


def downgrade() -> None:
    op.drop_column("team", "leads_next")
    op.drop_table("commitment_news")
