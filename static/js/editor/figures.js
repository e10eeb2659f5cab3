// "Ảnh trong bài": under the text, every picture with its caption, its alternative text and its credit as three fields.
import { make } from "./build.js";
import { picture } from "./library.js";

const FIELDS = [
  { name: "caption", slug: "chu-thich", label: "Chú thích", hint: "Ai, ở đâu, lúc nào. Để trống thì lấy trong thư viện." },
  { name: "alt", slug: "thay-the", label: "Văn bản thay thế", hint: "Tả điều nhìn thấy cho người không xem được ảnh; khác chú thích." },
  { name: "credit", slug: "tac-gia", label: "Tác giả ảnh", hint: "Người chụp hoặc nguồn ảnh." },
];

const library = { caption: "caption", alt: "alt", credit: "credit" };

const placed = (editor) => {
  const found = [];
  editor.state.doc.descendants((node, at) => {
    if (node.type.name === "portalFigure") found.push({ node, at });
    return !node.isTextblock;
  });
  return found;
};

const valueOf = (node, name) => (name === "caption" ? node.textContent : node.attrs[name]);

const change = (editor, place, name, value) => {
  const { node, at } = placed(editor)[place];
  const { tr, schema } = editor.state;
  if (name === "caption") tr.replaceWith(at + 1, at + 1 + node.content.size, value ? schema.text(value) : []);
  else tr.setNodeAttribute(at, name, value);
  editor.view.dispatch(tr);
};

const drop = (editor, place) => {
  const { node, at } = placed(editor)[place];
  editor.view.dispatch(editor.state.tr.delete(at, at + node.nodeSize));
  editor.commands.focus();
};

const card = (editor, place, editable) => {
  const box = make("div", { className: "pic", id: `anh-${place + 1}` });
  const image = make("img", { width: 160, height: 120, loading: "lazy" });
  const fields = make("div");
  const inputs = {};
  for (const { name, slug, label, hint } of FIELDS) {
    const id = `anh-${place + 1}-${slug}`;
    const input = make("input", { id, className: "inp", "aria-describedby": `${id}-h`, maxLength: 400, disabled: !editable });
    input.addEventListener("input", () => change(editor, place, name, input.value));
    inputs[name] = input;
    fields.append(
      make("div", { className: "field" },
        make("label", { htmlFor: id }, label, make("span", { className: "vh", textContent: ` của ảnh ${place + 1}` })),
        make("p", { className: "hint", id: `${id}-h`, textContent: hint }), input),
    );
  }
  if (editable) {
    fields.append(make("p", { className: "mt2" }, make("button", { type: "button", className: "btn btn--bad", onclick: () => drop(editor, place) }, `Bỏ ảnh ${place + 1} khỏi bài`)));
  }
  box.append(image, fields);
  return { box, image, inputs };
};

export const figureList = ({ editor, section, list, editable }) => {
  let cards = [];
  const refresh = () => {
    const found = placed(editor);
    if (found.length !== cards.length) {
      cards = found.map((_, place) => card(editor, place, editable));
      list.replaceChildren(...cards.map(({ box }) => box));
    }
    section.hidden = found.length === 0;
    section.querySelector("h2").textContent = `Ảnh trong bài (${found.length})`;
    found.forEach(({ node }, place) => {
      const { image, inputs } = cards[place];
      const known = picture(node.attrs.image);
      if (known && image.getAttribute("src") !== known.thumb) image.src = known.thumb;
      image.alt = `Ảnh ${place + 1}`;
      for (const { name } of FIELDS) {
        const value = valueOf(node, name);
        if (document.activeElement !== inputs[name] && inputs[name].value !== value) inputs[name].value = value;
        inputs[name].placeholder = known?.[library[name]] ? `Như trong thư viện: ${known[library[name]]}` : "";
      }
    });
  };
  refresh();
  return refresh;
};
