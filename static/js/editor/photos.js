// The pictures of a gallery: sent up many at once, chosen in the library's dialog, filled in together, put in order by buttons
// or by dragging. Without script the same boxes and buttons save the draft.
import { sender } from "../admin-sending.js";
import { reminder } from "../admin-unsent.js";
import { choose, remember } from "./library.js";

const THUMBS_EVERY = 4000;
const THUMBS_AT_ONCE = 60;
const THUMB_TRIES = 15;

const box = document.querySelector("[data-photos]");
const blank = box?.querySelector("[data-photo-row]");

if (blank) {
  const name = box.dataset.photos;
  const { picker, upload } = box.dataset;
  const list = box.querySelector("[data-photo-list]");
  const files = box.querySelector("[type=file]");
  const form = box.closest("form");
  const token = () => form.querySelector("[name=csrfmiddlewaretoken]").value;
  const part = (row, what) => row.querySelector(`[name^="${name}_${what}_"]`);
  const said = (row, what) => part(row, what).value.trim() || part(row, what).placeholder;

  // What a picture lacks, and how many lack something, while one types.
  const count = () => {
    let lacking = 0;
    for (const row of list.children) {
      const missing = [["caption", "chú thích"], ["alt", "văn bản thay thế"], ["credit", "tác giả"]]
        .filter(([what]) => !said(row, what))
        .map(([, words]) => `Thiếu ${words}`);
      lacking += missing.length ? 1 : 0;
      const shown = row.querySelector("[data-photo-lacks]");
      if ([...shown.children].map((pill) => pill.textContent).join() === missing.join()) continue;
      const pills = missing.map((words) => {
        const pill = document.createElement("span");
        pill.className = "pill pill--bad";
        pill.textContent = words;
        return pill;
      });
      shown.replaceChildren(...pills);
    }
    box.querySelector("[data-photo-count]").textContent = list.children.length;
    box.querySelector("[data-photo-lacking]").textContent = lacking ? `, ${lacking} ảnh còn thiếu thông tin` : "";
    const chosen = list.querySelectorAll(`[name^="${name}_chon_"]:checked`).length;
    box.querySelector("[data-photo-chosen]").textContent = chosen;
  };

  const changed = () => {
    [...list.children].forEach((row, at) => {
      const place = row.querySelector("[data-photo-place]");
      if (place.textContent === String(at + 1) && part(row, "thu_tu").value === String(at + 1)) return;
      place.textContent = at + 1;
      part(row, "thu_tu").value = at + 1;
      for (const one of row.querySelectorAll("[data-names-place]")) {
        one.setAttribute("aria-label", one.getAttribute("aria-label").replace(/\d+/, at + 1));
      }
    });
    count();
    form.dispatchEvent(new Event("input", { bubbles: true }));
  };

  const add = (image) => {
    remember(image);
    const there = list.querySelector(`[data-photo="${image.id}"]`);
    if (there) return there;
    const row = blank.content.firstElementChild.cloneNode(true);
    row.dataset.photo = image.id;
    for (const one of row.querySelectorAll("*")) {
      for (const { name: attribute, value } of [...one.attributes]) {
        if (/^(name|id|for)$/.test(attribute)) one.setAttribute(attribute, value.replace(/([_cat])0$/, `$1${image.id}`));
        if (attribute === "value") one.setAttribute(attribute, value.replace(/^0(?=$|:)/, image.id));
      }
    }
    row.querySelector("img").alt = image.alt || image.name;
    showThumb(row.querySelector("img"), image);
    row.querySelector("[data-photo-name]").textContent = image.name;
    for (const [what, words] of [["caption", image.caption], ["alt", image.alt], ["credit", image.credit]]) {
      part(row, what).placeholder = words || "";
    }
    list.append(row);
    return row;
  };

  // Of a picture that has just arrived there is only the original yet, megabytes to be drawn as a stamp: its small size is
  // asked for until it is made. Where nobody makes any, the original it is.
  const awaited = new Map();
  let asking = 0;
  const showThumb = (shown, image) => {
    if (image.thumb !== image.url) shown.src = image.thumb;
    else awaited.set(image.id, { shown, url: image.url, tries: 0 });
    asking ||= awaited.size ? window.setTimeout(askForThumbs, THUMBS_EVERY) : 0;
  };
  const askForThumbs = async () => {
    asking = 0;
    const some = [...awaited.keys()].slice(0, THUMBS_AT_ONCE);
    const answer = await fetch(`${picker}?${some.map((id) => `id=${id}`).join("&")}`).catch(() => null);
    const { images } = answer?.ok && !answer.redirected ? await answer.json() : { images: [] };
    const made = new Map(images.filter(({ thumb, url }) => thumb !== url).map(({ id, thumb }) => [id, thumb]));
    for (const id of some) {
      const one = awaited.get(id);
      one.tries += 1;
      awaited.delete(id);
      if (made.has(id) || one.tries > THUMB_TRIES) one.shown.src = made.get(id) ?? one.url;
      else awaited.set(id, one); // behind those not asked for yet
    }
    asking ||= awaited.size ? window.setTimeout(askForThumbs, THUMBS_EVERY) : 0;
  };

  // Hundreds arrive within seconds: places and gaps are counted for many at once.
  let counting = 0;
  const changedSoon = () => {
    counting ||= window.setTimeout(() => { counting = 0; changed(); }, 500);
  };

  const progress = box.querySelector("[data-photo-sending]");
  const start = sender({
    address: upload,
    token,
    list: box.querySelector("[data-photo-progress]"),
    reminder: reminder(box.querySelector("[data-unsent]")),
    tell: ({ total, finished }) => {
      if (finished === total) changed();
      const words = finished < total ? `Đang tải lên: ${finished} trên ${total} ảnh` : `Đã xong ${total} ảnh`;
      progress.hidden = false;
      Object.assign(progress.querySelector("progress"), { max: total, value: finished });
      box.querySelector("[data-photo-status]").textContent = words;
    },
    received: (image, same) => {
      const twice = list.querySelector(`[data-photo="${image.id}"]`);
      add(image);
      changedSoon();
      if (twice) return "Ảnh này đã có trong bộ.";
      return same ? "Đã có trong thư viện, dùng ảnh có sẵn." : "";
    },
  });
  box.addEventListener("khoi:dismissed", () => files.focus());
  files.addEventListener("change", () => {
    const chosen = [...files.files];
    files.value = "";
    if (chosen.length) start(chosen);
  });

  // Điền xuống: the same words for the chosen pictures, or only where nothing is said yet.
  const fill = (onlyEmpty) => {
    const credit = box.querySelector(`[name="${name}_dien_tac_gia"]`).value.trim();
    const ending = box.querySelector(`[name="${name}_dien_chu_thich"]`).value.trim();
    for (const row of list.children) {
      if (!part(row, "chon").checked) continue;
      if (credit && !(onlyEmpty && said(row, "credit"))) part(row, "credit").value = credit;
      const caption = said(row, "caption");
      if (ending && !(onlyEmpty && caption) && !caption.endsWith(ending)) {
        part(row, "caption").value = `${caption.replace(/[. ]+$/, "")}. ${ending}`.replace(/^\. /, "").slice(0, 500);
      }
    }
    changed();
  };

  box.addEventListener("click", (event) => {
    const button = event.target.closest("button");
    if (!button) return;
    if (button.name === `${name}_chuyen`) {
      event.preventDefault();
      const row = button.closest("li");
      if (button.value.endsWith(":len")) row.previousElementSibling?.before(row);
      else row.nextElementSibling?.after(row);
      changed();
      button.focus();
    } else if (button.name === `${name}_dien`) {
      event.preventDefault();
      fill(button.value === "trong");
    } else if (button.name === `${name}_bo`) {
      event.preventDefault();
      list.querySelectorAll(`[name^="${name}_chon_"]:checked`).forEach((one) => one.closest("li").remove());
      changed();
      box.querySelector(`[name="${name}_dien_tac_gia"]`).focus();
    } else if (button.matches("[data-photo-all]")) {
      const boxes = [...list.querySelectorAll(`[name^="${name}_chon_"]`)];
      const all = boxes.every((one) => one.checked);
      boxes.forEach((one) => { one.checked = !all; });
      count();
    }
  });
  box.querySelector("[data-photo-all]").hidden = false;
  list.addEventListener("input", count);

  // Ctrl+D: what the picture before says in the same box.
  list.addEventListener("keydown", (event) => {
    const [, what] = new RegExp(`^${name}_(caption|alt|credit)_`).exec(event.target.name) ?? [];
    if (!what || !event.ctrlKey || event.key.toLowerCase() !== "d") return;
    event.preventDefault();
    const before = event.target.closest("li").previousElementSibling;
    if (!before) return;
    event.target.value = said(before, what);
    changed();
  });

  // Dragging by the mouse is extra: the buttons do the same, and a finger scrolls.
  let dragged = null;
  let moved = false;
  list.addEventListener("pointerdown", (event) => {
    if (event.pointerType !== "mouse" || event.button || !event.target.matches("img")) return;
    dragged = event.target.closest("[data-photo]");
  });
  list.addEventListener("mousedown", (event) => { if (dragged) event.preventDefault(); });
  window.addEventListener("pointermove", ({ clientX, clientY }) => {
    if (!dragged) return;
    if (clientY < 80) window.scrollBy(0, -24);
    if (clientY > window.innerHeight - 80) window.scrollBy(0, 24);
    const over = document.elementFromPoint(clientX, clientY)?.closest("[data-photo]");
    if (!over || over === dragged || over.parentElement !== list) return;
    if (dragged.compareDocumentPosition(over) & Node.DOCUMENT_POSITION_FOLLOWING) over.after(dragged);
    else over.before(dragged);
    moved = true;
  });
  const drop = () => {
    dragged = null;
    if (moved) changed();
    moved = false;
  };
  window.addEventListener("pointerup", drop);
  window.addEventListener("pointercancel", drop);

  const button = box.querySelector("[data-choose-photo]");
  button.hidden = false;
  box.querySelector("[data-photo-by-name]").hidden = true;
  button.addEventListener("click", async () => {
    const image = await choose({ picker, upload, token, title: "Chọn ảnh cho bộ" });
    if (!image) return;
    const row = add(image);
    changed();
    row.focus();
  });
  count();
}
