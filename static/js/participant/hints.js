// Kinds of things by which others could recognise somebody, or a project. All of this happens on
// the device; a hint never holds anything back.
/** @import { Kind } from "./hint-words.js" */
import { seemsNamed } from "./hint-names.js";

const MONTHS = [
  "jan(?:uary|uar)?|feb(?:ruary|ruar)?|mar(?:s|zo)|apr(?:il)?|mai|mayo|june?|juni|july?|juli",
  "aug(?:ust)?|sep(?:t(?:ember)?)?|o[ck]t(?:ober|obre)?|nov(?:ember|embre)?|de[cz](?:ember)?",
  "jänner|januar|märz|januari|janvier|février|avril|juin|juillet|août|septembre|décembre",
  "enero|febrero|abril|junio|julio|agosto|septiembre|setiembre|noviembre|diciembre",
].join("|");
const AR_MONTHS =
  "يناير|فبراير|مارس|أبريل|ابريل|مايو|يونيو|يوليو|أغسطس|سبتمبر|أكتوبر|نوفمبر|ديسمبر|" +
  "كانون|شباط|آذار|نيسان|أيار|حزيران|تموز|آب|أيلول|تشرين";
const WEEKDAYS = [
  "monday|tuesday|wednesday|thursday|friday|saturday|sunday",
  "montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonnabend|sonntag",
  "lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche",
  "lunes|martes|miércoles|jueves|viernes|sábado|domingo",
].join("|");
const ONE_DAY = "on|last|this|next|am|letzten|vom|diesen|le|ce|el|este|pasado";
const IN = "in|im|en|since|seit|last|letzten|until|bis|depuis|desde|de";

/**
 * Not part of a longer word; `\b` knows Latin letters without accents only. What stands before is
 * found with the word, as group 1: Safari before 16.4 cannot look behind.
 */
const START = "(^|[^\\p{L}\\p{N}_])";
const END = "(?![\\p{L}\\p{N}_])";
/** @param {string} source */
const whole = (source) => new RegExp(`${START}(?:${source})${END}`, "iu");

/** Group 1 is what stands before a date and stays. */
const DATES = [
  whole("(?:19|20)\\d\\d-(?:0?[1-9]|1[0-2])-(?:0?[1-9]|[12]\\d|3[01])"),
  // Not an address of a network, nor a version.
  new RegExp(
    "(^|[^\\p{L}\\p{N}.])(?:0?[1-9]|[12]\\d|3[01])([./-])(?:0?[1-9]|[12]\\d|3[01])\\2" +
      "(?:(?:19|20)\\d\\d|[0-4]\\d)(?![\\p{L}\\p{N}]|\\.\\d)",
    "u",
  ),
  whole("(?:am|vom|zum|bis|ab) (?:0?[1-9]|[12]\\d|3[01])\\. ?(?:0?[1-9]|1[0-2])\\.?"),
  whole("(?:on|le|du|el|del) (?:0?[1-9]|[12]\\d|3[01])/(?:0?[1-9]|[12]\\d|3[01])"),
  whole(`(?:[12]?\\d|3[01])(?:st|nd|rd|th|er|\\.)? (?:of |de )?(?:${MONTHS})\\.?`),
  whole(`(?:${MONTHS})\\.? (?:de |del )?(?:(?:[12]?\\d|3[01])(?:st|nd|rd|th)?|(?:19|20)\\d\\d)`),
  whole("(?:in|im jahre?|en|since|seit|depuis|desde|of) 20[0-3]\\d"),
  whole(`(?:${ONE_DAY}) (?:${WEEKDAYS})`),
  whole(`(?:${WEEKDAYS}) (?:dernier|pasado|evening|morning|night)`),
  /()(?:\d{1,2}\s*月\s*\d{1,2}\s*日|\d{4}\s*年|(?:令和|平成)\s*\d+\s*年)/u,
  new RegExp(`()(?:\\d{1,2} |في |من |شهر )(?:${AR_MONTHS})(?!\\p{L})`, "u"),
  /()(?:يوم|الماضي) (?:الاثنين|الإثنين|الثلاثاء|الأربعاء|الخميس|الجمعة|السبت|الأحد)/u,
];
/** Where capitals tell: "May" and "March" are months, "may" and "march" are not. */
const MAY = new RegExp(
  `${START}(?:\\d{1,2}(?:st|nd|rd|th)? (?:of )?(?:May|March)|` +
    `(?:May|March) \\d{1,4}(?:st|nd|rd|th)?)${END}`,
  "u",
);
const CAPITAL_MONTH = new RegExp(
  `${START}(?:${IN}) (?:January|February|March|April|May|June|July|August|September|October|` +
    "November|December|Januar|Februar|März|Mai|Juni|Juli|Oktober|Dezember|janvier|février|mars|" +
    "avril|juin|juillet|août|septembre|octobre|novembre|décembre|enero|febrero|marzo|abril|mayo|" +
    `junio|julio|agosto|septiembre|octubre|noviembre|diciembre)${END}`,
  "u",
);

const EMAIL = /[^\s@<>(),;:"]+@[^\s@<>(),;:"]+\.\p{L}{2,}/u;
const EVERYBODY = "here|channel|all|everyone|team|override|test|media|import";
const HANDLE = new RegExp(
  `(?:^|[^\\p{L}\\p{N}._@])@(?!(?:${EVERYBODY})${END})\\p{L}[\\p{L}\\p{N}_.-]+`,
  "iu",
);

const STANDARDS =
  "covid|sars|utf|iso|sha|aes|rsa|rfc|http|tcp|din|en|iec|ipv|usb|tls|ssl|pep|base|gpt|ascii|" +
  "win|arm|mp|es|co|pm|q|a|b|c|f|g|x|v|p|h|t|u|us|eu|uk|top|plan|type|phase|step|b2b|k8s";
const TICKETS = [
  new RegExp(`${START}(?!(?:${STANDARDS})-)\\p{Lu}[\\p{Lu}\\d]{1,9}-\\d{1,7}${END}`, "iu"),
  /(?:^|[^\p{L}\p{N}&#])#\d{2,}(?![\p{L}\p{N}])/u,
  /(?:^|[^\p{L}\p{N}])[A-Z]{2,5}\d{5,}(?![\p{L}\p{N}])/u,
  whole(
    "(?:ticket|issue|incident|case|bug|vorgang|vorfall|fall|anfrage|auftrag|dossier|demande|" +
      "incidencia|caso|pedido|tíquet|pr|cr)s?" +
      "(?: (?:no|nr|nº|n°|num|number|nummer|numéro|número)\\.?)?[ :#]*\\d{2,}",
  ),
  /(?:チケット|案件|課題|インシデント)\s*(?:番号)?\s*#?\s*\d{2,}/u,
  /(?:تذكرة|بلاغ|طلب|قضية)\s*(?:رقم)?\s*#?\s*\d{2,}/u,
];

const PHONES = [
  // With a country, or a zero in front, or as it is written in North America.
  /(?:^|[^\p{L}\p{N}.,])\+\d[\d ().\/-]{6,}\d/u,
  /(?:^|[^\p{L}\p{N}.,:-])\(?0\d[\d ()\/-]{5,}\d(?![\p{L}\p{N}:])/u,
  /(?:^|[^\p{L}\p{N}.,-])(?:\(\d{3}\) ?|\d{3}[-.])\d{3}[-.]\d{4}(?![\p{L}\p{N}])/u,
  /(?:tel|phone|telefon|handy|téléphone|teléfono|電話|هاتف|جوال)\P{L}{0,4}[\d ()\/-]{6,}/iu,
];
const NINE = /(?:^|[^\p{L}\p{N}.,])[679]\d{2}([ -]?)\d{3}\1\d{3}(?![\p{L}\p{N}.,])/u;

/** The zeros of digits that are written in another script. */
const ZEROS = [0x660, 0x6f0, 0x966, 0xff10];
/** Characters that are judged; twice what a card holds, so that no keystroke waits. */
const READ = 600;

/**
 * What a text seems to hold, the gravest first.
 * @param {string} text
 * @param {string} language of the page; a text that reads as German counts as German
 * @returns {Kind[]}
 */
export function hints(text, language) {
  const plain = withPlainDigits(text.slice(0, READ).normalize("NFC"));
  const left = plain.replace(new RegExp(EMAIL, "gu"), " ");
  const dated = without(left, [...DATES, MAY, CAPITAL_MONTH]);
  const undated = dated.rest;
  /** @type {Array<[Kind, boolean]>} */
  const found = [
    ["email", left !== plain],
    ["phone", isPhone(undated, language)],
    ["handle", HANDLE.test(left)],
    ["name", seemsNamed(undated, language)],
    ["ticket", TICKETS.some((pattern) => pattern.test(left))],
    ["date", dated.found],
  ];
  return found.filter(([, holds]) => holds).map(([kind]) => kind);
}

/** @param {string} text @param {string} language */
function isPhone(text, language) {
  return PHONES.some((each) => each.test(text)) || (language.startsWith("es") && NINE.test(text));
}

/** A date is no phone number, and a month no name. @param {string} text @param {RegExp[]} patterns */
function without(text, patterns) {
  const every = patterns.map((each) => new RegExp(each, `${each.flags}g`));
  const rest = every.reduce((left, each) => left.replace(each, "$1 "), text);
  return { rest, found: rest !== text };
}

/** @param {string} text */
function withPlainDigits(text) {
  return text.replace(/[\u0660-\u0669\u06f0-\u06f9\u0966-\u096f\uff10-\uff19]/g, (digit) => {
    const code = digit.charCodeAt(0);
    return String(code - (ZEROS.filter((zero) => zero <= code).at(-1) ?? code));
  });
}
