/** Tells a story that somebody was asked for, and sends it to their server. */

import { askBy } from "./tell-asking.js";
import { sendOnce } from "./tell-sending.js";

askBy(sendOnce);
