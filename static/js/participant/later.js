/** Every page of a participant beyond arriving: fetched when somebody has arrived. */
import { forgotten, notThere, wayOut } from "./away.js";
import { sayLastWord, sayLastWordNow } from "./last-call-sending.js";
import { pulse } from "./pulse.js";
import { thisDevice } from "./this-device.js";
import { PHONES } from "../stages/phones.js";
import { whatYouSent } from "./what-you-sent.js";

export { refusalWords } from "../words/refusals.js";

export const stages = PHONES;

export const duties = { sayLastWord, sayLastWordNow };

export const pages = { forgotten, notThere, pulse, wayOut, thisDevice, whatYouSent };
