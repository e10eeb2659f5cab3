// What a text of the house is made of, for the editor: the same tags as publishing/sanitizing.py, and nothing else.
import {
  Blockquote, Bold, BulletList, Document, Dropcursor, Extension, Gapcursor, HardBreak, Heading, History, HorizontalRule, Italic,
  Link, ListItem, Mark, Node, OrderedList, Paragraph, Strike, Subscript, Superscript, Table, TableCell, TableHeader, TableRow,
  Text, TrailingNode, Underline,
} from "../../django_prose_editor/editor.js";
import { make } from "./build.js";
import { picture } from "./library.js";

const fromAttribute = (name) => ({
  default: null,
  parseHTML: (element) => element.getAttribute(name),
  renderHTML: (attributes) => (attributes[name] ? { [name]: attributes[name] } : {}),
});

// <figure data-image data-alt data-credit><figcaption>: the picture comes from the library, the caption is written in place.
export const PortalFigure = Node.create({
  name: "portalFigure",
  group: "block",
  content: "inline*",
  isolating: true,
  draggable: true,
  addAttributes() {
    const data = (name) => ({
      default: "",
      parseHTML: (element) => element.getAttribute(`data-${name}`) || "",
      renderHTML: (attributes) => (attributes[name] ? { [`data-${name}`]: attributes[name] } : {}),
    });
    return { image: data("image"), alt: data("alt"), credit: data("credit") };
  },
  parseHTML() {
    return [{ tag: "figure[data-image]", contentElement: (figure) => figure.querySelector("figcaption") || figure }];
  },
  renderHTML({ HTMLAttributes }) {
    return ["figure", HTMLAttributes, ["figcaption", 0]];
  },
  addNodeView() {
    return ({ node }) => {
      const image = make("img", { contentEditable: "false", draggable: true });
      const caption = make("figcaption");
      const dom = make("figure", { className: "fig edfig" }, image, caption);
      const show = (shown) => {
        const found = picture(shown.attrs.image);
        image.src = found ? found.url : "";
        image.alt = shown.attrs.alt || found?.alt || found?.name || `Ảnh số ${shown.attrs.image}`;
        if (found) { image.width = found.width; image.height = found.height; }
        caption.dataset.empty = shown.content.size ? "" : found?.caption ? `Như trong thư viện: ${found.caption}` : "Ghi chú thích: ai, ở đâu, lúc nào";
      };
      show(node);
      return {
        dom,
        contentDOM: caption,
        update: (next) => { if (next.type.name !== "portalFigure") return false; show(next); return true; },
        ignoreMutation: (change) => !caption.contains(change.target) || (change.target === caption && change.type === "attributes"),
      };
    };
  },
  addKeyboardShortcuts() {
    return {
      // Enter leaves the caption for a new paragraph under the picture.
      Enter: ({ editor }) => {
        const { $from } = editor.state.selection;
        if ($from.parent.type.name !== "portalFigure") return false;
        const after = $from.after();
        return editor.chain().insertContentAt(after, { type: "paragraph" }).setTextSelection(after + 1).run();
      },
    };
  },
});

// <aside class="box">: a box of information, with a heading of its own.
export const InfoBox = Node.create({
  name: "infoBox",
  group: "block",
  content: "block+",
  defining: true,
  parseHTML() { return [{ tag: "aside" }]; },
  renderHTML() { return ["aside", { class: "box" }, 0]; },
});

// <section class="notes">: the footnotes at the end of a text.
export const Notes = Node.create({
  name: "notes",
  group: "block",
  content: "orderedList",
  isolating: true,
  parseHTML() { return [{ tag: "section.notes" }]; },
  renderHTML() { return ["section", { class: "notes" }, 0]; },
});

const Cite = Mark.create({
  name: "cite",
  parseHTML() { return [{ tag: "cite" }]; },
  renderHTML() { return ["cite", 0]; },
});

const PortalParagraph = Paragraph.extend({
  addAttributes() {
    return {
      class: {
        default: null,
        parseHTML: (element) => (element.classList.contains("credit") ? "credit" : null),
        renderHTML: (attributes) => (attributes.class ? { class: attributes.class } : {}),
      },
    };
  },
});

const PortalLink = Link.extend({
  addAttributes() { return { href: { default: null }, id: fromAttribute("id") }; },
  parseHTML() { return [{ tag: "a[href]" }, { tag: "a[id]" }]; },
  renderHTML({ HTMLAttributes }) { return ["a", HTMLAttributes, 0]; },
  addKeyboardShortcuts() { return {}; },
}).configure({ openOnClick: false, autolink: false, linkOnPaste: true, protocols: ["mailto", "tel"] });

// Outside the link, as footnote marks are written: <sup><a>1</a></sup>.
const PortalSuperscript = Superscript.extend({ priority: 1001 });

const PortalListItem = ListItem.extend({ addAttributes() { return { id: fromAttribute("id") }; } });

const PortalOrderedList = OrderedList.extend({
  addAttributes() {
    return {
      start: {
        default: 1,
        parseHTML: (element) => Number(element.getAttribute("start")) || 1,
        renderHTML: ({ start }) => (start > 1 ? { start } : {}),
      },
    };
  },
});

const PortalTable = Table.extend({
  addAttributes() {
    return { caption: { default: "", parseHTML: (element) => element.querySelector(":scope > caption")?.textContent.trim() || "", renderHTML: () => ({}) } };
  },
  parseHTML() { return [{ tag: "table" }, { tag: "caption", ignore: true }]; },
  renderHTML({ node }) {
    const rows = ["tbody", 0];
    return node.attrs.caption ? ["table", ["caption", node.attrs.caption], rows] : ["table", rows];
  },
  addNodeView() {
    return ({ node }) => {
      const caption = make("caption", { contentEditable: "false" });
      const rows = make("tbody");
      const table = make("table", {}, caption, rows);
      const show = (shown) => { caption.textContent = shown.attrs.caption; caption.hidden = !shown.attrs.caption; };
      show(node);
      return {
        dom: make("div", { className: "tw" }, table),
        contentDOM: rows,
        update: (next) => { if (next.type.name !== "table") return false; show(next); return true; },
        ignoreMutation: (change) => !rows.contains(change.target),
      };
    };
  },
}).configure({ resizable: false });

const spans = () => ({
  colspan: { default: 1, parseHTML: (element) => element.colSpan || 1, renderHTML: ({ colspan }) => (colspan > 1 ? { colspan } : {}) },
  rowspan: { default: 1, parseHTML: (element) => element.rowSpan || 1, renderHTML: ({ rowspan }) => (rowspan > 1 ? { rowspan } : {}) },
  colwidth: { default: null, parseHTML: () => null, renderHTML: () => ({}) },
});
const PortalTableCell = TableCell.extend({ addAttributes: spans });
const PortalTableHeader = TableHeader.extend({ addAttributes() { return { ...spans(), scope: fromAttribute("scope") }; } });

// Tab leaves the editor, but in a table it goes to the next cell and in a list it indents: Esc first gives Tab back.
export const extensions = (ours) => [
  Document, PortalParagraph, Text, Dropcursor, Gapcursor, History, HardBreak, HorizontalRule, Bold, Italic, Underline, Strike,
  Subscript, PortalSuperscript, Cite, PortalLink, Heading.configure({ levels: [2, 3] }), Blockquote, BulletList, PortalOrderedList,
  PortalListItem, PortalTable, TableRow, PortalTableCell, PortalTableHeader, InfoBox, Notes, PortalFigure, TrailingNode,
  Extension.create({ name: "portal", ...ours }),
];
