/* Tells the portal that an article was opened: no cookie, no profile, nothing comes back. */
const script = document.querySelector("script[data-beacon]");
if (script && navigator.sendBeacon) navigator.sendBeacon(script.dataset.beacon);
