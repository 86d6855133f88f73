"""A desk can close the door: no device comes in that was not here before."""

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None


def upgrade() -> None:
    closed: sa.Column[bool] = sa.Column(
        "door_closed", sa.Boolean(), nullable=False, server_default="0"
    )
    op.add_column("state", closed)


def downgrade() -> None:
    op.drop_column("state", "door_closed")
