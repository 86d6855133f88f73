import assert from "node:assert/strict";
import { afterEach, test } from "node:test";

import "./support/browser.js";
import { storage } from "./support/storage.js";
import { remember, remembered } from "../../static/js/core/chosen-language.js";
import { choose, fetchRest, speakChosen } from "../../static/js/core/language.js";
import { language, t, tn, useWords } from "../../static/js/core/words.js";

const globals = /** @type {any} */ (globalThis);
const GERMAN = { tag: "de", name: "Deutsch", direction: "ltr", words: "/words/de.json" };
const ARABIC = { tag: "ar", name: "العربية", direction: "rtl", words: "/words/ar.json" };
const ENGLISH = { tag: "en", name: "English", direction: "ltr", words: "/words/en.json" };
const ALL = [ENGLISH, GERMAN, ARABIC];
/** @type {Record<string, object>} */
const FILES = {
  "/words/de.json": { Join: "Mitmachen" },
  "/words/ar.json": { Join: "انضمام", "{n} card": ["٠", "بطاقة", "بطاقتان", "قليلة", "كثيرة", "أخرى"] },
  "/words/en.json": {},
};

/** @param {string} path @param {boolean} [there] */
function onPage(path, there = true) {
  /** @type {string[]} */
  const asked = [];
  globals.location = { pathname: path };
  globals.localStorage = storage();
  globals.document = { documentElement: { lang: "en", dir: "ltr" }, cookie: "" };
  globals.fetch = async (/** @type {string} */ url) => {
    asked.push(url);
    if (!there) throw new Error("a dead spot");
    return { ok: true, json: async () => FILES[url] };
  };
  return { asked, root: globals.document.documentElement };
}

afterEach(() => {
  globals.document = { documentElement: { dir: "ltr" } };
  useWords({}, "en");
});

test("the words of what comes later are fetched once, in English too", async () => {
  // The first test: what another one has fetched is there.
  const { asked } = onPage("/w/w1/");
  speakChosen(ALL, () => {});
  await fetchRest();
  await fetchRest();
  assert.deepEqual(asked, ["/words/en.json"]);
});

test("a chosen language is spoken at once and remembered on the device", async () => {
  const { root } = onPage("/w/w1/");
  assert.equal(await choose(ARABIC), true);
  assert.deepEqual([t("Join"), language(), root.lang, root.dir], ["انضمام", "ar", "ar", "rtl"]);
  assert.equal(remembered(), "ar");
  assert.equal(globals.document.cookie, "");
});

test("words that do not come change nothing and are not remembered", async () => {
  const { root } = onPage("/w/w1/", false);
  assert.equal(await choose(GERMAN), false);
  assert.deepEqual([t("Join"), language(), root.dir, remembered()], ["Join", "en", "ltr", null]);
});

test("the page goes on at once unless this device has chosen another language", async () => {
  const { asked } = onPage("/w/w1/");
  let gone = 0;
  speakChosen(ALL, () => (gone += 1));
  assert.deepEqual([gone, asked.length], [1, 0]);
  remember("de");
  await new Promise((done) => speakChosen(ALL, () => done(null)));
  assert.deepEqual([t("Join"), asked], ["Mitmachen", ["/words/de.json"]]);
});

test("in a dead spot the page goes on in the language that it came in", async () => {
  onPage("/w/w1/", false);
  remember("de");
  await new Promise((done) => speakChosen(ALL, () => done(null)));
  assert.equal(t("Join"), "Join");
});

test("the desk's choice is a cookie of the desk's path, and no participant gets one", () => {
  onPage("/desk/w1/");
  remember("fr");
  assert.match(globals.document.cookie, /^language=fr;path=\/desk;max-age=\d+;samesite=strict$/);
  assert.equal(globals.localStorage.length, 0);
});

test("a forgotten choice is gone, and storage that throws holds nothing up", () => {
  onPage("/w/w1/");
  remember("de");
  remember("");
  assert.equal(globals.localStorage.length, 0);
  Object.defineProperty(globals, "localStorage", { configurable: true, get() { throw new Error(); } });
  remember("de");
  assert.equal(remembered(), null);
  Object.defineProperty(globals, "localStorage", { configurable: true, writable: true, value: undefined });
});

test("six forms of Arabic, and a sentence that is also the one of a number", () => {
  useWords(/** @type {any} */ (FILES["/words/ar.json"]), "ar");
  const forms = [0, 1, 2, 3, 11, 100].map((n) => tn("{n} card", "{n} cards", n));
  assert.deepEqual(forms, ["٠", "بطاقة", "بطاقتان", "قليلة", "كثيرة", "أخرى"]);
  assert.equal(t("{n} card"), "بطاقة");
});

test("a value that is written the other way is set apart, and no other", () => {
  assert.equal(t("By {name}", { name: "سلمى" }), "By \u2068سلمى\u2069");
  assert.equal(t("By {name}", { name: "Salma" }), "By Salma");
  globals.document = { documentElement: { dir: "rtl" } };
  useWords({ "By {name}": "من {name}" }, "ar");
  assert.equal(t("By {name}", { name: "Salma" }), "من \u2068Salma\u2069");
  assert.equal(t("By {name}", { name: "سلمى" }), "من سلمى");
});
