"""Agendas of a team's own; names for links, and what they are made from and handed over by."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("link", sa.Column("label", sa.String(), nullable=False, server_default=""))
    for name in ("seed", "giver"):
        empty = sa.text("x''")
        op.add_column(
            "link", sa.Column(name, sa.LargeBinary(), nullable=False, server_default=empty)
        )
    op.add_column("link", sa.Column("leaves", sa.Boolean(), nullable=False, server_default="0"))
    op.create_table(
        "agenda",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("body", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )


def downgrade() -> None:
    op.drop_table("agenda")
    for name in ("leaves", "giver", "seed", "label"):
        op.drop_column("link", name)
