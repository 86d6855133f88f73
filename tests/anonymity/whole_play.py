"""The workshop on the 60-minute agenda: cards revealed together, and all else that can be done."""

import re
import time

from tests.anonymity.asking_play import asks_how
from tests.anonymity.everything import PEOPLE, Play
from tests.anonymity.lessons_play import adds_lessons
from tests.anonymity.seats import Browser, Seat
from workshop.rules.votes import BARS_REST

SHOWN_LINK = re.compile(r'id="link"[^>]*>[^<#]+#([^<]+)</textarea>')
TAKE_BACK = re.compile(r'name="link" value="(\w+)" aria-label="Withdraw: ')
LATE = 4
"""So many come after the talk."""


class WholePlay(Play):
    """Eight phones and four that come late, a room's screen, a desk, a leader."""

    def plays(self) -> None:
        """From the first stage to the seal."""
        self.leader_writes()
        self.lets_others_in()
        self.begins()
        self.writes()
        self.looks_through()
        self.reveals()
        self.writes_again()
        self.is_spoken_to()
        adds_lessons(self)
        self.begins_voting_anew()
        self.votes()
        self.runs_off()
        self.commits()
        self.ends()

    def leader_writes(self) -> None:
        """By a link of their own, and once more with better words."""
        leader = Browser(self.house, "leader", "leader")
        leader.workshop = self.id
        self._enters(leader, self.desk.entries["desk"]["leader_url"])
        path = f"/leader/{self.id}/"
        for words in (self.words("overwritten leader"), self.words("leader")):
            told = {"context": "Spring.", "happened": words, "lesson": "Ask.", "title": "Ask"}
            assert leader.sends(path, name="Kim", **told).status == 303
            assert leader.gets(path).status == 200
            self.desk.until(lambda words=words: words in self.desk.entries["leader"]["text"])
        leader.sends(path, name="Kim", happened=self.words("refused") * 40)
        self.settle()

    def lets_others_in(self) -> None:
        """A helper comes by a link that is shown once, and goes when it is taken back."""
        path, name = f"/desk/{self.id}/links", self.words("helper", "Ana")
        for kind in ("recovery", "helper"):
            assert self.desk.sends(path, kind=kind, label=name).status == 303
            made = SHOWN_LINK.search(self.desk.gets(path).text)
            assert made
            secret = self.house.canaries.token("shown link", made[1])
        helper = Seat(self.house, "desk", "helper", self.id)
        assert helper.trades(secret).status == 200
        helper.joins(f"/desk/{self.id}/")
        found = TAKE_BACK.search(self.desk.gets(path).text)
        assert found and self.desk.sends(f"{path}/take-back", link=found[1]).status == 303
        helper.hangs_up()
        self.settle()

    def begins(self) -> None:
        """Up to the story."""
        self.plans()
        for i, person in enumerate(self.people):
            person.must("answer_pulse", at="arrive", answers=[1 + i % 5, 2, 3])
        self.people[2].must("check_in", text=self.words("check-in", "row three"))
        self.presses("step", step=1)
        self.people[0].in_round("unclear", on=True)
        self.people[0].in_round("unclear", on=False)
        for command in ("pause", "pause", "cover", "cover"):
            on = not self.desk.now[{"pause": "paused", "cover": "covered"}[command]]
            self.presses(command, on=on)
        self.presses("more_time")
        self.goes("go_first")
        self.goes("story")
        self.presses("step", step=1)
        self.presses("ask_question", question=0)
        for person in self.people[:3]:
            person.in_round("been_there", item="story", on=True)
        self.settle()
        self.mark("fourth tap")
        self.people[3].in_round("been_there", item="story", on=True)
        self.screen.until(lambda: self.screen.entries["story_been"]["amount"] != "none")

    def plans(self) -> None:
        """The room's Wi-Fi and its time, as they turn out to be."""
        agenda = self.desk.entries["agenda"]["stages"]
        name = self.words("setting", "another network")
        for shown in (False, True):
            password = self.words("wifi password", "key")
            self.desk.must("set_wifi", name=name, password=password, shown=shown)
            self.settle()
        self.desk.must("free_at", hour="23:59", offset=0)
        self.desk.must("set_minutes", minutes={one["id"]: one["minutes"] for one in agenda})
        self.desk.must("meet_again", day="2026-04-01")
        for on in (True, False):
            self.desk.must("close_door", on=on)
            self.desk.must("play_tone", on=on)
            self.desk.must("skip_stage", stage=agenda[-2]["id"], on=on)
        self.changes()
        self.settle()

    def changes(self) -> None:
        """Changes to what it is all that can be changed while the workshop is open: that is done
        whoever saw what."""
        entries, seen = self.desk.entries, "0" * 16
        named = {name: entries["workshop"][name] for name in ("title", "team")}
        contacts = {name: entries["workshop"][name] for name in ("support", "reporting")}
        self.desk.must("rename", **named, seen=seen)
        self.desk.must("set_contacts", **contacts, seen=seen)
        self.desk.must("set_place", place="room", seen=seen)
        self.desk.must("set_rules", rules=entries["rules"]["rules"], seen=seen)
        self.desk.must("tell_story", place="story", story=entries["story"], seen=seen)
        cues = entries["desk"]["cues"]
        stages = [
            {**one, "cue": cue} for one, cue in zip(entries["agenda"]["stages"], cues, strict=True)
        ]
        for one in stages:
            # Shown with the teller's name in it; what is left empty is the program's own.
            one["prompt"] = "" if one["kind"] == "look_through" else one["prompt"]
            del one["built_in"], one["second_built_in"], one["teller"]
        self.desk.must("shape_agenda", stages=stages, seen=seen)

    def writes(self) -> None:
        """Cards of every fate."""
        self.goes("write")
        people, canaries = self.people, self.house.canaries
        self.card, edited = canaries.key("card key"), canaries.key("card key")
        people[0].in_round("write_card", self.card, **self.both("withdrawn", "withdrawn"))
        people[0].in_round("withdraw_card", card=self.card)
        people[0].in_round("write_card", **self.both("room", ""))
        people[1].in_round("write_card", edited, **self.both("overwritten", "overwritten"))
        people[1].in_round("edit_card", card=edited, **self.both("stands", "lesson", True))
        late = {"round": people[1].now["round"], **self.both("refused", "refused")}
        assert people[1].does("write_card", edited, **late)["refused"] == "out_of_date"
        for _ in range(2):
            people[2].in_round("write_card", **self.both("stands", "lesson", True))
        too_many = self.both("refused", "refused")
        assert "refused" in people[2].does("write_card", round=people[2].now["round"], **too_many)
        people[3].in_round("write_card", **self.both("off", "off", True))
        self.aside = canaries.key("card key")
        people[4].in_round("write_card", self.aside, **self.both("aside", "aside", True))
        people[5].in_round("write_card", **self.both("sensitive", "lesson"))
        people[6].in_round("write_card", **self.both("put back", "lesson", True))
        long = {"happened": self.words("refused") + "x" * 300, "round": people[7].now["round"]}
        assert people[7].does("write_card", **long)["refused"] == "too_long"
        self.desk.in_round("paper_card", **self.both("room", "lesson"))
        self.check("while cards are written")
        self.troubles()
        for person in people:
            person.in_round("nothing_to_add")
        people[7].in_round("nothing_to_add")
        self.asks_what_is_held()
        self.hears_ticks(1)

    def looks_through(self) -> None:
        """Cards set aside, put back, marked as sensitive; devices ask what became of theirs."""
        self.goes("look_through")
        desk = self.desk
        desk.must("set_aside", card=self.handle("aside"), reason="care")
        for reason in ("protect", ""):
            desk.must("set_aside", card=self.handle("put back"), reason=reason)
        desk.must("mark_sensitive", card=self.handle("sensitive"), on=True)
        late = self.both("room", "")
        desk.must("paper_card", round=desk.now["round"], **late)
        self.asks_what_became("none")
        self.settle()

    def asks_what_became(self, of_aside: str) -> None:
        """A device asks after the card that is set aside, and after eight that are made up."""
        made_up = [self.house.canaries.key("card key") for _ in range(8)]
        fates = self.people[4].ask("mine", {"keys": [self.aside, *made_up]})["fates"]
        assert fates == [of_aside, *["none"] * 8]

    def reveals(self) -> None:
        """All at once, then one by one; one card comes down."""
        self.goes("reveal")
        self.asks_what_became("care")
        one, desk = self.people[0], self.desk
        self.presses("step", step=1)
        self.presses("page_size", size=6)
        for person in self.people[:4]:
            person.in_round("been_there", item=str(self.number("stands")), on=True)
        one.in_round("been_there", item=str(self.number("room")), on=True)
        one.must("ask_off", card=str(self.number("stands")))
        desk.must("leave_card", card=str(self.number("stands")))
        self.people[3].must("ask_off", card=str(self.number("off")))
        n = str(self.number("off"))
        desk.must("take_off", card=n, on=True)
        for seat in self.everybody:
            seat.until(lambda seat=seat: seat.entries[f"cards/{n}"]["off"])
        self.mark("taken off")
        self.check("while cards are shown")
        self.look_round()

    def writes_again(self) -> None:
        """A second round, in which too few take part: its cards go back, the first one's stay."""
        self.goes("write")
        self.presses("open_again")
        for person in self.people[:2]:
            person.in_round("write_card", **self.both("destroyed", "destroyed", True))
            person.in_round("nothing_to_add")
        self.settle()
        self.goes("look_through")
        self.settle()
        self.goes("reveal")
        assert (self.desk.now["phase"], len(self.desk.now["given_back"])) == ("open", 1)
        asks_how(self)
        self.people += [self.arrives(f"phone late {i}") for i in range(LATE)]

    def is_spoken_to(self) -> None:
        """One has new words, one is put away at the desk, one is taken back."""
        one, other, desk = self.people[2], self.people[5], self.desk
        one.must("check_in", text=self.words("check-in", "by the door"))
        other.must("check_in", text=self.words("check-in"))
        desk.until(lambda: len(desk.under("check_ins")) == 2)
        self.check("while somebody waits to be spoken to")
        desk.must("checked_in", check_in=min(desk.under("check_ins")))
        for person in (one, other):
            person.must("withdraw_check_in")
        desk.until(lambda: not desk.under("check_ins"))
        self.mark("checked in")

    def begins_voting_anew(self) -> None:
        """Back to the lessons, where the first change would take the votes."""
        self.goes("vote")
        self._vote(range(1), sorted(self.screen.under("lessons")))
        self.settle()
        self.goes("lessons")
        self.presses("vote_anew")

    def votes(self) -> None:
        """Twelve are here, in groups of four: bars follow one group behind; the end shows all."""
        self.goes("vote")
        self.desk.until(lambda: self.desk.here == len(self.people))
        lessons = sorted(self.screen.under("lessons"))[:4]
        self._vote(range(3), lessons)
        for votes in (2, 0):
            self.desk.in_round("paper_votes", lesson=lessons[0], votes=votes)
        self._vote(range(3, 7), lessons)
        self.settle()
        self.mark("eighth ballot")
        time.sleep(BARS_REST)
        self._vote(range(7, 8), lessons)
        self.shows_votes(4)
        self.mark("ninth ballot")
        self._vote(range(8, 11), lessons)
        self.settle()
        self.mark("twelfth ballot")
        time.sleep(BARS_REST)
        self._vote(range(11, PEOPLE + LATE), lessons)
        self.shows_votes(8)
        last, round_ = self.people[-1], self.people[-1].now["round"]
        for votes in (2, 0, 1):
            last.in_round("vote", lesson=lessons[3], votes=votes)
        assert "refused" in last.does("vote", round=round_, lesson=lessons[3], votes=3)
        self.settle()
        self.asks_what_is_held()
        self.check("while votes are placed")
        self.mark("voting ends")
        self.presses("end_voting")
        self.look_round()

    def _vote(self, some: range, lessons: list[str]) -> None:
        """Each lesson in its turn, so that all four tie in the end."""
        for i in some:
            self.people[i].in_round("vote", lesson=lessons[i % len(lessons)], votes=1)
            self.people[i].in_round("done_voting")

    def runs_off(self) -> None:
        """One more vote between four that tie; then two tie again, and lots are drawn."""
        self.mark("run-off")
        self.presses("run_off")
        between = self.desk.entries["ballot"]["lessons"]
        for person, place in zip(self.people, (0, 0, 0, 1, 1, 1, 2, 3), strict=False):
            person.in_round("vote", lesson=between[place], votes=1)
        self.mark("run-off ends")
        self.presses("end_voting")
        self.presses("draw_lots")

    def commits(self) -> None:
        """Offers picked, passed over, taken, and freed again."""
        self.goes("commit")
        desk, people = self.desk, self.people
        lessons = desk.under("lessons")
        first, second, third = (name for name, one in lessons.items() if one["chosen"])
        assert "refused" in desk.does("pick_lesson", lesson=first, on=False), "the room has voted"
        kept = self._unread(people[0], first, "kept")
        aside = self._unread(people[6], first, "offer aside")
        for reason in ("care", "", "protect"):
            desk.must("put_aside", unread=aside, reason=reason)
        self.check("while an offer waits to be read")
        self.mark("first let on")
        desk.must("pick", commitment=kept, on=True)
        self.screen.until(lambda: f"commitments/{kept}" in self.screen.entries)
        self._offers(people[1], first, "passed over")
        spoken = {name: self.words("passed over") for name in ("when", "will")}
        desk.in_round("paper_offer", lesson=first, **spoken)
        self._offers(people[2], second, "kept", owner=self.words("owner", "owner"))
        alone = self._offers(people[3], third, "kept")
        for on in (True, False):
            desk.must("pick", commitment=alone, on=on)
        people[4].in_round("take", commitment=kept, owner=self.words("freed", "me"))
        for seat in self.everybody:
            seat.until(lambda seat=seat: seat.entries[f"commitments/{kept}"]["owner"])
        refused = {"commitment": kept, "owner": self.words("refused", "me")}
        assert "refused" in people[6].does("take", round=people[6].now["round"], **refused)
        desk.must("free_commitment", commitment=kept)
        for seat in self.everybody:
            seat.until(lambda seat=seat: not seat.entries[f"commitments/{kept}"]["owner"])
        self.mark("freed")
        people[5].in_round("take", commitment=kept, owner=self.words("owner", "owner"))
        self._unread(people[7], second, "offer unread")

    def _unread(self, person: Seat, lesson: str, kind: str, owner: str = "") -> str:
        words = {"when": self.words(kind), "will": self.words(kind), "owner": owner}
        id_ = str(person.in_round("offer", lesson=lesson, by="2030-01-01", **words)["id"])
        self.desk.until(lambda: f"offers/{id_}" in self.desk.entries)
        return id_

    def _offers(self, person: Seat, lesson: str, kind: str, owner: str = "") -> str:
        id_ = self._unread(person, lesson, kind, owner)
        self.desk.must("let_on", unread=[id_])
        for seat in (self.desk, *self.people):
            seat.until(lambda seat=seat: f"commitments/{id_}" in seat.entries)
        return id_

    def ends(self) -> None:
        """Six answer, of whom five are shown; then the seal."""
        self.goes("finish")
        for person in self.people[:4]:
            person.in_round("answer", question="worth", choice="yes")
        self.people[0].in_round("answer", question="use", choice="no")
        self.settle()
        self.mark("fifth answer")
        for person in self.people[4:6]:
            person.in_round("answer", question="worth", choice="partly")
        for person in self.people[:6]:
            person.must("answer_pulse", at="finish", answers=[4, 4, 5])
        for person in self.people[:4]:
            person.must("write_letter", to="story", text=self.words("letter"))
        self.people[0].must("write_letter", to="story", text="")
        self.settle()
        self.mark("pulse ends")
        self.presses("end_pulse")
        self.check("finish")
        self.mark("seal")
        self.presses("seal")
        self.is_over()
