"""The devices that can vote: who left before the first vote does not hold it open."""

from workshop.live.devices import Devices
from workshop.storage.context import Voters

PHONES = [bytes([n]) * 16 for n in range(7)]


def arrived(*, at_desk: int = 0) -> Devices:
    devices = Devices()
    for n, phone in enumerate(PHONES):
        devices.arrive(phone, at_desk=n < at_desk)
    return devices


def test_one_who_left_before_the_first_vote_is_not_waited_for() -> None:
    devices = arrived()
    devices.acts(PHONES[0])
    devices.leave(PHONES[0])
    devices.votes(PHONES[1], 4)
    assert devices.voters(reached=True) == Voters(4, 6, 6)


def test_one_who_leaves_while_people_vote_may_come_back_and_one_who_voted_counts() -> None:
    devices = arrived()
    devices.votes(PHONES[1], 4)
    devices.leave(PHONES[0])
    devices.leave(PHONES[1])
    voters = devices.voters(reached=True)
    assert (voters.of(4), voters.of(5)) == (7, 5)


def test_a_page_at_the_desk_s_own_machine_counts_once_it_has_voted() -> None:
    devices = arrived(at_desk=1)
    assert devices.voters(reached=False).here == 7
    assert devices.voters(reached=True).here == 6
    devices.votes(PHONES[0], 4)
    assert devices.voters(reached=True).of(4) == 7
