/* Print, copy the address, close the list with Esc or a click outside. */
const live = document.getElementById("live");
for (const button of document.querySelectorAll("[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
}
if (navigator.clipboard) {
  for (const button of document.querySelectorAll("[data-copy]")) {
    button.hidden = false;
    button.addEventListener("click", async () => {
      await navigator.clipboard.writeText(document.querySelector("[rel=canonical]").href);
      live.textContent = "Đã chép đường dẫn";
    });
  }
}
for (const drop of document.querySelectorAll(".drop")) {
  drop.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !drop.open) return;
    drop.open = false;
    drop.querySelector("summary").focus();
  });
  document.addEventListener("click", (event) => { if (!drop.contains(event.target)) drop.open = false; });
}
