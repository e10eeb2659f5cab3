// The page on which a piece is written: saving by itself, saying who else is there, and losing nothing.
const form = document.querySelector("[data-piece-form]");
const EVERY = 10_000;
const PRESENT_EVERY = 60_000;
const LOST = "Đã hết phiên làm việc. Bài vẫn còn trong máy này, đăng nhập lại để lưu.";
const OFFLINE = "Chưa lưu được: mất kết nối. Bài vẫn còn trong máy này, khi có mạng sẽ tự lưu.";

if (form?.dataset.autosave) {
  const saved = document.querySelector("[data-saved]");
  const token = form.querySelector("[name=csrfmiddlewaretoken]");
  let address = form.dataset.autosave;
  let presence = form.dataset.presence;
  let shelf = `khoi:${address}`;
  let dirty = false;
  let busy = false;
  let leaving = false;
  let stopped = false;

  const say = (words, ...more) => {
    if (saved.textContent !== words || more.length) saved.replaceChildren(words, ...more);
  };

  const contents = () => {
    const data = new FormData(form);
    data.delete("csrfmiddlewaretoken");
    data.delete("based_on");
    return [...data.entries()].filter(([, value]) => typeof value === "string");
  };

  // Chosen files travel once, when the person saves.
  const written = () => {
    const data = new FormData(form);
    for (const [name, value] of [...data.entries()]) if (typeof value !== "string") data.delete(name);
    return data;
  };

  const keepHere = () => {
    try {
      localStorage.setItem(shelf, JSON.stringify({ at: Date.now(), fields: contents() }));
    } catch { /* A browser that refuses storage still saves to the server. */ }
  };

  const forget = () => {
    try { localStorage.removeItem(shelf); } catch { /* As above. */ }
  };

  // After logging in again in another tab the page's own token is old: a fresh one is read from the page's address.
  const freshToken = async () => {
    const page = await fetch(location.href, { headers: { Accept: "text/html" } }).catch(() => null);
    if (!page || page.redirected || !page.ok) return false;
    const found = /name="csrfmiddlewaretoken" value="([^"]+)"/.exec(await page.text());
    if (!found || found[1] === token.value) return false;
    token.value = found[1];
    return true;
  };

  const lost = () => {
    const link = document.createElement("a");
    link.href = `${form.dataset.login}?next=${encodeURIComponent(location.pathname)}`;
    link.target = "_blank";
    link.rel = "noopener";
    link.textContent = "Đăng nhập ở thẻ mới";
    say(`${LOST} `, link);
  };

  const tellPresence = (words) => {
    let note = document.querySelector("[data-presence-note]");
    if (!words) { note?.remove(); return; }
    if (!note) {
      note = document.createElement("div");
      note.className = "note note--warn mb3";
      note.setAttribute("data-presence-note", "");
      note.setAttribute("role", "status");
      note.append(document.createElement("p"));
      form.before(note);
    }
    if (note.firstElementChild.textContent !== words) note.firstElementChild.textContent = words;
  };

  const accept = (answer) => {
    form.elements.based_on.value = answer.version;
    if (answer.change_url && location.pathname !== answer.change_url) {
      history.replaceState(null, "", answer.change_url);
      form.action = answer.change_url;
      forget();
      address = answer.autosave_url;
      presence = answer.presence_url;
      shelf = `khoi:${address}`;
    }
    tellPresence(answer.presence);
    const waiting = Object.keys(answer.errors || {}).length;
    say(waiting ? `${answer.message}, trừ ${waiting} ô còn sai` : answer.message);
    if (!dirty) forget();
  };

  const save = async (again = true) => {
    if (!dirty || busy || leaving || stopped) return;
    busy = true;
    dirty = false;
    keepHere();
    const answer = await fetch(address, { method: "POST", body: written(), headers: { Accept: "application/json" } }).catch(() => null);
    busy = false;
    if (leaving) return;
    if (!answer) { dirty = true; say(OFFLINE); return; }
    const isJson = (answer.headers.get("Content-Type") || "").includes("json");
    if (answer.redirected || !isJson) {
      dirty = true;
      if (again && (await freshToken())) { await save(false); return; }
      lost();
      return;
    }
    const words = await answer.json();
    if (answer.ok) { accept(words); return; }
    dirty = true;
    // Somebody else has saved, or it may not be edited any more: the person decides, nothing is repeated.
    if (answer.status === 409 || answer.status === 403) stopped = true;
    say(words.message);
  };

  const stay = async () => {
    if (!presence) return;
    const data = new FormData();
    data.append("csrfmiddlewaretoken", token.value);
    const answer = await fetch(presence, { method: "POST", body: data }).catch(() => null);
    if (answer?.ok && !answer.redirected) tellPresence((await answer.json()).presence);
  };

  const offerCopy = () => {
    let copy = null;
    try { copy = JSON.parse(localStorage.getItem(shelf)); } catch { /* Unreadable is the same as none. */ }
    if (!copy) return;
    const here = new Map(contents());
    const differing = copy.fields.filter(([name, value]) => (here.get(name) ?? "") !== value);
    if (!differing.length) { forget(); return; }
    const hour = new Date(copy.at).toLocaleTimeString("vi-VN", { hour: "2-digit", minute: "2-digit" });
    const note = document.createElement("div");
    note.className = "note note--warn mb3";
    const words = document.createElement("p");
    words.textContent = `Máy này còn giữ những chữ chưa lưu từ ${hour}. `;
    const buttons = document.createElement("p");
    buttons.className = "row mt2";
    const button = (label, act) => {
      const one = document.createElement("button");
      one.type = "button";
      one.className = "btn";
      one.textContent = label;
      one.addEventListener("click", () => { act(); note.remove(); });
      buttons.append(one);
    };
    button("Lấy lại", () => {
      for (const [name, value] of differing) {
        const field = form.elements[name];
        if (!field || field instanceof RadioNodeList || field.type === "checkbox" || field.type === "hidden") continue;
        field.value = value;
        if (field.matches("textarea[data-editor]")) field.dispatchEvent(new CustomEvent("khoi:write", { detail: value }));
        field.dispatchEvent(new Event("input", { bubbles: true }));
      }
    });
    button("Bỏ bản ấy", forget);
    note.append(words, buttons);
    form.before(note);
  };

  form.addEventListener("input", () => { dirty = true; });
  form.addEventListener("change", () => { dirty = true; });
  form.addEventListener("submit", () => { keepHere(); leaving = true; });
  window.addEventListener("beforeunload", (event) => { if (dirty && !leaving) event.preventDefault(); });
  window.addEventListener("pageshow", () => { leaving = false; });
  setInterval(save, EVERY);
  setInterval(stay, PRESENT_EVERY);
  stay();
  offerCopy();
}

document.querySelector("[data-summary],.diff[autofocus]")?.focus();
