// Written by `python -m tools.generate.protocol` from workshop/protocol; not by hand.

export type ViewName =
  | "participant"
  | "projector"
  | "desk";

export type RefusalCode =
  | "malformed"
  | "unknown_field"
  | "not_allowed"
  | "no_such"
  | "not_yours"
  | "wrong_stage"
  | "round_closed"
  | "moved_on"
  | "too_late"
  | "out_of_date"
  | "empty"
  | "too_long"
  | "cards_used_up"
  | "lessons_used_up"
  | "votes_used_up"
  | "at_most_two"
  | "taken"
  | "name_missing"
  | "ballot_full"
  | "voting_paused"
  | "not_said"
  | "nothing_to_undo"
  | "sealed"
  | "too_fast";

export type NotLetIn =
  | "no_such"
  | "not_allowed"
  | "malformed"
  | "taken_back"
  | "handed_over"
  | "door_closed";

export type Purpose =
  | "card"
  | "card_slot"
  | "lesson_slot"
  | "lesson"
  | "offer_slot"
  | "took_part"
  | "unclear"
  | "been_there"
  | "ballot"
  | "budget"
  | "keep"
  | "vote"
  | "answer"
  | "check_in"
  | "pulse"
  | "letter";

export type LossCode =
  | "cards_back"
  | "cards_shown"
  | "cards_unread"
  | "lessons_unread"
  | "lessons_back"
  | "offers_unread"
  | "stage_passed"
  | "votes_end"
  | "votes_too_few"
  | "votes_as_before"
  | "votes_go"
  | "ties_taken"
  | "ties_left"
  | "result_replaced"
  | "result_gone"
  | "answers_replaced"
  | "answers_few"
  | "pulse_told"
  | "cards_unshown"
  | "answers_erased"
  | "cards_aside"
  | "cards_off"
  | "lessons_left_out"
  | "offers_unkept"
  | "asked_off"
  | "check_ins_waiting"
  | "rest_erased";

export type StageKind =
  | "arrive"
  | "ground_rules"
  | "follow_up"
  | "go_first"
  | "story"
  | "write"
  | "look_through"
  | "reveal"
  | "ask_how"
  | "talk"
  | "break"
  | "lessons"
  | "vote"
  | "commit"
  | "finish";

export type Phase =
  | "picking"
  | "open"
  | "last_call"
  | "few"
  | "reading"
  | "showing"
  | "too_few"
  | "ended"
  | "run_off"
  | "closed"
  | "sealed";

export type Amount =
  | "none"
  | "several"
  | "most";

export type PulseUse =
  | ""
  | "room"
  | "summary";

export type Outcome =
  | ""
  | "kept"
  | "changed"
  | "dropped"
  | "not_come_up";

export type Fit =
  | ""
  | "yes"
  | "partly"
  | "no";

export type StepKind =
  | "context"
  | "happened"
  | "turn"
  | "now";

/**
 * Goes up once, as the connection's `auth`.
 *
 * `secret` is 16 random bytes made on a participant's device for this workshop. A participant's
 * `ticket` is the one of the last answer to `hello`, zeros before the first: while the door is
 * closed, nobody joins without one. The `ticket` of the desk and the projector is another: a
 * signed one in their page, which names the sign-in that opened it.
 */
export interface Connect {
  view: ViewName;
  workshop: string;
  secret?: string | null;
  ticket?: string | null;
}

/** Goes up after each connection: what the view already has. */
export interface Hello {
  epoch?: string;
  rev?: number;
}

/**
 * Goes up: one command, under a key and a number that stay the same when it is sent again. A
 * device's numbers grow; the desk's commands have none.
 */
export interface Do {
  key: string;
  command: Command;
  number?: number | 0;
}

/**
 * Goes up once in each slot, at a random moment in it: with what was tapped, or with nothing.
 *
 * `Workshop.beat` says how long a slot is. Slots begin at multiples of it, by the server's clock.
 */
export interface Beat {
  items: Array<Ride>;
}

/** Goes up: the keys of nine items that this device has sent, padded with random ones. */
export interface Mine {
  keys: Array<string>;
}

/** Goes up: which rows are mine? Sixteen keys of cards, padded with random ones. */
export interface Held {
  keys: Array<string>;
}

/** Comes down: what differs since the rev before this one, all values absolute. */
export interface Change {
  epoch: string;
  rev: number;
  /** Entries that are new, or have other fields than before. */
  set?: Record<string, any>;
  /** Fields of entries of which only some have changed. */
  part?: Record<string, Record<string, any>>;
  gone?: Array<string>;
}

/**
 * Comes down every 3 s: where this room stands, how many are here, and in words how many have
 * taken part in the writing.
 */
export interface Tick {
  epoch: string;
  rev: number;
  time: number;
  /** Devices here, for desk and projector; on the projector null under six. */
  here?: number | null;
  /** While people write, for a participant's device: whether fewer than five devices are here. */
  few?: boolean | null;
  took_part?: "" | "most" | "nearly_all" | "some";
  /** True if a window shows the room's screen, for the desk. */
  screen?: boolean;
  /** A great many new devices have come, for the desk. */
  flood?: FloodSeen | null;
}

/**
 * Answers `hello`: nothing new, the snapshot, or the path to fetch it from.
 *
 * `ticket` is a phone's way back in once the door is closed; "" for the other views. `number` is
 * the last one that is known of the device's commands, from which it counts on.
 */
export interface HelloAnswer {
  time: number;
  current?: boolean;
  snapshot?: Snapshot | null;
  fetch?: string;
  ticket?: string;
  number?: number;
}

/** All that a view shows; the answer to `hello`, in a page, or fetched. */
export interface Snapshot {
  epoch: string;
  rev: number;
  /** The server's clock, in seconds. */
  time: number;
  entries: Record<string, any>;
}

/** The command is stored. */
export interface Ok {
  ok: true;
  id: string | "";
}

/** Nothing was stored; send it again. */
export interface Retry {
  retry: true;
}

/** The command can't be done. `about` names the field, or holds the limit. */
export interface Refused {
  refused: RefusalCode;
  about: string;
}

/**
 * One word for each item of a beat: "ok", the code of a refusal, or "retry". All that the
 * beats of a slot brought is done once it is over: until then the next beat brings it again.
 */
export interface BeatAnswer {
  answers: Array<"ok" | "retry" | RefusalCode>;
}

/** The fates of the nine items that `mine` asked about. */
export interface MineAnswer {
  fates: Array<"away" | "back" | "care" | "late" | "name" | "none" | "safe">;
}

/** All rows of this device, sorted by table, purpose and handle. */
export interface HeldAnswer {
  rows: Array<HeldRow>;
  /** Zeros up to a multiple of 8 kB, so that the size does not reveal what the rows are. */
  padding: string;
}

/** A card. The key of its envelope becomes the card's key. */
export interface WriteCard {
  type: "write_card";
  round: number;
  happened: string;
  learned?: string;
  may_stand?: boolean;
  /** True if the card may be shown if too few devices write; otherwise it goes back. */
  show_few?: boolean;
  /** The number of the card to whose question this is an answer; 0 for a card. */
  about?: number;
}

/** New words for a card that this device wrote, as long as its round is open. */
export interface EditCard {
  type: "edit_card";
  round: number;
  card: string;
  happened: string;
  learned?: string;
  may_stand?: boolean;
  show_few?: boolean;
}

/** Withdraws one of this device's cards, as long as its round is open. */
export interface WithdrawCard {
  type: "withdraw_card";
  round: number;
  card: string;
}

/**
 * Takes part without a card, or without one more. Sending a card does not need this: it is
 * taking part.
 */
export interface NothingToAdd {
  type: "nothing_to_add";
  round: number;
}

/** Says "I have been there" about the story ("story") or about a card (its number). */
export interface BeenThere {
  type: "been_there";
  round: number;
  item: string;
  on: boolean;
}

/** Something in the ground rules is unclear. */
export interface Unclear {
  type: "unclear";
  round: number;
  on: boolean;
}

/** Asks the desk to take a card off the screen, without sender or reason. */
export interface AskOff {
  type: "ask_off";
  card: string;
}

/** A lesson, written freely. */
export interface AddLesson {
  type: "add_lesson";
  round: number;
  text: string;
}

/** Sets how many of this device's votes are on a lesson. */
export interface Vote {
  type: "vote";
  round: number;
  lesson: string;
  votes: number;
}

/**
 * Says "That's all from me": the ballot counts as complete with the votes that it has placed.
 * They can still be moved until the voting ends.
 */
export interface DoneVoting {
  type: "done_voting";
  round: number;
}

/**
 * Marks which of its dealt lessons this device would keep, if there are more than the ballot
 * takes. The set replaces whatever it has marked before.
 */
export interface KeepLessons {
  type: "keep_lessons";
  round: number;
  lessons: Array<string>;
}

/** A commitment: "If `when` happens, I (or we) will `will`". `owner` only names the sender. */
export interface Offer {
  type: "offer";
  round: number;
  lesson: string;
  when: string;
  will: string;
  who?: "I" | "we";
  owner?: string;
  by?: string;
}

/** Says "I'll take this on": puts the sender's name to a commitment that nobody has taken. */
export interface Take {
  type: "take";
  round: number;
  commitment: string;
  owner: string;
}

/** An answer to one of the two questions at the finish; the newest one counts. */
export interface Answer {
  type: "answer";
  round: number;
  question: "use" | "worth";
  choice: "no" | "partly" | "yes";
}

/**
 * Asks the facilitator to come and speak: with a name, seat or number, or without a word.
 *
 * A device has one such request; a newer one replaces it.
 */
export interface CheckIn {
  type: "check_in";
  text?: string;
}

/** Withdraws the wish to be spoken to; harmless if the desk has already seen it. */
export interface WithdrawCheckIn {
  type: "withdraw_check_in";
}

/**
 * All answers to the pulse in their order, at the arrival or at the end.
 *
 * An empty list withdraws them. A device's newest answers count, as long as their stage is open.
 */
export interface AnswerPulse {
  type: "answer_pulse";
  at: "arrive" | "finish";
  answers: Array<number>;
}

/**
 * A line to the teller of a story, in place of the one that this device wrote them before; ""
 * takes it back.
 */
export interface WriteLetter {
  type: "write_letter";
  to: "story" | "story2";
  text?: string;
}

/** Goes to a stage: forward, back, or anywhere. */
export interface Go {
  type: "go";
  stage: string;
  turn: number;
  said?: Array<Loss>;
}

/** Shows another page of the current stage. */
export interface Step {
  type: "step";
  turn: number;
  step: number;
}

/** Stops the clock, or starts it again. */
export interface Pause {
  type: "pause";
  turn: number;
  on: boolean;
}

/** Adds one minute to the clock. */
export interface MoreTime {
  type: "more_time";
  turn: number;
}

/** Covers the room's screen with a calm picture, or uncovers it. */
export interface Cover {
  type: "cover";
  turn: number;
  on: boolean;
}

/** Opens a new round of the current stage, with its own threshold. */
export interface OpenAgain {
  type: "open_again";
  turn: number;
  said?: Array<Loss>;
}

/**
 * Shows cards one at a time, or six at a time.
 *
 * `card` is the number of the card to show then; without it, the first of those on show now.
 */
export interface PageSize {
  type: "page_size";
  turn: number;
  size: 1 | 6;
  card?: number | null;
}

/** Asks every phone how something like this card can happen. */
export interface AskAbout {
  type: "ask_about";
  card: number;
  turn: number;
  said?: Array<Loss>;
}

/**
 * Closes the list of lessons for phones, once and for good: by a press, or as its time is over.
 * What they have added comes to the desk now, if enough of them have.
 */
export interface CloseAdding {
  type: "close_adding";
  turn: number;
}

/** Ends the voting; the lessons are sorted once. */
export interface EndVoting {
  type: "end_voting";
  turn: number;
  said?: Array<Loss>;
}

/** One more vote, between the lessons that tie for the last place. */
export interface RunOff {
  type: "run_off";
  turn: number;
}

/** Chooses all lessons that tie for the last place. */
export interface TakeTied {
  type: "take_tied";
  turn: number;
}

/** Draws lots among the lessons that tie for the last place, for the places that are left. */
export interface DrawLots {
  type: "draw_lots";
  turn: number;
}

/**
 * Gives up the votes while voting is paused, so that the list of lessons can change: voting
 * begins anew.
 */
export interface VoteAnew {
  type: "vote_anew";
  turn: number;
  said?: Array<Loss>;
}

/** Ends the pulse: makes the totals that may be shown, and erases every answer. */
export interface EndPulse {
  type: "end_pulse";
  turn: number;
  said?: Array<Loss>;
}

/** Finishes and erases the rest: only the summary is kept. */
export interface Seal {
  type: "seal";
  turn: number;
  said?: Array<Loss>;
}

/** Chooses the question of the story that the room sees, by its place among them, from 0 on. */
export interface AskQuestion {
  type: "ask_question";
  turn: number;
  question: number;
}

/**
 * A card that came on paper, typed in before the reveal; nothing marks it afterwards.
 *
 * The key of its envelope becomes the card's key. `round` is the round that the desk was shown:
 * that of the writing, or 0 in the look-through.
 */
export interface PaperCard {
  type: "paper_card";
  round: number;
  happened: string;
  learned?: string;
  may_stand?: boolean;
}

/** Sets how many votes a lesson has on paper. */
export interface PaperVotes {
  type: "paper_votes";
  round: number;
  lesson: string;
  votes: number;
}

/**
 * A commitment of somebody without a device, said aloud or handed in on paper; the room sees it
 * at once. `owner` is the name by which its owner goes, "" for none.
 */
export interface PaperOffer {
  type: "paper_offer";
  round: number;
  lesson: string;
  when: string;
  will: string;
  who?: "I" | "we";
  owner?: string;
  by?: string;
}

/** Keeps a card off the screen before the room sees it, for a reason; "" puts it back. */
export interface SetAside {
  type: "set_aside";
  card: string;
  reason: "" | "care" | "elsewhere" | "names" | "protect";
}

/** Marks a card as sensitive: no "been there" on it. Before the reveal and after it. */
export interface MarkSensitive {
  type: "mark_sensitive";
  card: string;
  on: boolean;
}

/** Takes a card off every screen after the reveal, or shows it again. */
export interface TakeOff {
  type: "take_off";
  card: string;
  on: boolean;
}

/** Leaves a card on the screen although someone asked to take it off. */
export interface LeaveCard {
  type: "leave_card";
  card: string;
}

/** Says that cards were opened at a desk: from now on they count as read. */
export interface Opened {
  type: "opened";
  cards: Array<string>;
}

/**
 * Puts an answer on the list of lessons: one that the desk reads, by its handle, once the room
 * is shown it, or takes it off again; or one on show, by its number.
 */
export interface AddToLessons {
  type: "add_to_lessons";
  card: string;
  on: boolean;
}

/** Lets through what phones have sent and the desk has read: from now on the room sees it. */
export interface LetOn {
  type: "let_on";
  /** The handles of what that desk was showing, and of nothing that came since. */
  unread: Array<string>;
}

/**
 * Keeps something that a phone has sent from the room, for a reason; "" puts it back.
 *
 * This also works for an offer that the room sees already, which then leaves every screen.
 */
export interface PutAside {
  type: "put_aside";
  unread: string;
  reason: "" | "care" | "elsewhere" | "names" | "protect";
}

/**
 * Merges a lesson, with everything merged into it, into another one. `words` is what the room
 * sees of the two; "" for the words of `into`.
 */
export interface Merge {
  type: "merge";
  lesson: string;
  into: string;
  words?: string;
}

/**
 * Merges several lessons that say the same thing into one of them; undone in one step. `words`
 * as in `merge`.
 */
export interface MergeAll {
  type: "merge_all";
  lessons: Array<string>;
  into: string;
  words?: string;
}

/** Says a lesson, with everything merged into it, in other words. */
export interface Reword {
  type: "reword";
  lesson: string;
  words: string;
}

/** Takes a lesson out of its group. */
export interface Split {
  type: "split";
  lesson: string;
}

/** Leaves a lesson off the ballot, or puts it back. */
export interface LeaveOut {
  type: "leave_out";
  lesson: string;
  on: boolean;
}

/** Leaves out lessons at random until twelve are left; merged ones stay longest. */
export interface LeaveRest {
  type: "leave_rest";
}

/** Undoes the last merge, split or leave-out, one press at a time. */
export interface UndoLessons {
  type: "undo_lessons";
}

/** A lesson written down at the desk. */
export interface DeskLesson {
  type: "desk_lesson";
  text: string;
}

/** Chooses a lesson where nobody votes, or undoes that. */
export interface PickLesson {
  type: "pick_lesson";
  lesson: string;
  on: boolean;
}

/** Picks a commitment for its lesson, or undoes that. */
export interface Pick {
  type: "pick";
  commitment: string;
  on: boolean;
}

/** Takes the name off a commitment. */
export interface FreeCommitment {
  type: "free_commitment";
  commitment: string;
}

/** Puts away a note as it was read: if it has changed since, it stays. */
export interface CheckedIn {
  type: "checked_in";
  check_in: string;
}

/**
 * Says what became of a commitment from an earlier workshop; "" undoes that.
 *
 * Each message is complete: `learned` is what the room learned from it, `will` and `by` are its
 * new words and date if it was changed, and `fit` says of a kept one whether the plan fitted.
 */
export interface FollowUp {
  type: "follow_up";
  n: number;
  outcome: Outcome;
  learned?: string;
  will?: string;
  by?: string;
  fit?: Fit;
}

/**
 * The room's Wi-Fi. `shown` says that the room's screen shows the password in letters, and not
 * only in the code. Without a password the network is open.
 */
export interface SetWifi {
  type: "set_wifi";
  name: string;
  password?: string;
  shown?: boolean;
}

/**
 * Sets when the room must be free: the next moment a clock shows this time; "" for never.
 *
 * `offset` is how many minutes east of UTC that clock stands.
 */
export interface FreeAt {
  type: "free_at";
  hour: string;
  offset?: number;
}

/** Leaves out a stage that has not begun, or puts it back. The desk can still go there. */
export interface SkipStage {
  type: "skip_stage";
  stage: string;
  on: boolean;
}

/**
 * Changes the minutes of stages to come, by the stages' ids. Stages up to the current one keep
 * theirs, and so do stages that are not named.
 */
export interface SetMinutes {
  type: "set_minutes";
  minutes: Record<string, number>;
}

/** Sets when the team meets next: a day such as 2027-03-03, or "" when nobody knows yet. */
export interface MeetAgain {
  type: "meet_again";
  day: string;
}

/** Keeps out devices that were not here before, or lets new ones in again. */
export interface CloseDoor {
  type: "close_door";
  on: boolean;
}

/** Has the room's screen play its tone, or keeps it silent. */
export interface PlayTone {
  type: "play_tone";
  on: boolean;
}

/** Another title or team for the workshop. */
export interface Rename {
  type: "rename";
  title: string;
  team: string;
  seen: string;
}

/** Sets who people can talk to afterwards, and where things are reported; "" for nobody. */
export interface SetContacts {
  type: "set_contacts";
  support: string;
  reporting: string;
  seen: string;
}

/** Says where people are: in a room, in a call, or some here and some there. */
export interface SetPlace {
  type: "set_place";
  place: "both" | "remote" | "room";
  seen: string;
}

/** Sets other ground rules, until the first stage of writing opens. */
export interface SetRules {
  type: "set_rules";
  rules: Array<string>;
  seen: string;
}

/**
 * Another agenda: the stages in their order. Stages that have opened can only get another cue
 * and an addition to their question.
 */
export interface ShapeAgenda {
  type: "shape_agenda";
  stages: Array<ShapedStage>;
  seen: string;
}

/**
 * Another story for the first or the second story stage, until that stage opens.
 *
 * `library` is the story's id in the library, "" for one that is not from there.
 */
export interface TellStory {
  type: "tell_story";
  place: "story" | "story2";
  story: Story;
  seen: string;
  library?: string;
}

/** The person who told a story; each field is "" where the teller left it out. */
export interface Teller {
  name: string;
  work: string;
  place: string;
}

/** One step of a story; each is alone on the room's screen. */
export interface StoryStep {
  kind: StepKind;
  text: string;
}

/**
 * One stage of the agenda. `name` is "" where the kind's own name is used.
 *
 * `id` is how commands and other entries refer to it, wherever it is moved.
 */
export interface Stage {
  id: string;
  kind: StageKind;
  minutes: number;
  name: string;
  /** The question to everyone, with what was added to it since the stage opened. */
  prompt: string;
  added: string;
  second_prompt: string;
  /**
   * The English of the question, without what was added, if the words are the program's own: a
   * phone says it in its own language, with `teller` for `{name}`. "" for other words.
   */
  built_in: string;
  /** The same for `second_prompt`. */
  second_built_in: string;
  /** The name of the teller whom `built_in` names; "" before the story is told, or without one. */
  teller: string;
}

/** The answers of people in this room to one question. */
export interface Answers {
  yes: number;
  partly: number;
  no: number;
}

/** One promise of the seal, and whether it was found to be kept. */
export interface SealCheck {
  name: "beside" | "file" | "key" | "summary" | "ways_in";
  holds: boolean;
}

/**
 * One thing that an act takes away.
 *
 * `n` is how many there are; null where that may not be shown, or is no figure. `stage` is the id
 * of a stage that is passed over, one for each; "" for everything else.
 */
export interface Loss {
  what: LossCode;
  n: number | null;
  stage: string;
}

/**
 * An act that takes something away, and what: the desk says it, then has it held for a second.
 *
 * `act` is the command's type, `to` the id of the stage that `go` leads to.
 */
export interface Goes {
  act: "ask_about" | "end_pulse" | "end_voting" | "go" | "open_again" | "seal" | "vote_anew";
  to: string;
  takes: Array<Loss>;
}

/**
 * The answers to one sentence: how many took each of the five steps, at both ends.
 *
 * `change` is how many answered lower, the same, and higher at the end; a list is empty where
 * too few answered.
 */
export interface PulseItem {
  arrive: Array<number>;
  finish: Array<number>;
  change: Array<number>;
}

/**
 * A command that a beat takes along, under a key and a number that stay the same when it is
 * sent again.
 */
export interface Ride {
  key: string;
  number: number;
  command: Command;
}

/**
 * A row of the workshop's file that belongs to the device that asks.
 *
 * Its key, and how its encrypted body begins, would lead to it in a copy of the file.
 */
export interface HeldRow {
  table: "card" | "check_in" | "letter" | "mark" | "pulse_answer" | "sent_lesson";
  handle: string;
  /** The purpose of the row. */
  purpose: Purpose;
  round?: number | null;
  /** Bytes of the encrypted body. */
  size?: number;
}

/**
 * A great many new devices have come since a moment, in seconds of the server's clock: how
 * many of them are in.
 */
export interface FloodSeen {
  since: number;
  devices: number;
}

/** The name of a workshop, or of a `rehearsal` of one, and the way in. `free_at` is "15:00". */
export interface Workshop {
  id: string;
  title: string;
  team: string;
  language: string;
  trial: boolean;
  rehearsal: boolean;
  remote: boolean;
  /** True if some are in a room and others in a call; `remote` is True only without a room. */
  hybrid: boolean;
  code: string;
  address: string;
  join_url: string;
  /** The QR code of `join_url`: one string of 0 and 1 per row, without a quiet zone. */
  join_qr: Array<string>;
  free_at: string;
  support: string;
  reporting: string;
  /** True if only devices that were here before can come in. */
  door_closed: boolean;
  live_wall: boolean;
  votes_hidden: boolean;
  /** The use of the pulse: whether it is taken now, and where its totals may appear. */
  pulse: PulseUse;
  /** Seconds of a slot, in which each phone sends one message; 0 once sealed. */
  beat: number;
  /** True if the room's screen plays no tone. */
  silent: boolean;
  /** The day on which the team meets next, which phones propose for commitments; "" if unknown. */
  meets: string;
}

/**
 * The room's Wi-Fi. `password` is "" on an open one, and on the room's screen unless `shown`.
 *
 * `qr` joins it: one string of 0 and 1 per row, without a quiet zone.
 */
export interface Wifi {
  name: string;
  password: string;
  shown: boolean;
  qr: Array<string>;
}

/** The stages in their order. */
export interface Agenda {
  stages: Array<Stage>;
}

/**
 * The moment of the workshop: its stage, page, clock and round.
 *
 * `ends_at` is in seconds of the server's clock, null while paused or before the start;
 * `left` is what remained when it was paused, in seconds. `steps` is how many pages the stage
 * has; `position` is the stage's place in the agenda now, counted from 0, and `going_to` the
 * id of the stage to which the last call leads, "" without one; `round` is what this stage
 * collects into, and `collecting` whether it still does.
 * `few` says that guessing is easy in a room of this size and, in a talk, that all talk together.
 */
export interface Now {
  turn: number;
  position: number;
  kind: StageKind;
  phase: Phase;
  step: number;
  steps: number;
  page_size: number;
  paused: boolean;
  ends_at: number | null;
  left: number;
  covered: boolean;
  round: number;
  collecting: boolean;
  can_open_again: boolean;
  few: boolean;
  last_call_ends_at: number | null;
  going_to: string;
  /**
   * The rounds of which only cards with `show_few` were shown, as too few devices wrote; the
   * others went back to their phones.
   */
  given_back: Array<number>;
  /** Number of cards that each device may send in this round; 0 if nobody writes. */
  cards_each: number;
  /** True if a card says what becomes of it if too few devices write. */
  asks_if_few: boolean;
  /** The number of the card that is asked about, in the talk of the last one; 0 for none. */
  about: number;
  /** True if phones can add lessons to the list. */
  adding: boolean;
  /**
   * The moment after which they no longer can, in seconds of the server's clock; null while no
   * clock runs, and once it has come.
   */
  adding_closes: number | null;
  /** The question of the story that the room sees, by its place among them. */
  question: number;
  /** The way in which the room talks; "" in any other stage. */
  groups: "" | "all" | "pairs" | "twos";
  /** Seconds that are left of a talk when its second half begins; 0 where it has none. */
  second_half: number;
}

/** The rules that the room agrees on. */
export interface GroundRules {
  purpose: string;
  rules: Array<string>;
  scope: string;
  /** The sentence that says what the facilitator may do with a card. */
  policy: string;
  /**
   * The English of the purpose, of each rule and of the scope, if they are the program's own; ""
   * for other words.
   */
  built_in: Array<string>;
}

/**
 * A failure that someone told, the lesson they drew from it, and what to ask the room.
 *
 * `source` is where it was published, "" when it was told first hand. Raises ValueError when
 * the steps repeat a kind or are not in the order of STEP_KINDS.
 */
export interface Story {
  title: string;
  lesson: string;
  told_by: Teller;
  source: string;
  themes: Array<string>;
  steps: Array<StoryStep>;
  questions: Array<string>;
  language: string;
}

/** The number of people who have been there, in words. */
export interface Several {
  amount: Amount;
}

/** The leader who goes first; `text` is "" when nothing was written beforehand. */
export interface Leader {
  name: string;
  text: string;
  language: string;
}

/** A card that the room may see. One that was taken off has no words. */
export interface Card {
  n: number;
  happened: string;
  learned: string;
  language: string;
  sensitive: boolean;
  off: boolean;
  been_there: Amount;
}

/** A revealed card, for the desk: `asked` says that someone asked to take it off. */
export interface DeskCard {
  n: number;
  happened: string;
  learned: string;
  language: string;
  sensitive: boolean;
  off: boolean;
  been_there: Amount;
  asked: boolean;
  shown: boolean;
}

/** An answer to how something like a card can happen. One that was taken off has no words. */
export interface AnswerEntry {
  n: number;
  text: string;
  language: string;
  off: boolean;
}

/**
 * An answer on show, for the desk; `listed` if it will be on the list of lessons, `asked` if
 * somebody asked to take it off the screen.
 */
export interface DeskAnswerEntry {
  n: number;
  text: string;
  language: string;
  off: boolean;
  listed: boolean;
  asked: boolean;
}

/**
 * The numbers of the revealed cards in the order in which they are shown.
 *
 * `known` are those that the pages show instead of all, when there are more than sixty and the
 * desk has moved on from the wall: the ones that most people know, in random order.
 */
export interface Order {
  cards: Array<number>;
  known: Array<number>;
}

/** A card that the desk reads before the room sees it; `read` if some desk has opened it. */
export interface ReviewCard {
  handle: string;
  happened: string;
  learned: string;
  language: string;
  sensitive: boolean;
  aside: "" | "care" | "elsewhere" | "names" | "protect";
  read: boolean;
  listed: boolean;
}

/**
 * A lesson on the list; `also` are the words of those merged into it.
 *
 * `votes` is null while none of them may be seen. `tied` says that it ties for the last place,
 * and nothing is decided about that; `rank` is 0 until the voting has ended. `run_off` are its
 * votes in the last run-off that it was part of, null without one.
 */
export interface Lesson {
  id: string;
  text: string;
  also: Array<string>;
  language: string;
  votes: number | null;
  tied: boolean;
  rank: number;
  chosen: boolean;
  run_off: number | null;
}

/**
 * A lesson, for the desk, with what was merged and left out.
 *
 * `beyond` says that it was left out because twelve others were on the ballot, and not by hand.
 * `paper` is the number of its votes on paper as it was typed at the desk, while voting goes on.
 */
export interface DeskLessonEntry {
  id: string;
  text: string;
  language: string;
  parent: string;
  left_out: boolean;
  beyond: boolean;
  votes: number | null;
  tied: boolean;
  rank: number;
  chosen: boolean;
  run_off: number | null;
  paper: number;
}

/**
 * The vote: how many votes each device has, and how far the voting is.
 *
 * `scale` is the number of votes that fills a bar, fixed when the voting opens. `cut_tie` are
 * the lessons that tie for the last place, once the voting has ended.
 */
export interface Ballot {
  budget: number;
  per_lesson: number;
  /**
   * The words for `complete`: a count, or words while fewer than three devices are missing. The
   * desk always has the count.
   */
  turnout: "" | "all" | "count" | "nearly_all" | "some";
  /**
   * Number of devices that have placed all their votes, or have had enough; null where a word
   * says it.
   */
  complete: number | null;
  /**
   * Devices that can vote: those that have, are here, or were within the last minute; without the
   * desk's own phone, as far as that is known.
   */
  devices: number;
  /**
   * Number of devices that must have voted when the voting ends; with fewer there is no
   * result.
   */
  needed: number;
  /**
   * The voting that ended without a result, as too few voted: the first one; one that was opened
   * again, so that the earlier result stands; or the last one between those that tied.
   */
  too_few: "" | "again" | "run_off" | "vote";
  /** Number of devices that have voted, once the voting has ended; 0 before. */
  voted: number;
  scale: number;
  bars: boolean;
  lessons: Array<string>;
  cut_tie: Array<string>;
  /** The lessons that were chosen by lot. */
  drawn: Array<string>;
  /**
   * Number of lessons that have left the ballot while people vote, with cards that were taken off
   * the screen: the votes on them are spent.
   */
  struck: number;
}

/** Says "If `when`, I (or we) will `will`"; `owner` is "" while nobody has taken it. */
export interface Commitment {
  id: string;
  lesson: string;
  when: string;
  will: string;
  who: "I" | "we";
  owner: string;
  by: string;
  language: string;
  picked: boolean;
}

/** An offer that the desk reads before the room sees it; `aside` says why the room does not. */
export interface OfferEntry {
  id: string;
  lesson: string;
  when: string;
  will: string;
  who: "I" | "we";
  owner: string;
  by: string;
  language: string;
  aside: "" | "care" | "elsewhere" | "names" | "protect";
}

/**
 * A commitment of an earlier workshop, made on the day `made`, and what became of it.
 *
 * `will_now` and `by_now` are its words and its date where it was changed; they and `learned` are
 * in the workshop's language.
 */
export interface Carried {
  n: number;
  lesson: string;
  when: string;
  will: string;
  who: "I" | "we";
  owner: string;
  by: string;
  made: string;
  language: string;
  outcome: Outcome;
  will_now: string;
  by_now: string;
  learned: string;
  fit: Fit;
}

/**
 * The end. Answers are null under five; `summary` is a path, "" until sealed, and `open_until`
 * the moment after which devices can no longer fetch it there, in seconds of the server's clock, 0
 * until sealed.
 *
 * `lessons` are those that the room chose; `meets` is the day of the next meeting, or "".
 * `on_laptop` says that the summary is gone from here when a laptop leaves. `stories` are those
 * that the summary keeps, each by the name of its teller, "" for one who is not named.
 */
export interface Finish {
  sealed: boolean;
  worth: Answers | null;
  use: Answers | null;
  summary: string;
  open_until: number;
  lessons: Array<string>;
  commitments: Array<KeptCommitment>;
  date: string;
  meets: string;
  /**
   * Once sealed, the stories whose letters the facilitator can read: of any other they have
   * stayed on their phones.
   */
  letters: Array<"story" | "story2">;
  stories: Array<string>;
  on_laptop: boolean;
}

/** The tellers to whom phones may write a line, while they may. */
export interface Letters {
  to: Array<LetterTo>;
}

/**
 * The lessons that the ballot takes where there are more of them, and those beyond: their ids
 * in the order in which the desk lists them. `marked` says that the order follows the phones'
 * marks; otherwise it is random.
 */
export interface Fitting {
  fits: Array<string>;
  beyond: Array<string>;
  marked: boolean;
}

/**
 * The desk's own entry: cues in the order of the stages, minutes taken, ways in.
 *
 * `took` holds the minutes that stages have taken so far, by their ids, `skipped` the ids of those
 * that were left out before they began; `started_at`, `free_by` are seconds of
 * the server's clock, null before the start or when no time was given. `unclear` is how many
 * found something unclear. `trouble` is "" or a code such as "disk_full".
 */
export interface Desk {
  cues: Array<string>;
  took: Record<string, number>;
  skipped: Array<string>;
  started_at: number | null;
  free_by: number | null;
  unclear: number;
  ballots: number;
  /**
   * The most devices that were here when an earlier stage ended, where far more than so many have
   * voted; else 0.
   */
  here_before: number;
  cards_waiting: number;
  reached: boolean;
  addresses: Array<string>;
  /** The address that was chosen at a desk and is no longer there; "" otherwise. */
  address_gone: string;
  /** The laptop's system; "" where the server is not in the room. */
  system: "" | "linux" | "macos" | "windows";
  projector_url: string;
  leader_url: string;
  /** True if links of this server work only where its laptop is, and while it is there. */
  on_laptop: boolean;
  trouble: string;
  undo: boolean;
  /** The ids of the stages before the present one that the room was not in. */
  passed: Array<string>;
  /** The losses of each act; acts that take nothing away are not in it. */
  goes: Array<Goes>;
  /** True if the last call can have one more minute. */
  can_last_longer: boolean;
  /** True if a vote waits, with its ballots, while the room is back at its lessons. */
  vote_paused: boolean;
  /** True if an earlier result stands until enough have voted again. */
  result_kept: boolean;
  /** The numbers of the cards that phones were asked about. */
  asked_about: Array<number>;
  /** The commitments that the room's screen shows: one for each chosen lesson that has any. */
  on_screen: Array<string>;
  /** The endings of the names of the summary's files, once there is a summary. */
  files: Array<string>;
  /** True if the list is closed for phones, and the desk was shown all that they have added. */
  all_added: boolean;
}

/** Someone asks to be spoken to; `text` is what they chose to say about themselves. */
export interface CheckInEntry {
  handle: string;
  text: string;
}

/** The pulse: `items` is empty until it is over, and where too few answered. */
export interface PulseEntry {
  use: PulseUse;
  over: boolean;
  items: Array<PulseItem>;
}

/**
 * The last check of what the seal has left, in the order of its steps.
 *
 * `trouble` is a code that says what keeps it from finishing; "" if nothing does.
 */
export interface SealReport {
  trouble: string;
  checks: Array<SealCheck>;
}

/** Lessons that may say the same thing: groups of their ids, for the desk to judge. */
export interface Similar {
  groups: Array<Array<string>>;
}

/** A lesson from a phone that the desk reads before the room sees it; `aside` says why not. */
export interface UnreadEntry {
  handle: string;
  text: string;
  language: string;
  aside: "" | "care" | "elsewhere" | "names" | "protect";
}

export type ParticipantCommand =
  | WriteCard
  | EditCard
  | WithdrawCard
  | NothingToAdd
  | BeenThere
  | Unclear
  | AskOff
  | AddLesson
  | Vote
  | DoneVoting
  | KeepLessons
  | Offer
  | Take
  | Answer
  | CheckIn
  | WithdrawCheckIn
  | AnswerPulse
  | WriteLetter;

export type StageCommand =
  | Go
  | Step
  | Pause
  | MoreTime
  | Cover
  | OpenAgain
  | PageSize
  | AskAbout
  | CloseAdding
  | EndVoting
  | RunOff
  | TakeTied
  | DrawLots
  | VoteAnew
  | EndPulse
  | Seal
  | AskQuestion;

export type DeskCommand =
  | Go
  | Step
  | Pause
  | MoreTime
  | Cover
  | OpenAgain
  | PageSize
  | AskAbout
  | CloseAdding
  | EndVoting
  | RunOff
  | TakeTied
  | DrawLots
  | VoteAnew
  | EndPulse
  | Seal
  | AskQuestion
  | PaperCard
  | PaperVotes
  | PaperOffer
  | SetAside
  | MarkSensitive
  | TakeOff
  | LeaveCard
  | Opened
  | AddToLessons
  | LetOn
  | PutAside
  | Merge
  | MergeAll
  | Reword
  | Split
  | LeaveOut
  | LeaveRest
  | UndoLessons
  | DeskLesson
  | PickLesson
  | Pick
  | FreeCommitment
  | CheckedIn
  | FollowUp
  | SetWifi
  | FreeAt
  | SkipStage
  | SetMinutes
  | MeetAgain
  | CloseDoor
  | PlayTone
  | Rename
  | SetContacts
  | SetPlace
  | SetRules
  | ShapeAgenda
  | TellStory;

export type Command = ParticipantCommand | DeskCommand;

/** What participant and projector see. */
export interface Entries {
  workshop?: Workshop;
  wifi?: Wifi;
  agenda?: Agenda;
  now?: Now;
  rules?: GroundRules;
  [path: `carried/${string}`]: Carried;
  story?: Story;
  story_been?: Several;
  leader?: Leader;
  [path: `cards/${string}`]: Card;
  [path: `answers/${string}`]: AnswerEntry;
  order?: Order;
  [path: `lessons/${string}`]: Lesson;
  ballot?: Ballot;
  [path: `commitments/${string}`]: Commitment;
  finish?: Finish;
  letters?: Letters;
}

/** What the desk sees. */
export interface DeskEntries {
  workshop?: Workshop;
  wifi?: Wifi;
  agenda?: Agenda;
  now?: Now;
  rules?: GroundRules;
  [path: `carried/${string}`]: Carried;
  story?: Story;
  story_been?: Several;
  leader?: Leader;
  [path: `cards/${string}`]: DeskCard;
  [path: `answers/${string}`]: DeskAnswerEntry;
  order?: Order;
  [path: `review/${string}`]: ReviewCard;
  [path: `lessons/${string}`]: DeskLessonEntry;
  [path: `unread/${string}`]: UnreadEntry;
  ballot?: Ballot;
  [path: `offers/${string}`]: OfferEntry;
  [path: `commitments/${string}`]: Commitment;
  finish?: Finish;
  letters?: Letters;
  desk?: Desk;
  [path: `check_ins/${string}`]: CheckInEntry;
  pulse?: PulseEntry;
  similar?: Similar;
  fitting?: Fitting;
  seal?: SealReport;
}

export interface Lists {
  carried: Carried;
  cards: Card;
  answers: AnswerEntry;
  lessons: Lesson;
  commitments: Commitment;
}

export interface DeskLists {
  carried: Carried;
  cards: DeskCard;
  answers: DeskAnswerEntry;
  review: ReviewCard;
  lessons: DeskLessonEntry;
  unread: UnreadEntry;
  offers: OfferEntry;
  commitments: Commitment;
  check_ins: CheckInEntry;
}
