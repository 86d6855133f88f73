"""What phones are shown beside a summary: the stage line, and whom to turn to."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

COLUMNS = ("agenda", "support", "reporting")


def upgrade() -> None:
    for name in COLUMNS:
        op.add_column("summary", sa.Column(name, sa.String(), nullable=False, server_default=""))


def downgrade() -> None:
    for name in reversed(COLUMNS):
        op.drop_column("summary", name)
