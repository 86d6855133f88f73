/** Types that modules of all views name, known to each of them without an import. */
import type * as protocol from "./protocol";

declare global {
  type Agenda = protocol.Agenda;
  type Amount = protocol.Amount;
  type Ballot = protocol.Ballot;
  type Card = protocol.Card;
  type Carried = protocol.Carried;
  type Command = protocol.Command;
  type Commitment = protocol.Commitment;
  type Desk = import("./desk/desk.js").Desk;
  type DeskCard = protocol.DeskCard;
  type DeskEntries = protocol.DeskEntries;
  type DeskLessonEntry = protocol.DeskLessonEntry;
  type DeskLists = protocol.DeskLists;
  type Finish = protocol.Finish;
  type Goes = protocol.Goes;
  type HeldRow = protocol.HeldRow;
  type Here = import("./participant/here.js").Here;
  type Leader = protocol.Leader;
  type Lesson = protocol.Lesson;
  type Letters = protocol.Letters;
  type Loss = protocol.Loss;
  type Now = protocol.Now;
  type Ok = protocol.Ok;
  type Outcome = protocol.Outcome;
  type Page = import("./participant/frame.js").Page;
  type RefusalCode = protocol.RefusalCode;
  type Refused = protocol.Refused;
  type Retry = protocol.Retry;
  type ReviewCard = protocol.ReviewCard;
  type Room<E extends object = protocol.Entries, L extends object = protocol.Lists> =
    import("./core/room.js").Room<E, L>;
  type SealReport = protocol.SealReport;
  type Snapshot = protocol.Snapshot;
  type StageKind = protocol.StageKind;
  type Story = protocol.Story;
  type TemplateResult = import("../vendor/lit-html/lit-html.js").TemplateResult;
  type Tick = protocol.Tick;
  type Wifi = protocol.Wifi;
  type Workshop = protocol.Workshop;
  type WriteLetter = protocol.WriteLetter;
}
