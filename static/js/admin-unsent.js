// Files that were chosen and have not arrived. Their names are kept in this browser alone, and said whenever a desk of pictures is
// opened again, until they arrive or the reminder is dismissed.
const same = (one, other) => one.name === other.name && one.size === other.size;

// expect(files) when they are chosen, settled(file) when the server has answered for one or the person has stopped it.
export const reminder = (box) => {
  const shelf = `khoi:anh-chua-len:${box.dataset.unsent}`;
  const here = [];

  const read = () => {
    try {
      return JSON.parse(localStorage.getItem(shelf)) ?? [];
    } catch {
      return []; // Unreadable is the same as none.
    }
  };
  const write = (files) => {
    try {
      if (files.length) localStorage.setItem(shelf, JSON.stringify(files));
      else localStorage.removeItem(shelf);
    } catch { /* A browser that refuses storage still sends. */ }
  };
  // What this page is sending stands in its own list.
  const left = () => read().filter((file) => !here.some((sent) => same(file, sent)));

  const show = () => {
    const names = left().map(({ name }) => name);
    box.hidden = !names.length;
    if (!names.length) return;
    box.querySelector("[data-unsent-count]").textContent = names.length;
    box.querySelector("[data-unsent-names]").replaceChildren(
      ...names.map((name) => {
        const item = document.createElement("li");
        item.textContent = name;
        return item;
      }),
    );
  };

  box.querySelector("button").addEventListener("click", () => {
    const gone = left();
    write(read().filter((file) => !gone.some((one) => same(file, one))));
    show();
    box.dispatchEvent(new CustomEvent("khoi:dismissed", { bubbles: true }));
  });
  // Another tab may be sending what this one misses.
  window.addEventListener("storage", show);
  show();

  return {
    expect(files) {
      here.push(...files);
      const known = read();
      const added = files.filter((file) => !known.some((one) => same(file, one)));
      write([...known, ...added.map(({ name, size }) => ({ name, size }))]);
      show();
    },
    settled(file) {
      const at = here.indexOf(file);
      if (at >= 0) here.splice(at, 1);
      write(read().filter((one) => !same(one, file)));
      show();
    },
  };
};
