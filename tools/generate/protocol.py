"""Writes what is made from the message types and the rules: `python -m tools.generate.protocol`."""

from pathlib import Path

from tools.generate import browser
from tools.generate.protocol_page import protocol_document
from tools.generate.typescript import typescript

ROOT = Path(__file__).resolve().parents[2]


def generated() -> dict[Path, str]:
    """Returns each generated file with the text that it must have."""
    return {
        ROOT / "static" / "js" / "protocol.d.ts": typescript(),
        **browser.below(ROOT),
        ROOT / "docs" / "protocol.md": protocol_document(),
    }


def main() -> None:
    """Write them all."""
    for path, text in generated().items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="\n")
        print(f"Written: {path.relative_to(ROOT)}")


if __name__ == "__main__":
    main()
