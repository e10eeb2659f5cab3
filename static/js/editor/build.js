// Small helpers to make elements without HTML strings: the CSP allows no inline style or handler, and text stays text.
export const make = (name, attributes = {}, ...children) => {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (value === null || value === false || value === undefined) continue;
    if (key.startsWith("on")) element.addEventListener(key.slice(2), value);
    else if (key in element && !key.startsWith("aria") && key !== "list") element[key] = value;
    else element.setAttribute(key, value === true ? "" : value);
  }
  element.append(...children.filter((child) => child !== null));
  return element;
};

let counter = 0;
export const newId = (prefix) => `${prefix}-${(counter += 1)}`;

export const announce = (words) => {
  const live = document.querySelector("#live");
  if (live) live.textContent = words;
};

// A dialog with a heading, a body and its buttons; Esc closes it, the focus goes back to where it was.
export const openDialog = ({ title, body, buttons, wide = false, closed = () => {} }) => {
  const heading = newId("hop-thoai");
  const dialog = make("dialog", { className: `dlg${wide ? " dlg--wide" : ""}`, "aria-labelledby": heading });
  dialog.append(make("h2", { id: heading, className: "card__h", textContent: title }), body);
  if (buttons) dialog.append(make("p", { className: "row mt3" }, ...buttons(dialog)));
  dialog.addEventListener("close", () => {
    dialog.remove();
    closed(dialog.returnValue);
  });
  document.body.append(dialog);
  dialog.showModal();
  return dialog;
};

// Ask for a few words: resolves to what was typed, or to null when it was left.
export const ask = ({ title, fields, submit, drop = "" }) =>
  new Promise((resolve) => {
    let answer = null;
    const form = make("form", { noValidate: true });
    for (const field of fields) {
      const id = newId("o");
      const input = make(field.rows ? "textarea" : "input", {
        id,
        name: field.name,
        className: "inp",
        value: field.value ?? "",
        "aria-describedby": `${id}-h ${id}-e`,
      });
      if (field.rows) input.rows = field.rows;
      else input.type = field.type || "text";
      if (field.type === "checkbox") {
        input.className = "";
        input.checked = Boolean(field.value);
        form.append(make("label", { className: "check mt2", htmlFor: id }, input, make("span", { textContent: field.label })));
        continue;
      }
      form.append(
        make("div", { className: "field" },
          make("label", { htmlFor: id, textContent: field.label }),
          make("p", { className: "hint", id: `${id}-h`, textContent: field.hint || "" }),
          make("p", { className: "errmsg", id: `${id}-e` }),
          input,
        ),
      );
    }
    const check = () => {
      let first = null;
      for (const field of fields.filter((one) => one.check)) {
        const input = form.elements[field.name];
        const wrong = field.check(input.value);
        document.getElementById(`${input.id}-e`).textContent = wrong || "";
        input.setAttribute("aria-invalid", wrong ? "true" : "false");
        if (wrong) first = first || input;
      }
      if (first) first.focus();
      return first === null;
    };
    const finish = (dialog) => {
      if (!check()) return;
      answer = Object.fromEntries(
        fields.map(({ name, type }) => [name, type === "checkbox" ? form.elements[name].checked : form.elements[name].value.trim()]),
      );
      dialog.close();
    };
    const dialog = openDialog({
      title,
      body: form,
      buttons: (box) => [
        make("button", { type: "button", className: "btn btn--main", textContent: submit, onclick: () => finish(box) }),
        drop ? make("button", { type: "button", className: "btn btn--bad", textContent: drop, onclick: () => { answer = { drop: true }; box.close(); } }) : null,
        make("button", { type: "button", className: "btn", textContent: "Thôi", onclick: () => box.close() }),
      ].filter(Boolean),
      closed: () => resolve(answer),
    });
    form.addEventListener("submit", (event) => { event.preventDefault(); finish(dialog); });
    form.append(make("button", { className: "vh", tabIndex: -1, "aria-hidden": "true" }));
  });
