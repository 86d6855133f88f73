"""Roles by groups of a provider; its own name for a sign-in, and the last day of that."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

FLAGS = (("person", "operator_by_group"), ("membership", "by_group"))
TEXTS = ("provider_session", "until")


def upgrade() -> None:
    for table, name in FLAGS:
        flag: sa.Column[bool] = sa.Column(name, sa.Boolean(), nullable=False, server_default="0")
        op.add_column(table, flag)
    for name in TEXTS:
        op.add_column("sign_in", sa.Column(name, sa.String(), nullable=False, server_default=""))


def downgrade() -> None:
    for name in reversed(TEXTS):
        op.drop_column("sign_in", name)
    for table, name in reversed(FLAGS):
        op.drop_column(table, name)
