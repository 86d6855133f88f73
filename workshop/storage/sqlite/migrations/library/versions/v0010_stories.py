"""The stories of the library that people have added, and which team has heard which."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

ORIGIN = ("id", "team", "reach", "origin", "permission", "consent", "terms", "agreed")
FOUND_BY = ("pack", "licence", "language", "title", "work", "themes")


def words(*names: str) -> list[sa.Column[str]]:
    return [sa.Column(name, sa.String(), nullable=False) for name in names]


def upgrade() -> None:
    op.create_table(
        "story",
        *words(*ORIGIN),
        sa.Column("packs", sa.Boolean(), nullable=False),
        *words(*FOUND_BY),
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

    op.create_table(
        "contribution",
        *words("id", "team", "editor", "status"),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )


def downgrade() -> None:
    op.drop_table("contribution")
    op.drop_table("story_told")
    op.drop_index("story_shelf", "story")
    op.drop_table("story")
