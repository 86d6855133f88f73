// Cleans a list of texts as a phone does; the test sets them against the server's.
import { cleaned } from "../../static/js/participant/text.js";

let given = "";
for await (const piece of process.stdin) given += piece;
process.stdout.write(JSON.stringify(JSON.parse(given).map(cleaned)));
