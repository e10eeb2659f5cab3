// Tables of boxes in a form: another row at the press of a button, and rows that a name chosen from the register fills.
// Without script there are always a few empty ones.
const boxesOf = (row) => [...row.querySelectorAll("input, select")];

const addRow = (table) => {
  const { rows } = table.tBodies[0];
  const row = rows[rows.length - 1].cloneNode(true);
  const number = String(rows.length + 1);
  row.id = row.id.replace(/\d+$/, number);
  for (const box of boxesOf(row)) {
    box.setAttribute("aria-label", box.getAttribute("aria-label").replace(/\d+$/, number));
    if (box.tagName === "SELECT") box.selectedIndex = 0; else box.value = "";
  }
  table.tBodies[0].append(row);
  return row;
};

for (const table of document.querySelectorAll("[data-rows]")) {
  const button = table.closest("fieldset").querySelector("[data-add-row]");
  if (!button) continue;
  button.hidden = false;
  button.addEventListener("click", () => boxesOf(addRow(table))[0].focus());
}

for (const section of document.querySelectorAll("[data-fills]")) {
  const name = section.dataset.fills;
  const table = document.querySelector(`#id_${name} [data-rows]`);
  if (!table) continue;
  section.hidden = false;
  section.addEventListener("change", (event) => {
    const words = event.target.closest("label")?.textContent;
    if (!words) return;
    event.stopPropagation();
    event.target.closest("li").remove();
    const blank = [...table.tBodies[0].rows].find((row) => boxesOf(row).every((box) => box.tagName === "SELECT" || !box.value));
    const [called, title] = boxesOf(blank || addRow(table)).filter((box) => box.tagName === "INPUT");
    const pause = words.indexOf(", ");
    called.value = pause < 0 ? words : words.slice(0, pause);
    if (pause > 0) title.value = words.slice(pause + 2);
    called.dispatchEvent(new Event("input", { bubbles: true }));
  });
}
