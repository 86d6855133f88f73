"""Taking part: what a round gave back, and a last call that was made longer."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def _no(name: str) -> sa.Column[bool]:
    return sa.Column(name, sa.Boolean(), nullable=False, server_default="0")


def upgrade() -> None:
    op.add_column("round", _no("given_back"))
    op.add_column("state", _no("last_call_longer"))
    op.execute("UPDATE tally SET item = 'took_part' WHERE item = 'done'")


def downgrade() -> None:
    op.execute("UPDATE tally SET item = 'done' WHERE item = 'took_part'")
    op.drop_column("state", "last_call_longer")
    op.drop_column("round", "given_back")
