// For browsers that cannot read modules. A module that only does not come is no failure; without
// @layer a page is drawn without its sheets.
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
