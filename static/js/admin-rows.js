// Tables of boxes in a form: another row at the press of a button. Without script there are always a few empty ones.
for (const table of document.querySelectorAll("[data-rows]")) {
  const button = table.closest("fieldset").querySelector("[data-add-row]");
  if (!button) continue;
  button.hidden = false;
  button.addEventListener("click", () => {
    const rows = table.tBodies[0].rows;
    const row = rows[rows.length - 1].cloneNode(true);
    row.id = row.id.replace(/\d+$/, String(rows.length + 1));
    for (const box of row.querySelectorAll("input, select")) {
      box.setAttribute("aria-label", box.getAttribute("aria-label").replace(/\d+$/, String(rows.length + 1)));
      if (box.tagName === "SELECT") box.selectedIndex = 0; else box.value = "";
    }
    table.tBodies[0].append(row);
    row.querySelector("input, select").focus();
  });
}
