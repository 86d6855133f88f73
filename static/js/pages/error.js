/** On the page of something that failed, which a phone may meet on its way in: all in one file. */
import "./swept.js";
import "./back-from-error.js";
import "./own-words.js";
