"""What is done at the desks of a hosted server, by the day."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

WORDS = ("day", "team", "name", "act", "workshop", "about")


def upgrade() -> None:
    op.create_table(
        "desk_act",
        sa.Column("key", sa.LargeBinary(), nullable=False),
        *(sa.Column(name, sa.String(), nullable=False) for name in WORDS),
        sa.PrimaryKeyConstraint("key"),
    )


def downgrade() -> None:
    op.drop_table("desk_act")
