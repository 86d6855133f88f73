"""The stories of the library that people have added, and which team has heard which."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

BEFORE = ("id", "team", "reach", "origin", "permission", "language", "title", "work", "themes")


def words(*names: str) -> list[sa.Column[str]]:
    return [sa.Column(name, sa.String(), nullable=False) for name in names]


def upgrade() -> None:
    op.create_table(
        "story",
        *words(*BEFORE),
        sa.Column("minutes", sa.Integer(), nullable=False),
        *words("words", "body"),
        sa.PrimaryKeyConstraint("id"),
    )
    shelf = ["title", "id", "team", "reach", "language", "work", "themes", "minutes"]
    op.create_index("story_shelf", "story", shelf)
    op.create_table(
        "story_told",
        *words("story", "workshop", "team"),
        sa.PrimaryKeyConstraint("story", "workshop"),
    )


def downgrade() -> None:
    op.drop_table("story_told")
    op.drop_index("story_shelf", "story")
    op.drop_table("story")
