"""When the team meets next."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("state", sa.Column("meets", sa.String(), nullable=False, server_default=""))


def downgrade() -> None:
    op.drop_column("state", "meets")
