"""What the limit of the ballot cuts is told from what was left out by hand."""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    beyond: sa.Column[bool] = sa.Column("beyond", sa.Boolean(), nullable=False, server_default="0")
    op.add_column("lesson", beyond)


def downgrade() -> None:
    op.drop_column("lesson", "beyond")
