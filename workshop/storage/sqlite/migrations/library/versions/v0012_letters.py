"""Letters to the tellers of stories, and where most had been there."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

NAMES = ("story", "workshop", "place", "team", "until")


def upgrade() -> None:
    op.create_table(
        "letters",
        *(sa.Column(name, sa.String(), nullable=False) for name in NAMES),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("story", "workshop"),
    )
    op.add_column("story_told", sa.Column("most", sa.Boolean(), nullable=False, server_default="0"))


def downgrade() -> None:
    op.drop_column("story_told", "most")
    op.drop_table("letters")
