"""The first tables, which a database without tables gets at once."""

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None
serves = "0001"
"""The revision of the oldest program that may go on beside these tables."""


def upgrade() -> None:
    """Nothing: no database is older."""
