/** @import { PulseEntry, PulseItem } from "../../protocol.js" */
import { html, nothing } from "../../../vendor/lit-html/lit-html.js";
import { t } from "../../core/words.js";
import { vars } from "../../elements/vars.js";
import { scale, sentences } from "../../words/pulse.js";
import { smallAct } from "../../desk/acts.js";
import { ending } from "../../desk/next.js";

/** The pulse at the end: what ends it, then its sums. @param {Desk} desk */
export function pulse(desk) {
  const found = desk.room.get("pulse");
  if (!found) return nothing;
  return html`<section class="desk-pulse" aria-labelledby="desk-pulse">
    <h3 class="t-name" id="desk-pulse">${t("The pulse: right now, in this room")}</h3>
    ${found.over ? sums(found) : open(desk, found)}
  </section>`;
}

/** @param {Desk} desk @param {PulseEntry} pulse */
function open(desk, { use }) {
  const label = t("End the pulse and show the totals");
  return html`<p class="t-small">
      ${t("Phones show the three sentences now. Once you end the pulse, nobody can answer.")}
      ${use === "summary"
        ? t("The totals will be in the summary.")
        : t("The totals appear only here, until you finish and erase the rest.")}
    </p>
    <div class="desk-row">${smallAct(desk, ending(desk.standing, "end_pulse", label))}</div>`;
}

/** @param {PulseEntry} pulse */
function sums({ items }) {
  if (!items.length) {
    return html`<p>${t("Too few people answered to show totals, so nothing was kept.")}</p>`;
  }
  const same = items.some(({ change }) => change.length);
  return html`<p class="t-small">
      ${same
        ? t("The same people, at the beginning and at the end. This is how they answered; it " +
            "proves nothing.")
        : t("Too few people answered both times to compare the two, so each is counted separately.")}
    </p>
    ${sentences().map((words, i) => sentence(words, items[i]))}`;
}

/** @param {string} words @param {PulseItem | undefined} item */
function sentence(words, item) {
  if (!item) return nothing;
  const { arrive, finish, change: [lower = 0, equal = 0, higher = 0] } = item;
  const most = Math.max(...arrive, ...finish);
  return html`<table class="desk-pulse-table" ${vars({ "--steps": scale().length })}>
      <caption class="t-cue">${words}</caption>
      <thead>
        <tr>
          <td></td>
          ${scale().map((step) => html`<th scope="col" class="t-small">${step}</th>`)}
        </tr>
      </thead>
      <tbody>
        ${row(t("At the beginning"), arrive, most)} ${row(t("At the end"), finish, most)}
      </tbody>
    </table>
    ${item.change.length
      ? html`<p>${t("Higher at the end: {higher}, the same: {same}, lower: {lower}.",
          { higher, same: equal, lower })}</p>`
      : nothing}`;
}

/** @param {string} name @param {number[]} counts @param {number} most */
function row(name, counts, most) {
  if (!counts.length) return nothing;
  const steps = scale();
  return html`<tr>
    <th scope="row" class="t-small">${name}</th>
    ${counts.map((count, i) => html`<td class="t-figures" data-step=${steps[i]}>
      <span class="desk-pulse-bar" aria-hidden="true" ${vars({ "--share": count / most })}></span>
      ${count}
    </td>`)}
  </tr>`;
}
