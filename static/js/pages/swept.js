/** On every ordinary page: what a phone no longer needs goes from this browser, and what was sent is found again. */
import { sweepHere } from "../core/sweep.js";
import "./typed-form.js";

sweepHere(document.documentElement.dataset.ended);
