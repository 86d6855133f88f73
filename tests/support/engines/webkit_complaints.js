// Tells the program around this view what the console would have been told.
const tell = (...words) => webkit.messageHandlers.complaint.postMessage(words.map(String).join(" "));
for (const level of ["error", "warn"]) {
  const say = console[level];
  console[level] = (...words) => {
    tell(...words);
    say.apply(console, words);
  };
}
addEventListener("error", ({ message, target }) => tell(message ?? `${target.src ?? target.href} did not load`), true);
addEventListener("unhandledrejection", ({ reason }) => tell(reason));
addEventListener("securitypolicyviolation", ({ violatedDirective, blockedURI }) =>
  tell("against the policy:", violatedDirective, blockedURI),
);
