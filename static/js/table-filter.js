/* Typing narrows the rows of a table at once, with or without marks; the server does the same with ?q=. How many are left is said. */
const fold = (text) => text.toLowerCase().normalize("NFD").replace(/[\u0300-\u036f]/g, "").replace(/đ/g, "d");

for (const input of document.querySelectorAll("[data-filter]")) {
  const rows = [...document.querySelectorAll(`#${input.dataset.filter} tbody tr`)].map((row) => [row, fold(row.textContent)]);
  const count = document.getElementById(input.dataset.count);
  input.addEventListener("input", () => {
    const words = fold(input.value).split(/\s+/).filter(Boolean);
    let left = 0;
    for (const [row, text] of rows) {
      row.hidden = !words.every((word) => text.includes(word));
      if (!row.hidden) left += 1;
    }
    if (count) count.textContent = `${left} trên ${rows.length} kết quả`;
  });
}
