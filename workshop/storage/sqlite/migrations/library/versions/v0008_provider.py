"""Memberships and operators by groups of a provider, and its own name for a sign-in."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

FLAGS = (("person", "operator_by_group"), ("membership", "by_group"))


def upgrade() -> None:
    for table, name in FLAGS:
        flag: sa.Column[bool] = sa.Column(name, sa.Boolean(), nullable=False, server_default="0")
        op.add_column(table, flag)
    session = sa.Column("provider_session", sa.String(), nullable=False, server_default="")
    op.add_column("sign_in", session)


def downgrade() -> None:
    op.drop_column("sign_in", "provider_session")
    for table, name in reversed(FLAGS):
        op.drop_column(table, name)
