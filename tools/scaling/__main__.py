"""Writes the tables and plots of docs/scaling.md: `python -m tools.scaling`."""

from tools.scaling.scaling_page import generated

if __name__ == "__main__":
    for file, text in generated().items():
        file.write_text(text, "utf-8")
