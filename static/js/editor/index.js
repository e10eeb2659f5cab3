// The rich-text editor over every textarea[data-editor]. Without script the textarea stays and saves as it is.
// Modules name each other by relative path: no import map, hence no inline script, and browsers without import maps can write too.
import { Editor } from "../../django_prose_editor/editor.js";
import { announce, make } from "./build.js";
import { figureList } from "./figures.js";
import { choose, load, picture, remember } from "./library.js";
import { clean } from "./paste.js";
import { extensions } from "./schema.js";
import { tidy } from "./tidy.js";
import { editLink, toolbar } from "./toolbar.js";

const REFUSED = "Ảnh dán từ Word không vào được: bấm Ảnh để tải lên.";

const idsIn = (html) => [...html.matchAll(/data-image="(\d+)"/g)].map((found) => found[1]);

// Replace the first stretch of the text that reads so, within one paragraph; pictures count as one character.
const mend = (editor, { from, to }) => {
  let at = -1;
  editor.state.doc.descendants((node, place) => {
    if (at >= 0 || !node.isTextblock) return at < 0;
    const found = node.textBetween(0, node.content.size, undefined, "\ufffc").indexOf(from);
    if (found >= 0) at = place + 1 + found;
    return false;
  });
  return at >= 0 && editor.chain().focus().insertContentAt({ from: at, to: at + from.length }, { type: "text", text: to }).run();
};

const start = async (textarea) => {
  const form = textarea.form;
  const editable = !textarea.disabled;
  const { picker, upload } = textarea.dataset;
  const token = () => form.querySelector("[name=csrfmiddlewaretoken]").value;
  const label = document.querySelector(`label[for="${textarea.id}"]`);
  const warning = make("p", { className: "errmsg", role: "alert" });
  const place = make("div");
  let editor;
  let tools;
  let refreshFigures = () => {};

  if (picker) await load(picker, idsIn(textarea.value));

  const insertPicture = async () => {
    const image = await choose({ picker, upload, token, title: "Chèn ảnh vào bài" });
    if (!image) { editor.commands.focus(); return; }
    editor.chain().focus().insertContent({ type: "portalFigure", attrs: { image: String(image.id) } }).run();
    announce(`Đã chèn ảnh ${image.caption || image.name}.`);
  };

  const refuse = () => { warning.textContent = REFUSED; };
  const keep = () => {
    textarea.value = tidy(editor.getHTML());
    textarea.dispatchEvent(new Event("input", { bubbles: true }));
  };

  const name = label ? label.textContent.trim() : "Nội dung";
  editor = new Editor({
    element: place,
    editable,
    injectCSS: false,
    content: textarea.value,
    extensions: extensions({
      addKeyboardShortcuts: () => ({
        "Mod-k": () => { editLink(editor); return true; },
        "Alt-F10": () => { tools.focus(); return true; },
      }),
    }),
    editorProps: {
      attributes: {
        class: "edb prose",
        id: `${textarea.id}-soan`,
        role: "textbox",
        "aria-multiline": "true",
        "aria-label": name,
        "aria-describedby": [`${textarea.id}-h`, `${textarea.id}-e`].filter((id) => document.getElementById(id)).join(" "),
        lang: "vi",
        spellcheck: "false",
      },
      transformPastedHTML: (html) => {
        const { html: cleaned, pictures } = clean(html);
        warning.textContent = "";
        if (pictures) refuse();
        return cleaned;
      },
      handlePaste: (_, event) => {
        const { files, types } = event.clipboardData || { files: [], types: [] };
        if (!files.length || [...types].includes("text/html") || [...types].includes("text/plain")) return false;
        refuse();
        return true;
      },
      handleDrop: (_, event) => {
        if (!event.dataTransfer?.files.length) return false;
        event.preventDefault();
        refuse();
        return true;
      },
    },
    onUpdate: () => { keep(); refreshFigures(); },
    onTransaction: () => tools?.refresh(),
  });

  tools = toolbar({ editor: () => editor, insertPicture });
  const box = make("div", { className: "ed" });
  if (editable) box.append(...tools.bars);
  box.append(place);
  textarea.before(warning, box);
  textarea.hidden = true;
  tools.refresh();

  // Every link to the field leads to the text itself.
  const text = editor.view.dom;
  if (label) label.addEventListener("click", () => editor.commands.focus());
  document.addEventListener("click", (event) => {
    if (event.target.closest?.(`a[href="#${textarea.id}"]`)) { event.preventDefault(); editor.commands.focus(); text.scrollIntoView({ block: "nearest" }); }
  });

  const section = form.querySelector("[data-figures]");
  if (section) {
    refreshFigures = figureList({ editor, section, list: section.querySelector("[data-figure-list]"), editable });
    section.querySelector("[data-add-picture]")?.addEventListener("click", insertPicture);
  }
  textarea.addEventListener("khoi:write", (event) => editor.commands.setContent(event.detail, { emitUpdate: true }));
  textarea.addEventListener("khoi:insert", (event) => {
    const before = editor.state.selection.$from.nodeBefore;
    const space = before?.isText && !/\s$/.test(before.text) ? " " : "";
    editor.chain().focus().insertContent({ type: "text", text: space + event.detail }).run();
  });
  textarea.addEventListener("khoi:mend", (event) => { if (mend(editor, event.detail)) event.preventDefault(); });
  textarea.dispatchEvent(new CustomEvent("khoi:ready", { bubbles: true, detail: editor }));
};

document.querySelectorAll("textarea[data-editor]").forEach(start);
