/** @import { Answers, Finish } from "../../protocol.js" */
/** @import { Desk } from "../desk.js" */
import { html, nothing } from "../../../vendor/lit-html/lit-html.js";
import { t, tn } from "../../core/words.js";

/** The answers, then the seal, then where the summary is. @param {Desk} desk */
export function stage(desk) {
  const finish = desk.room.get("finish");
  if (!finish) return html`<p>${t("What stays is being gathered.")}</p>`;
  if (finish.sealed) return sealed(desk.workshop.id);
  return html`${open(finish)} ${answers(desk, finish)}`;
}

/** @param {Finish} finish */
function open({ seal_trouble: trouble, lessons, commitments }) {
  const kept = t("{lessons}, {commitments} and the cards whose writers allowed it.", {
    lessons: tn("{n} lesson", "{n} lessons", lessons.length),
    commitments: tn("{n} commitment", "{n} commitments", commitments),
  });
  return html`${trouble
    ? html`<div class="notice" role="alert">
        <p class="notice-title">${t("Not sealed yet.")}</p>
        <p>
          ${t("Some of the data is still there. Nothing of the summary is lost.")}
          ${t("Hold the button again, or leave it: it is tried again every minute.")}
        </p>
      </div>`
    : nothing}
    <h3 class="t-name">${t("What stays")}</h3>
    <p class="t-cue">${kept}</p>
    <p class="t-small">
      ${t("Everything else is erased, for good, in every copy. Then everybody gets the summary.")}
    </p>`;
}

/** Where the summary is, in every format. @param {string} id the workshop's */
function sealed(id) {
  const base = `/desk/${id}/summary`;
  const formats = [["html", t("One page (HTML)")], ["md", "Markdown"], ["json", "JSON"],
    ["zip", t("All of them (ZIP)")]];
  return html`<p class="t-statement">
      ${t("Sealed. The traces are erased; only the summary stays.")}
    </p>
    <p><a class="t-name" href="${base}/">${t("Open the summary")}</a></p>
    <p class="t-small">${t("Everybody's device can open it for 24 hours.")}</p>
    <ul class="desk-row">
      ${formats.map(([ending, name]) => html`<li>
        <a class="button desk-small" href="${base}.${ending}" download>${name}</a>
      </li>`)}
    </ul>`;
}

/** @param {Desk} desk @param {Finish} finish */
function answers({ agenda, now }, { worth, use }) {
  if (!worth && !use) {
    return html`<p class="t-small">${t("Answers are shown from five on.")}</p>`;
  }
  const { prompt = "", second_prompt: second = "" } = agenda.stages[now.position] ?? {};
  return html`<h3 class="t-name">${t("How people in this room answered")}</h3>
    <dl class="desk-answers">
      ${worth ? answered(prompt || t("Was this worth your time?"), worth) : nothing}
      ${use ? answered(second || t("Did you hear something you can use?"), use) : nothing}
    </dl>`;
}

/** @param {string} question @param {Answers} counts */
function answered(question, counts) {
  const { yes, partly, no } = counts;
  return html`<dt dir="auto">${question}</dt>
    <dd class="t-figures">${t("yes {yes}, partly {partly}, no {no}", { yes, partly, no })}</dd>`;
}
