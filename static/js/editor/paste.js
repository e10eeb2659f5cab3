// What comes out of Word and of other sites: lists become lists, bold stays bold, fonts and colours go, pictures are refused in words.
// Word's own mso-bidi-font-weight is about right-to-left scripts and says nothing here: a property begins a declaration.
const KEPT_STYLES = [
  [/(?:^|[;\s])font-weight:\s*(bold|[6-9]00)/i, "strong"],
  [/(?:^|[;\s])font-style:\s*italic/i, "em"],
  [/(?:^|[;\s])text-decoration[^;]*:\s*[^;]*underline/i, "u"],
  [/(?:^|[;\s])vertical-align:\s*super/i, "sup"],
  [/(?:^|[;\s])vertical-align:\s*sub\b/i, "sub"],
];
const ORDERED = /^\s*\(?(\d+|[a-zđ]|[ivx]+)[.)]/i;
const LIST = /mso-list:\s*l(\d+)\s+level(\d+)/i;

const styleOf = (element) => element.dataset.css || "";

// Word writes each item as a paragraph that carries its list and level; its mark stands in a span that Word itself ignores.
const readItem = (line) => {
  const found = LIST.exec(styleOf(line));
  if (!found) return null;
  const mark = [...line.querySelectorAll("span")].find((span) => /mso-list:\s*ignore/i.test(styleOf(span)));
  const sign = mark ? mark.textContent : "";
  if (mark) mark.remove();
  return { list: found[1], level: Number(found[2]), ordered: ORDERED.test(sign), start: /^\s*\(?(\d+)/.exec(sign)?.[1] };
};

const buildLists = (root) => {
  let open = [];
  let previous = null;
  for (const line of [...root.querySelectorAll("p,h1,h2,h3,h4,h5,h6")]) {
    const item = line.localName === "p" ? readItem(line) : null;
    if (!item) { open = []; previous = null; continue; }
    const adjacent = previous && (previous.nextElementSibling === line || line.previousElementSibling === open[0]?.list);
    if (!adjacent) open = [];
    while (open.length && (open.at(-1).level > item.level || (open.at(-1).level === item.level && open.at(-1).ordered !== item.ordered))) open.pop();
    if (!open.length || open.at(-1).level < item.level) {
      const list = root.ownerDocument.createElement(item.ordered ? "ol" : "ul");
      if (item.ordered && Number(item.start) > 1) list.setAttribute("start", item.start);
      if (open.length) open.at(-1).list.lastElementChild.append(list);
      else line.before(list);
      open.push({ list, level: item.level, ordered: item.ordered });
    }
    const entry = root.ownerDocument.createElement("li");
    entry.append(...line.childNodes);
    open.at(-1).list.append(entry);
    previous = open[0].list;
    line.remove();
  }
};

const wrap = (element, name) => {
  const shell = element.ownerDocument.createElement(name);
  shell.append(...element.childNodes);
  element.append(shell);
};

const unwrap = (element) => element.replaceWith(...element.childNodes);

// Word's footnotes: their marks and their list at the end become the house's notes.
const buildNotes = (root) => {
  const notes = [...root.querySelectorAll("div")].filter((one) => /mso-element:\s*footnote(?!-)/i.test(styleOf(one)));
  if (!notes.length) return;
  const section = root.ownerDocument.createElement("section");
  section.className = "notes";
  const list = root.ownerDocument.createElement("ol");
  notes.forEach((note, place) => {
    const entry = root.ownerDocument.createElement("li");
    entry.id = `fn-${place + 1}`;
    note.querySelectorAll("a[href*='_ftnref']").forEach((back) => back.remove());
    const text = [...note.querySelectorAll("p")];
    text.forEach((line, at) => { if (at) entry.append(root.ownerDocument.createElement("br")); entry.append(...line.childNodes); });
    if (!text.length) entry.append(...note.childNodes);
    list.append(entry);
    note.remove();
  });
  root.querySelectorAll("a[href*='_ftn']").forEach((mark) => {
    const number = /_ftn(\d+)/.exec(mark.getAttribute("href"))?.[1];
    if (!number) return;
    const link = root.ownerDocument.createElement("a");
    link.href = `#fn-${number}`;
    link.id = `ref-${number}`;
    link.textContent = number;
    const up = root.ownerDocument.createElement("sup");
    up.append(link);
    mark.replaceWith(up);
  });
  section.append(list);
  root.append(section);
};

// Returns the cleaned HTML, and how many pictures were left out.
export const clean = (html) => {
  if (html.includes("data-pm-slice")) return { html, pictures: 0 };
  const inert = document.implementation.createHTMLDocument("");
  const root = inert.body;
  // The styles are read as data: no style of a stranger is ever applied, and the CSP has nothing to refuse.
  const fragment = /<!--StartFragment-->([\s\S]*?)<!--EndFragment-->/i.exec(html)?.[1] ?? html;
  root.innerHTML = fragment.replace(/<!--[\s\S]*?-->|<!\[[\s\S]*?\]>|<\/?o:p[^>]*>|<\?xml[^>]*>/gi, "").replace(/(<[a-z][^>]*?)\sstyle\s*=/gi, "$1 data-css=");
  root.querySelectorAll("script,style,meta,link,title,xml,iframe,object,svg,form").forEach((one) => one.remove());
  const pictures = root.querySelectorAll("img,v\\:imagedata").length;
  root.querySelectorAll("img,figure:not([data-image]) > figcaption:only-child").forEach((one) => one.remove());
  buildNotes(root);
  buildLists(root);
  root.querySelectorAll("b,strong").forEach((one) => { if (/(?:^|[;\s])font-weight:\s*(normal|400)/i.test(styleOf(one))) unwrap(one); });
  root.querySelectorAll("h1").forEach((one) => { const head = inert.createElement("h2"); head.append(...one.childNodes); one.replaceWith(head); });
  root.querySelectorAll("h4,h5,h6").forEach((one) => { const head = inert.createElement("h3"); head.append(...one.childNodes); one.replaceWith(head); });
  root.querySelectorAll("span").forEach((one) => {
    for (const [pattern, name] of KEPT_STYLES) if (pattern.test(styleOf(one)) && !one.closest("h2,h3")) wrap(one, name);
    unwrap(one);
  });
  root.querySelectorAll("font,center,u > a, h2 strong, h2 b, h3 strong, h3 b").forEach((one) => { if (one.localName !== "a") unwrap(one); });
  root.querySelectorAll("a:not([href])").forEach((one) => { if (!one.id?.startsWith("ref-")) unwrap(one); });
  root.querySelectorAll("a[href^='file:'],a[href^='javascript:'],a[href^='#_']").forEach(unwrap);
  root.querySelectorAll("*").forEach((one) => {
    for (const { name } of [...one.attributes]) {
      if (!["href", "id", "colspan", "rowspan", "start", "scope", "data-image", "data-alt", "data-credit", "class"].includes(name)) one.removeAttribute(name);
    }
    if (one.hasAttribute("class") && !one.matches("aside.box,section.notes")) one.removeAttribute("class");
    if (one.id && !/^(fn|ref)-\d+$/.test(one.id)) one.removeAttribute("id");
  });
  root.querySelectorAll("p,h2,h3,li").forEach((line) => { if (!line.textContent.replace(/\u00a0/g, " ").trim() && !line.querySelector("ul,ol,table,figure")) line.remove(); });
  return { html: root.innerHTML.replace(/\u00a0|&nbsp;/g, " ").replace(/\u00ad/g, ""), pictures };
};
