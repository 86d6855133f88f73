// Pads a list of packets as a phone does; the test sets them against the server's.
import { padded } from "../../static/js/core/padded.js";

let given = "";
for await (const piece of process.stdin) given += piece;
process.stdout.write(JSON.stringify(JSON.parse(given).map(padded)));
