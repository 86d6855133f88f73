"""Second stories, Wi-Fi passwords, the pulse, checking in, and what a follow-up carries along."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

ADDED: dict[str, tuple[Any, Any]] = {
    "second_story": (sa.LargeBinary(), sa.text("x''")),
    "wifi_password": (sa.LargeBinary(), sa.text("x''")),
    "pulse": (sa.String(), ""),
    "pulse_over": (sa.Boolean(), "0"),
    "reviewed": (sa.JSON(), "[]"),
    "known": (sa.JSON(), "[]"),
    "rehearses": (sa.String(), ""),
    "skipped": (sa.JSON(), "[]"),
}


def upgrade() -> None:
    for name, (kind, empty) in ADDED.items():
        op.add_column("state", sa.Column(name, kind, nullable=False, server_default=empty))
    op.create_table(
        "carried",
        sa.Column("n", sa.Integer(), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.Column("outcome", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("n"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "check_in",
        sa.Column("key", sa.LargeBinary(), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("key"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "pulse_answer",
        sa.Column("key", sa.LargeBinary(), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("key"),
        sqlite_with_rowid=False,
    )


def downgrade() -> None:
    for table in ("pulse_answer", "check_in", "carried"):
        op.drop_table(table)
    for name in ADDED:
        op.drop_column("state", name)
