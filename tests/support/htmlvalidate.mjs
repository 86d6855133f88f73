/** What html-validate looks for; what the templates differ in from its advice has its reason here. */
export default {
  extends: ["html-validate:recommended"],
  rules: {
    "doctype-style": ["error", { style: "lowercase" }],
    // A list without bullets is no list to VoiceOver, unless it says so.
    "no-redundant-role": "off",
    // Ticks in a list share its name: the server gets each that is set.
    "form-dup-name": ["error", { shared: ["radio", "checkbox", "button", "reset", "submit"] }],
  },
};
