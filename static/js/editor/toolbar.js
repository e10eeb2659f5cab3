// The editor's tools: words on the buttons, one stop for Tab, arrows between them, Alt+F10 from the text.
import { ask, make } from "./build.js";

const address = (value) => {
  const typed = value.trim();
  if (!typed || /^(https?:\/\/|mailto:|tel:|\/|#)/i.test(typed)) return typed;
  if (/^[^\s@/]+@[^\s@/]+\.[^\s@/]+$/.test(typed)) return `mailto:${typed}`;
  return `https://${typed}`;
};

const wrongAddress = (value) =>
  !value.trim() || /\s/.test(value.trim()) || /^javascript:/i.test(value.trim())
    ? "Địa chỉ chưa đúng. Chép từ thanh địa chỉ, ví dụ https://… hoặc /tin-tuc/."
    : "";

export const editLink = async (editor) => {
  const linked = editor.isActive("link");
  const { empty } = editor.state.selection;
  const answer = await ask({
    title: linked ? "Sửa liên kết" : "Chèn liên kết",
    fields: [
      { name: "href", label: "Địa chỉ", value: editor.getAttributes("link").href || "", hint: "Trang khác: https://… Trong trang này: /…", check: wrongAddress },
      ...(empty && !linked ? [{ name: "text", label: "Chữ hiện ra", check: (value) => (value.trim() ? "" : "Hãy ghi chữ hiện ra.") }] : []),
    ],
    submit: linked ? "Đổi" : "Chèn",
    drop: linked ? "Bỏ liên kết" : "",
  });
  const chain = editor.chain().focus();
  if (!answer) chain.run();
  else if (answer.drop) chain.extendMarkRange("link").unsetLink().run();
  else if (answer.text) chain.insertContent({ type: "text", text: answer.text, marks: [{ type: "link", attrs: { href: address(answer.href) } }] }).run();
  else chain.extendMarkRange("link").setMark("link", { href: address(answer.href) }).run();
};

const size = (most) => (value) => {
  const number = Number(value);
  return Number.isInteger(number) && number >= 1 && number <= most ? "" : `Ghi một số từ 1 đến ${most}.`;
};

const insertTable = async (editor) => {
  const answer = await ask({
    title: "Chèn bảng",
    fields: [
      { name: "cols", label: "Số cột", value: "3", type: "number", check: size(20) },
      { name: "rows", label: "Số dòng, kể cả dòng đầu", value: "4", type: "number", check: size(200) },
      { name: "caption", label: "Tên bảng", hint: "Bảng này nói về điều gì; đứng trên bảng.", value: "" },
      { name: "head", label: "Dòng đầu là tên các cột", type: "checkbox", value: true },
    ],
    submit: "Chèn bảng",
  });
  const chain = editor.chain().focus();
  if (!answer) { chain.run(); return; }
  chain.insertTable({ rows: Number(answer.rows), cols: Number(answer.cols), withHeaderRow: answer.head });
  if (answer.caption) chain.updateAttributes("table", { caption: answer.caption });
  chain.run();
};

const nameTable = async (editor) => {
  const answer = await ask({
    title: "Tên bảng",
    fields: [{ name: "caption", label: "Tên bảng", value: editor.getAttributes("table").caption, hint: "Để trống nếu bảng không cần tên." }],
    submit: "Đặt tên",
  });
  const chain = editor.chain().focus();
  if (answer) chain.updateAttributes("table", { caption: answer.caption });
  chain.run();
};

const toggleBox = (editor) => {
  if (editor.isActive("infoBox")) editor.chain().focus().lift("infoBox").run();
  else editor.chain().focus().wrapIn("infoBox").run();
};

// A footnote: its number where the cursor stands, its line at the end of the text.
const insertNote = async (editor) => {
  const answer = await ask({
    title: "Chú thích cuối bài",
    fields: [{ name: "text", label: "Nội dung chú thích", rows: 3, check: (value) => (value.trim() ? "" : "Hãy ghi nội dung chú thích.") }],
    submit: "Chèn",
  });
  if (!answer) { editor.commands.focus(); return; }
  const { doc } = editor.state;
  let number = 1;
  let end = null;
  doc.descendants((node, at) => {
    if (node.type.name === "listItem" && /^fn-\d+$/.test(node.attrs.id || "")) number = Math.max(number, Number(node.attrs.id.slice(3)) + 1);
    if (node.type.name === "notes") end = at + node.nodeSize - 2;
  });
  const entry = { type: "listItem", attrs: { id: `fn-${number}` }, content: [{ type: "paragraph", content: [{ type: "text", text: answer.text }] }] };
  const chain = editor.chain().focus().insertContent({
    type: "text",
    text: String(number),
    marks: [{ type: "superscript" }, { type: "link", attrs: { href: `#fn-${number}`, id: `ref-${number}` } }],
  }).unsetMark("superscript").unsetMark("link");
  const grown = (tr) => tr.mapping;
  chain.command(({ tr, state }) => {
    const { schema } = state;
    if (end !== null) tr.insert(grown(tr).map(end), schema.nodeFromJSON(entry));
    else tr.insert(tr.doc.content.size, schema.nodeFromJSON({ type: "notes", content: [{ type: "orderedList", attrs: { start: 1 }, content: [entry] }] }));
    return true;
  }).run();
};

const on = (name, attributes) => (editor) => editor.isActive(name, attributes);
const run = (command, ...given) => (editor) => editor.chain().focus()[command](...given).run();

const TOOLS = (insertPicture) => [
  { words: "Đậm", keys: "Ctrl+B", active: on("bold"), act: run("toggleBold"), look: "b" },
  { words: "Nghiêng", keys: "Ctrl+I", active: on("italic"), act: run("toggleItalic"), look: "i" },
  { words: "Tiêu đề", active: on("heading", { level: 2 }), act: run("toggleHeading", { level: 2 }) },
  { words: "Tiêu đề nhỏ", active: on("heading", { level: 3 }), act: run("toggleHeading", { level: 3 }) },
  { words: "Danh sách", active: on("bulletList"), act: run("toggleBulletList") },
  { words: "Danh sách số", active: on("orderedList"), act: run("toggleOrderedList") },
  { words: "Trích dẫn", active: on("blockquote"), act: run("toggleBlockquote") },
  { words: "Liên kết", keys: "Ctrl+K", active: on("link"), act: editLink },
  { words: "Ảnh", act: insertPicture },
  { words: "Bảng", act: insertTable },
  { words: "Hộp", title: "Hộp thông tin", active: on("infoBox"), act: toggleBox },
  { words: "Chú thích cuối", act: insertNote },
  { words: "Chỉ số trên", active: on("superscript"), act: run("toggleSuperscript") },
  { words: "Hoàn tác", keys: "Ctrl+Z", act: run("undo"), can: (editor) => editor.can().undo() },
  { words: "Làm lại", keys: "Ctrl+Y", act: run("redo"), can: (editor) => editor.can().redo() },
];

const TABLE_TOOLS = [
  { words: "Thêm dòng", act: run("addRowAfter") },
  { words: "Thêm cột", act: run("addColumnAfter") },
  { words: "Bỏ dòng", act: run("deleteRow") },
  { words: "Bỏ cột", act: run("deleteColumn") },
  { words: "Dòng đầu là tên cột", act: run("toggleHeaderRow") },
  { words: "Gộp ô", act: run("mergeCells"), can: (editor) => editor.can().mergeCells() },
  { words: "Tách ô", act: run("splitCell"), can: (editor) => editor.can().splitCell() },
  { words: "Tên bảng", act: nameTable },
  { words: "Bỏ bảng", act: run("deleteTable") },
];

const row = (editor, tools, label) => {
  const bar = make("div", { className: "tb", role: "toolbar", "aria-label": label });
  const buttons = tools.map((tool) => {
    const name = `${tool.title || tool.words}${tool.keys ? ` (${tool.keys})` : ""}`;
    const face = tool.look ? make(tool.look, { textContent: tool.words }) : tool.words;
    const button = make("button", { type: "button", className: "tbb", title: name, tabIndex: -1, "aria-keyshortcuts": tool.keys ? tool.keys.replace("Ctrl", "Control") : null }, face);
    if (tool.active) button.setAttribute("aria-pressed", "false");
    // The selection in the text must survive the press.
    button.addEventListener("mousedown", (event) => event.preventDefault());
    button.addEventListener("click", () => { if (button.getAttribute("aria-disabled") !== "true") tool.act(editor()); });
    bar.append(button);
    return button;
  });
  buttons[0].tabIndex = 0;
  bar.addEventListener("keydown", (event) => {
    const here = buttons.indexOf(document.activeElement);
    const next = { ArrowRight: here + 1, ArrowLeft: here - 1, Home: 0, End: buttons.length - 1 }[event.key];
    if (event.key === "Escape") { editor().commands.focus(); return; }
    if (next === undefined || here < 0) return;
    event.preventDefault();
    buttons[(next + buttons.length) % buttons.length].focus();
  });
  bar.addEventListener("focusin", (event) => { for (const button of buttons) button.tabIndex = button === event.target ? 0 : -1; });
  const refresh = () => {
    tools.forEach((tool, at) => {
      if (tool.active) buttons[at].setAttribute("aria-pressed", String(tool.active(editor())));
      if (tool.can) buttons[at].setAttribute("aria-disabled", String(!tool.can(editor())));
    });
  };
  return { bar, refresh, first: () => buttons.find((button) => button.tabIndex === 0).focus() };
};

export const toolbar = ({ editor, insertPicture }) => {
  const main = row(editor, TOOLS(insertPicture), "Định dạng");
  const table = row(editor, TABLE_TOOLS, "Bảng");
  table.bar.hidden = true;
  return {
    bars: [main.bar, table.bar],
    focus: main.first,
    refresh: () => {
      main.refresh();
      table.bar.hidden = !editor().isActive("table");
      if (!table.bar.hidden) table.refresh();
    },
  };
};
