import assert from "node:assert/strict";
import { test } from "node:test";
import { hints } from "../../static/js/participant/hints.js";
import { hintWords } from "../../static/js/participant/hint-words.js";

/** @type {Record<string, Array<[language: string, text: string]>>} */
const SEEN = {
  email: [
    ["en", "I sent it all to jo.bloggs@example.com by mistake"],
    ["de", "Die Liste ging an info@beispiel.de statt an uns."],
    ["fr", "envoyé à tous@exemple.fr"],
    ["ja", "tanaka@example.co.jp に送ってしまった"],
    ["ar", "أرسلتها إلى someone@example.org"],
  ],
  handle: [
    ["en", "I blamed @maria_k in the channel"],
    ["en", "(@jsmith saw it first)"],
    ["de", "Danach hat @lena alles repariert"],
    ["es", "avisé a @pedro tarde"],
  ],
  phone: [
    ["en", "call +44 20 7946 0958 if it breaks"],
    ["en", "the number 555-123-4567 was printed"],
    ["en", "(555) 123-4567"],
    ["de", "Ich habe 0171 2345678 auf das Plakat gedruckt"],
    ["de", "die 030/1234567 war falsch"],
    ["fr", "j'ai donné le 06 12 34 56 78 au client"],
    ["es", "puse el 612 345 678 en el cartel"],
    ["ja", "090-1234-5678に電話した"],
    ["ar", "اتصلت بالرقم ٠١٢٣٤٥٦٧٨٩"],
  ],
  ticket: [
    ["en", "closed ABC-123 without reading it"],
    ["en", "see #4711"],
    ["en", "It was ticket 5512 that I lost."],
    ["en", "INC0012345 stayed open"],
    ["de", "Vorgang Nr. 4812 blieb liegen"],
    ["fr", "le dossier n° 318 a disparu"],
    ["es", "la incidencia 8812 se perdió"],
    ["ja", "チケット4711を閉じた"],
    ["ar", "أغلقت التذكرة، تذكرة رقم ٤٧١١"],
  ],
  date: [
    ["en", "we went live 2024-03-14"],
    ["en", "on the 14th of March it fell over"],
    ["en", "it broke in May"],
    ["en", "on 3 May, and again on March 7th"],
    ["en", "on Friday I rolled it out"],
    ["en", "in 2023 we had no backup"],
    ["en", "on 3/14 we lost it"],
    ["de", "am 14.3. ging alles schief"],
    ["de", "seit dem 24.12.2023 fehlt es"],
    ["de", "Letzten Freitag habe ich es gelöscht"],
    ["de", "am 3. Oktober"],
    ["fr", "le 14 mars on a tout perdu"],
    ["fr", "vendredi dernier j'ai oublié"],
    ["es", "el 2 de mayo se cayó"],
    ["es", "el viernes lo borré"],
    ["ja", "3月14日に失敗した"],
    ["ja", "２０２３年のことです"],
    ["ar", "حدث ذلك في ١٤ مارس"],
    ["ar", "نسيت ذلك في يناير"],
  ],
  name: [
    ["en", "I told Anna that it was done"],
    ["en", "It was Mr Miller's idea"],
    ["en", "we waited for Priya, and nobody asked"],
    ["en", "Anna said it was fine"],
    ["en", "Everyone thought that Jean-Luc had it"],
    ["de", "Frau Müller hat es gemerkt"],
    ["de", "Ich habe die Kollegin Sabine nicht gefragt"],
    ["de", "Peter sagte, es sei fertig"],
    ["fr", "j'ai oublié de prévenir Camille"],
    ["fr", "Mme Durand attendait la réponse"],
    ["es", "le dije a Carmen que estaba listo"],
    ["es", "el Sr. Ruiz no lo sabía"],
    ["ja", "田中さんに言わなかった"],
    ["ar", "لم أخبر السيد أحمد"],
  ],
};

/** @type {Array<[language: string, text: string]>} */
const INNOCENT = [
  ["en", "I rolled out the index without asking. The backup had failed, and I did not look."],
  ["en", "I'd say I've learned: ask first. I'm slower now."],
  ["en", "I may march on with 3 of 4 people. Of 7 steps 2 may fail, and we march 3 days."],
  ["en", "We shipped version 2.3.1 and lost 10,000 rows in 1.5 hours."],
  ["en", "3/4 of the team were away, 24/7, at 10:30 and 0.0000001 % of cases"],
  ["en", "The API returned HTTP 500, UTF-8 broke, and SHA-256 did not match. COVID-19 came."],
  ["en", "Nobody told me. Customers said so. They asked twice."],
  ["en", "We use Kubernetes, Jira and GitHub; Excel was down."],
  ["en", "My rule #1: write it down\nAsk early\nLook twice"],
  ["en", "She said: \"Stop.\" Then it stopped."],
  ["en", "@here and @channel woke 1000000 people at 192.168.1.20"],
  ["en", "ASK BEFORE YOU CUT"],
  ["en", "Always Test Your Backups Before You Need Them"],
  ["en", "The Product Owner wrote a German text for the English page."],
  ["en", "The first of 12 steps took 2 to 3 days, in 90 percent of cases"],
  ["de", "Ich habe die Datenbank am Abend gelöscht, weil der Kunde es eilig hatte."],
  ["de", "Der Server war kaputt. Das Backup fehlte, und niemand hat gefragt."],
  ["de", "Meine Frau hatte recht: Erst fragen, dann schneiden."],
  ["en", "Ich habe die Rechnung an den falschen Kunden geschickt, und der Chef war im Urlaub."],
  ["de", "Jemand sagte, es sei fertig. Vorher testen!"],
  ["de", "In 30 Minuten waren 1.000.000 Zeilen weg, Version 10.2"],
  ["fr", "J'ai effacé la base sans demander. Le client attendait, et je n'ai rien dit."],
  ["fr", "On a perdu 1 000 000 d'euros en 3 jours. Il m'a dit que c'était fini."],
  ["fr", "Lundi, j'ai oublié. Le Directeur n'a rien dit."],
  ["es", "Borré la base de datos sin preguntar. El cliente esperaba 250 000 unidades."],
  ["es", "Nadie dijo nada. Ahora pregunto primero."],
  ["ja", "お客さんに説明せずに、サーバーを止めてしまった。皆さんに迷惑をかけた。"],
  ["ja", "バックアップを３回確認しなかった。部長さんは何も言わなかった。"],
  ["ar", "حذفت قاعدة البيانات دون أن أسأل أحدا. تأخرنا ثلاثة أيام."],
  ["ar", "لم أخبر السيد المدير، وكان العميل ينتظر ١٠٠٠ نسخة."],
  ["en", ""],
];

for (const [kind, examples] of Object.entries(SEEN)) {
  for (const [language, text] of examples) {
    test(`a ${kind} is seen (${language}): ${text}`, () => {
      assert.ok(hints(text, language).some((each) => each === kind), `${hints(text, language)}`);
    });
  }
}

for (const [language, text] of INNOCENT) {
  test(`nothing is said (${language}): ${text}`, () => {
    assert.deepEqual(hints(text, language), []);
  });
}

test("the gravest comes first, and one sentence is said of it", () => {
  const kinds = hints("On Friday Anna wrote to a@example.com about ABC-12", "en");
  assert.deepEqual(kinds, ["email", "name", "ticket", "date"]);
  assert.equal(hintWords(kinds),
    "This looks like an e-mail address. Leave out names, dates and projects if you can.");
  assert.equal(hintWords([]), "");
});

test("a long text of one letter or of digits is judged at once", () => {
  for (const char of ["a", "A", "0", "(", " ", "@", "さ", "-", "1 "]) {
    assert.ok(hints(char.repeat(6000), "en").length < 3);
  }
});
