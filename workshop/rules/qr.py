"""QR codes as their modules, to be drawn elsewhere."""

import segno


def modules(text: str) -> tuple[str, ...]:
    """A QR code as rows of 0 and 1, without its quiet zone."""
    code = segno.make(text, error="m", micro=False)
    return tuple("".join(str(int(bool(cell))) for cell in row) for row in code.matrix)
