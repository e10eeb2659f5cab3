// Choosing by name: what the typed words may mean stands in a list under the box; Enter or a click ticks it.
const WAIT = 200;

export const enliven = (root) => {
  for (const field of root.querySelectorAll("[data-pick]")) enlivenField(field);
};

function enlivenField(field) {
  const box = field.querySelector("input.inp");
  const picked = field.querySelector("[data-picked]");
  if (!box || box.hasAttribute("role")) return;
  const list = document.createElement("ul");
  const many = "many" in field.dataset;
  let found = [];
  let at = -1;
  let asked = 0;
  let timer;

  list.id = `${box.id}-list`;
  list.className = "picks";
  list.hidden = true;
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", field.querySelector("legend").textContent);
  box.after(list);
  for (const [name, value] of Object.entries({ role: "combobox", "aria-expanded": "false", "aria-controls": list.id, "aria-autocomplete": "list" })) box.setAttribute(name, value);

  const close = () => {
    list.hidden = true;
    at = -1;
    box.setAttribute("aria-expanded", "false");
    box.removeAttribute("aria-activedescendant");
  };

  const point = (to) => {
    at = to;
    [...list.children].forEach((one, place) => one.setAttribute("aria-selected", String(place === at)));
    const here = list.children[at];
    if (here) { box.setAttribute("aria-activedescendant", here.id); here.scrollIntoView({ block: "nearest" }); }
  };

  const take = (one) => {
    const inputs = [...picked.querySelectorAll("input")];
    let input = inputs.find((other) => other.value === String(one.id));
    if (!input) {
      const line = document.createElement("li");
      const label = document.createElement("label");
      const words = document.createElement("span");
      label.className = "check";
      input = document.createElement("input");
      input.type = many ? "checkbox" : "radio";
      input.name = field.dataset.name;
      input.value = one.id;
      words.textContent = one.label;
      label.append(input, words);
      line.append(label);
      picked.append(line);
    }
    input.checked = true;
    box.value = "";
    close();
    input.dispatchEvent(new Event("change", { bubbles: true }));
  };

  const show = () => {
    list.replaceChildren(...found.map((one, place) => {
      const line = document.createElement("li");
      line.id = `${list.id}-${place}`;
      line.setAttribute("role", "option");
      line.setAttribute("aria-selected", "false");
      line.textContent = one.label;
      line.addEventListener("mousedown", (event) => { event.preventDefault(); take(one); });
      return line;
    }));
    list.hidden = !found.length;
    box.setAttribute("aria-expanded", String(!list.hidden));
    at = -1;
  };

  const ask = async () => {
    const mine = ++asked;
    const words = box.value.trim();
    const answer = words ? await fetch(`${field.dataset.pick}?q=${encodeURIComponent(words)}`, { headers: { Accept: "application/json" } }).catch(() => null) : null;
    const read = answer?.ok && !answer.redirected ? await answer.json() : { found: [] };
    if (mine !== asked) return;
    found = read.found;
    show();
  };

  box.addEventListener("input", () => { clearTimeout(timer); timer = setTimeout(ask, WAIT); });
  box.addEventListener("blur", close);
  box.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && !list.hidden) { event.preventDefault(); close(); return; }
    if (event.key === "Enter" && !list.hidden) { event.preventDefault(); take(found[Math.max(at, 0)]); return; }
    if (!["ArrowDown", "ArrowUp"].includes(event.key) || list.hidden) return;
    event.preventDefault();
    const step = event.key === "ArrowDown" ? 1 : -1;
    point((at + step + found.length) % found.length);
  });
}

enliven(document);
