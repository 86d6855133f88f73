/** On every ordinary page: what a phone no longer needs goes from this browser. */
import { sweepHere } from "../core/sweep.js";

sweepHere(document.documentElement.dataset.ended);
