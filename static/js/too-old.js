/*
 * For a browser that cannot read the modules: so this is none, and written as of old. It brings up
 * the sentence that the page holds, when a module fails before the first render; a module that only
 * does not come is no failure. Without @layer a page is drawn without its sheets.
 */
(function () {
  function tell() {
    var words = document.getElementById("too-old");
    if (words) words.removeAttribute("hidden");
  }

  function tellIfBlank() {
    var view = document.getElementById("view");
    if (view && !view.firstElementChild) tell();
  }

  addEventListener("error", function (event) {
    if ((event.filename || "").indexOf(location.protocol + "//" + location.host) === 0) tellIfBlank();
  });
  addEventListener("unhandledrejection", tellIfBlank);
  if (!("noModule" in document.createElement("script"))) tellIfBlank();
  if (!("CSSLayerBlockRule" in window)) tell();
})();
