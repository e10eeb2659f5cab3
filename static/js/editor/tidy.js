// From the editor's HTML to the house's: what the schema needs (a paragraph in every cell, header rows in tbody) goes out again.
const BLOCKS = "p,h2,h3,ul,ol,blockquote,table,figure,aside,section,hr";

const unwrapSingleParagraph = (cell) => {
  const blocks = [...cell.children].filter((child) => child.matches(BLOCKS));
  const first = cell.firstElementChild;
  if (!first || first.localName !== "p" || first.className) return;
  const rest = blocks.slice(1);
  if (cell.localName === "li" ? rest.every((child) => child.matches("ul,ol")) : rest.length === 0) first.replaceWith(...first.childNodes);
};

const raiseHeaderRows = (table) => {
  const body = table.tBodies[0];
  if (!body) return;
  const head = document.createElement("thead");
  while (body.rows.length > 1 && [...body.rows[0].cells].every((cell) => cell.localName === "th")) head.append(body.rows[0]);
  if (!head.rows.length) return;
  for (const cell of head.querySelectorAll("th")) cell.scope = "col";
  body.before(head);
};

export const tidy = (html) => {
  const page = document.implementation.createHTMLDocument("");
  const root = page.body;
  root.innerHTML = html;
  root.querySelectorAll("td,th,li").forEach(unwrapSingleParagraph);
  root.querySelectorAll("table").forEach(raiseHeaderRows);
  root.querySelectorAll("tbody th:not([scope])").forEach((cell) => { if (cell.cellIndex === 0) cell.scope = "row"; });
  root.querySelectorAll("p").forEach((line) => { if (!line.textContent.trim() && !line.querySelector("img")) line.remove(); });
  return root.innerHTML.trim();
};
