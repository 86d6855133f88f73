/**
 * Whether a text seems to name a person, without any list of people. Languages that write nouns
 * large, or have no large letters, are judged by titles and by who speaks only.
 */

const TITLES =
  "(?:Mr|Mrs|Ms|Mx|Miss|Dr|Prof|Herrn?|Frau|Mme|Mlle|Monsieur|Madame|Señora?|Doña)\\.?|" +
  "M\\.|Sra?\\.";
const START = "(?:^|[^\\p{L}\\p{N}])";
const TITLED = new RegExp(`${START}(?:${TITLES}) \\p{Lu}[\\p{L}'’-]+`, "u");
const COLLEAGUE = new RegExp(
  `${START}(?:[Kk]olleg(?:en?|in)|[Cc]hefin?|namens|called|named|nommée?|llamad[oa]) ` +
    "\\p{Lu}\\p{Ll}+(?![\\p{L}-])",
  "u",
);
/** "Anna said": whoever says something stands at the beginning, where all have large letters. */
const SPEAKS = new RegExp(
  "(?:^|[.!?…:\\n\"'«“„])\\s*(\\p{Lu}\\p{Ll}+) (?:said|told|asked|wrote|called|forgot|thought|" +
    "sagte|meinte|fragte|schrieb|a dit|m'a dit|a demandé|dijo|me dijo|preguntó|escribió)(?!\\p{L})",
  "gu",
);
/** 田中さん, but not お客さん or みなさん; السيد أحمد, but not السيد المدير. */
const JAPANESE = new RegExp(
  "(?:^|[^お\\p{Script=Han}])(?!(?:皆|娘|奥|客|嫁|母|父|兄|姉|医者|職人|業者|店員|店長|社長|部長|課長|" +
    "係長|上司|先輩|後輩|担当者?|営業|相手|取引先|先方)(?:さん|くん|ちゃん))" +
    "(?:\\p{Script=Han}{1,4}|[\\p{Script=Katakana}ー]{2,8})(?:さん|くん|ちゃん|氏(?!名))",
  "u",
);
const ARABIC = new RegExp(
  "(?:^|\\P{L})(?:السيدة?|الأستاذة?|الدكتورة?|الآنسة|المهندسة?) (?!ال)\\p{L}{2,}",
  "u",
);

const NOBODY = words(`
  i we you he she it they one nobody somebody someone everybody everyone people who what this that
  nothing something everything management customers users colleagues both some many most others
  another then only so and but or if when after before because later finally here there even
  customer boss client support sales legal friends
  niemand jemand keiner man er sie es wir ich ihr alle einer eine jeder mancher wer das dies
  on il elle ils elles nous vous je tu personne quelqu rien chacun
  nadie alguien todos ella ellos él yo todo uno
  kunde kundin chef chefin kollege kollegin team vorgesetzter`);

/** Large in the middle of a sentence, and nobody's name. */
const THINGS = words(`
  i english german french spanish italian chinese japanese european american british indian dutch
  polish turkish russian arabic africa america asia europe germany france spain england london
  paris berlin madrid christmas easter internet god monday tuesday wednesday thursday friday
  saturday sunday mondays tuesdays wednesdays thursdays fridays saturdays sundays january february
  march april may june july august september october november december
  excel word outlook teams slack zoom jira confluence trello google microsoft amazon apple windows
  linux android docker kubernetes jenkins python java javascript typescript postgres redis kafka
  grafana git sharepoint salesforce terraform ansible photoshop figma notion chrome firefox safari
  wi-fi bluetooth scrum kanban agile ops devops team lead product owner master manager head sales
  marketing finance legal support director board chief officer engineering design research
  directeur directrice chef cheffe président directora jefe jefa gerente equipo équipe
  operations hr dev prod staging backlog sprint ok okay`);
const GERMAN = words(`
  der die das und nicht ist ich ein eine einen mit war wir hat habe auf dem den im zu von für wurde
  beim bei dass es sich als auch noch aber`);

/** @param {string} list */
function words(list) {
  return new Set(list.trim().split(/\s+/));
}

/** @param {string} text @param {string} language */
export function seemsNamed(text, language) {
  if (TITLED.test(text) || COLLEAGUE.test(text)) return true;
  if (JAPANESE.test(text) || ARABIC.test(text) || speaks(text)) return true;
  return !isGerman(text, language) && standsOut(text);
}

/** @param {string} text */
function speaks(text) {
  const names = [...text.matchAll(SPEAKS)].map((found) => (found[1] ?? "").toLowerCase());
  return names.some((name) => !NOBODY.has(name) && !name.endsWith("s"));
}

/** @param {string} text @param {string} language */
function isGerman(text, language) {
  const found = text.toLowerCase().match(/\p{L}+/gu) ?? [];
  const german = found.filter((word) => GERMAN.has(word)).length;
  return language.startsWith("de") || german * 5 > found.length;
}

/** A word with a large letter in the middle of a sentence. @param {string} text */
function standsOut(text) {
  const tokens = text.match(/\p{L}[\p{L}\p{M}'’-]*|[.!?…:;\n"“”„«»(*•]/gu) ?? [];
  const inside = tokens.filter((token, i) => isWord(token) && isWord(tokens[i - 1] ?? "."));
  const large = inside.filter((token) => /^\p{Lu}/u.test(token));
  // A text that writes most words large says nothing by it.
  if (large.length * 2 > inside.length && inside.length > 2) return false;
  return large.some(isNameLike);
}

/** @param {string} token */
const isWord = (token) => /^\p{L}/u.test(token);

/** @param {string} token */
function isNameLike(token) {
  const name = token.replace(/['’]s?$/u, "");
  return /^\p{Lu}\p{Ll}+(?:-\p{Lu}\p{Ll}+)?$/u.test(name) && !THINGS.has(name.toLowerCase());
}
