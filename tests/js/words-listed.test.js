import assert from "node:assert/strict";
import test from "node:test";

import "./support/page.js";
import { useWords } from "../../static/js/core/words.js";
import { comma, listed } from "../../static/js/words/listed.js";

test("words in a row are set apart as the page's language does it, and nothing stays out", () => {
  assert.equal(listed(["Amira", "", undefined, "by 1 April", "kept"]), "Amira, by 1 April, kept");
  assert.equal(listed(["Amira"]), "Amira");
  assert.equal(listed([]), "");
  document.documentElement.dir = "rtl";
  useWords({ "{first}, {next}": "{first}، {next}" }, "ar");
  assert.equal(listed(["سلمى", "يوسف", "ليلى"]), "سلمى، يوسف، ليلى");
  assert.equal(comma(), "، ");
  assert.equal(listed(["سلمى", "Atlanta, GA", "GNU"]), "سلمى، \u2068Atlanta, GA\u2069، \u2068GNU\u2069");
});
