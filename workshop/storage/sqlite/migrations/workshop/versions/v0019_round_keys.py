"""Keys of rounds and of other parts: a program that knows of none must not open the file.

Nothing is changed. What began before lies under K until it is over.
"""

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Changes nothing."""


def downgrade() -> None:
    """Changes nothing."""
