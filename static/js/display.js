/* Text size and theme. A classic script in <head>: the choice stands before the first paint. The server reads and writes the same cookie. */
(function () {
  "use strict";
  var doc = document, html = doc.documentElement;
  var THEMES = ["auto", "light", "dark", "contrast"], SIZES = [100, 112, 125, 150, 200];
  var theme, size;

  function read() {
    var m = /(?:^|; )hienthi=([a-z]+)-(\d+)(?:;|$)/.exec(doc.cookie);
    theme = m && THEMES.indexOf(m[1]) > -1 ? m[1] : "auto";
    size = m && SIZES.indexOf(+m[2]) > -1 ? +m[2] : 100;
  }
  function set(name, value) { if (value) html.setAttribute(name, value); else html.removeAttribute(name); }
  function apply() { set("data-theme", theme === "auto" ? "" : theme); set("data-size", size === 100 ? "" : String(size)); }
  function save() {
    doc.cookie = "hienthi=" + theme + "-" + size + "; path=/; max-age=31536000; samesite=lax" + (location.protocol === "https:" ? "; secure" : "");
  }
  function each(selector, act) { Array.prototype.forEach.call(doc.querySelectorAll(selector), act); }
  function say(words) { var live = doc.getElementById("live"); if (live) live.textContent = words; }
  function mark() {
    each("[data-set-theme]", function (b) { b.setAttribute("aria-pressed", String(b.value === theme)); });
    each("[data-size-step]", function (b) { b.setAttribute("aria-disabled", String(+b.value < 0 ? size === 100 : size === 200)); });
  }

  read(); apply();
  /* A page that comes back from the browser's memory may hold an older choice. */
  window.addEventListener("pageshow", function () { read(); apply(); mark(); });
  doc.addEventListener("DOMContentLoaded", function () {
    mark();
    each("[data-set-theme]", function (b) {
      b.addEventListener("click", function (e) {
        e.preventDefault();
        theme = b.value === theme ? "auto" : b.value;
        apply(); save(); mark();
        say(theme === "auto" ? "Giao diện theo máy" : "Giao diện: " + b.textContent);
      });
    });
    each("[data-size-step]", function (b) {
      b.addEventListener("click", function (e) {
        e.preventDefault();
        size = SIZES[Math.max(0, Math.min(SIZES.length - 1, SIZES.indexOf(size) + +b.value))];
        apply(); save(); mark();
        say("Cỡ chữ " + (size === 112 ? "112,5" : size) + " %");
      });
    });
  });
})();
