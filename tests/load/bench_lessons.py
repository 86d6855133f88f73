"""The cost of thousands of lessons: `python -m tests.load.bench_lessons`.

A list of 3,000 lessons; then one more after the other, and after each all that a flush does: the
room is read, and every view of it encoded and compared. In processor time, without the sending.
"""

import random
import statistics
import time
from pathlib import Path
from tempfile import TemporaryDirectory

import msgspec

from tests.support.room import AROUND, TestRoom, new_room, new_store
from workshop.actions.answers import AtDesk
from workshop.live.encoded_view import EncodedView, change
from workshop.protocol import commands
from workshop.storage.workshops import StoredWorkshop
from workshop.views import VIEWS, entries, read_room

LESSONS, TIMES = 3000, 60
WORDS = ("ask", "test", "call", "before", "after", "the backup", "nobody", "short", "alarm", "plan")

Pictures = dict[str, EncodedView]


def main() -> None:
    """Measures and prints."""
    with TemporaryDirectory() as folder:
        store = new_store(Path(folder))
        room = listed(new_room(store))
        file = store.workshops.open(room.id)
        assert file is not None
        pictures: Pictures = {}
        flush(file, pictures)
        spent = sorted(one_more(room, file, pictures) for _ in range(TIMES))
        store.close()
    least, middle, most = spent[0], statistics.median(spent), spent[-1]
    print(f"{LESSONS:,} lessons, a flush: {middle:.1f} ms ({least:.1f} to {most:.1f})")


def listed(room: TestRoom) -> TestRoom:
    """Opens the lessons and writes them down at the desk, all at once."""
    room.participants(3)
    room.desk.goes("lessons")
    room.together(*((AtDesk(), a_lesson()) for _ in range(LESSONS)))
    return room


def one_more(room: TestRoom, file: StoredWorkshop, pictures: Pictures) -> float:
    """Writes one more lesson down and shows it everywhere; gives the milliseconds of showing."""
    room.desk.does(a_lesson())
    began = time.thread_time()
    flush(file, pictures)
    return 1000 * (time.thread_time() - began)


def flush(file: StoredWorkshop, pictures: Pictures) -> None:
    """Does what a board does with each view when the room has changed."""
    room = read_room(file)
    for view in VIEWS:
        encoded = {
            path: msgspec.json.encode(value) for path, value in entries(view, room, AROUND).items()
        }
        old, new = pictures.get(view), EncodedView("", 0, encoded)
        if old is not None:
            change(old, new)
        pictures[view] = new


def a_lesson() -> commands.DeskLesson:
    """Makes a lesson of eighty letters or so, unlike the others."""
    return commands.DeskLesson(
        text=f"{random.randrange(10**9)} {' '.join(random.choices(WORDS, k=14))}"
    )


if __name__ == "__main__":
    main()
