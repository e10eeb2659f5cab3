// The moderators' desk: keys that act inside the list alone, decisions without leaving the page, the way back from the last one.
import { enliven } from "./admin-pick.js";

const STAYS = 10000;
const desk = document.querySelector("[data-desk]");
const aside = document.getElementById("viet");
const grid = aside.parentElement;
const narrow = matchMedia("(max-width:59.99em)");
const toast = document.querySelector("[data-toast]");
const live = document.getElementById("live");
const empty = desk.querySelector("[data-empty]");
const items = () => [...desk.querySelectorAll("[data-q]")];
const numbers = new Intl.NumberFormat("vi-VN");
let last = null;
let timer;
let busy = false;

/* --- what was done, and the way back --- */
const hideSoon = () => { clearTimeout(timer); timer = setTimeout(() => { toast.hidden = true; }, STAYS); };

const say = (words, canUndo) => {
  toast.querySelector("span").textContent = words;
  toast.querySelector("button").hidden = !canUndo;
  toast.hidden = false;
  live.textContent = canUndo ? `${words} Phím Z hoặc nút Hoàn tác để lấy lại.` : words;
  hideSoon();
};

for (const name of ["mouseenter", "focusin"]) toast.addEventListener(name, () => clearTimeout(timer));
for (const name of ["mouseleave", "focusout"]) toast.addEventListener(name, hideSoon);

const count = (counts) => {
  for (const place of document.querySelectorAll("[data-count-of]")) {
    if (!place.dataset.countOf) continue;
    const number = counts[place.dataset.countOf] ?? 0;
    place.textContent = number || place.closest("h1") ? numbers.format(number) : "";
  }
  // The menu says how many are new: whoever empties the queue sees it there too.
  const menu = document.querySelector(".anav [aria-current] .cnt");
  if (!menu) return;
  menu.firstChild.data = numbers.format(counts.new ?? 0);
  menu.hidden = !counts.new;
};

const send = async (form, data) => {
  const answer = await fetch(form.action, { method: "POST", body: data, headers: { Accept: "application/json" } }).catch(() => null);
  if (!answer) { say("Không gửi được: mất kết nối. Chưa có gì thay đổi, hãy thử lại.", false); return null; }
  if (answer.redirected || (!answer.ok && ![409, 422].includes(answer.status))) { location.reload(); return null; }
  return answer;
};

/* A decided item leaves the list; whatever comes next gets the focus. */
const leave = (item, key) => {
  const all = items();
  const place = all.indexOf(item);
  const next = all[place + 1] ?? all[place - 1];
  last = { key, item, before: item.nextElementSibling, list: item.parentElement };
  close(false);
  item.remove();
  tell();
  if (next) next.focus();
  else if (Number(document.querySelector("h1 [data-count-of]").textContent.replace(/\D/g, ""))) { sessionStorage.setItem("ban-phan-hoi", "1"); location.reload(); }
  else { empty.hidden = false; empty.focus(); }
};

const decide = async (form, button, item) => {
  if (busy) return;
  busy = true;
  const data = new FormData(form);
  data.append(button.name, button.value);
  const answer = await send(form, data);
  busy = false;
  if (!answer) return;
  if (answer.status === 422) { mend(await answer.text(), form); return; }
  const read = await answer.json();
  if (!answer.ok) {
    say(read.said, false);
    stale(item);
    return;
  }
  count(read.counts);
  leave(item, read.keys[0]);
  say(read.said, true);
};

/* Somebody else was first: the item says so and can't be decided here any more. */
const stale = (item) => {
  close(false);
  const words = document.createElement("p");
  words.className = "errmsg";
  words.textContent = toast.querySelector("span").textContent;
  item.querySelector("form").replaceWith(words);
  item.querySelector("[name=chon]")?.remove();
  item.focus();
};

/* What is missing is said at its place, in the form that was sent. */
const mend = (html, form) => {
  const section = form.closest("section");
  const fresh = new DOMParser().parseFromString(html, "text/html").getElementById(section.id);
  section.replaceWith(fresh);
  ready();
  (aside.querySelector("[aria-invalid]") ?? aside.querySelector(".field--bad input"))?.focus();
};

const undo = async () => {
  const left = document.querySelector("form[data-undo]");
  if (!last && left) { left.requestSubmit(left.querySelector("button")); return; }
  if (!last || busy) return;
  busy = true;
  const data = new FormData(toast);
  data.append("chon", last.key);
  const answer = await send(toast, data);
  busy = false;
  if (!answer) return;
  const read = await answer.json();
  const { item, before, list } = last;
  last = null;
  say(read.said, false);
  if (!answer.ok) return;
  count(read.counts);
  const version = read.keys[0].split("-")[1];
  item.querySelector("[name=version]").value = version;
  const box = item.querySelector("[name=chon]");
  if (box) box.value = read.keys[0];
  list.insertBefore(item, before?.isConnected ? before : null);
  empty.hidden = true;
  item.focus();
};

toast.addEventListener("submit", (event) => { event.preventDefault(); undo(); });

/* --- what is written beside the list --- */
let writing = null;

const close = (back = true) => {
  if (!writing) return;
  const item = writing;
  writing = null;
  item.removeAttribute("aria-current");
  aside.replaceChildren();
  grid.append(aside);
  if (back) item.focus();
};

const ready = () => {
  enliven(aside);
  const insert = aside.querySelector("[data-insert]");
  if (!insert) return;
  insert.type = "button";
  insert.addEventListener("click", () => {
    const text = aside.querySelector("[data-ready]").selectedOptions[0].dataset.text;
    const box = aside.querySelector("textarea");
    if (text) box.value = [box.value.trim(), text].filter(Boolean).join("\n\n");
    box.focus();
  });
};

const open = async (link, item) => {
  if (busy) return;
  busy = true;
  const answer = await fetch(link.href, { headers: { Accept: "text/html" } }).catch(() => null);
  busy = false;
  if (!answer?.ok || answer.redirected) { location.href = link.href; return; }
  const page = new DOMParser().parseFromString(await answer.text(), "text/html").getElementById("viet");
  if (!page.querySelector("form[data-step]")) { location.href = link.href; return; }
  close(false);
  aside.replaceChildren(...page.childNodes);
  writing = item;
  item.setAttribute("aria-current", "true");
  /* On a phone whoever writes has what they answer right above. */
  (narrow.matches ? item : grid).append(aside);
  ready();
  aside.querySelector("textarea:not([name=reason]), [type=radio], input.inp").focus();
};

aside.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && !event.defaultPrevented) close();
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
    event.preventDefault();
    aside.querySelector("[data-main]")?.click();
  }
});

/* --- buttons and keys --- */
document.addEventListener("click", (event) => {
  const link = event.target.closest("[data-panel]");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  open(link, link.closest("[data-q]"));
});

document.addEventListener("submit", (event) => {
  const form = event.target.closest("form[data-step]");
  const item = form && (form.closest("[data-q]") ?? writing);
  if (!item) return;
  event.preventDefault();
  decide(form, event.submitter ?? form.querySelector("[data-main]"), item);
});

desk.addEventListener("keydown", (event) => {
  const inBox = aside.contains(event.target) || event.target.matches("textarea, select, input:not([type=checkbox])");
  if (desk.dataset.keys !== "on" || event.ctrlKey || event.metaKey || event.altKey || inBox) return;
  const key = event.key.toLowerCase();
  const item = event.target.closest("[data-q]");
  if (key === "z") { event.preventDefault(); undo(); return; }
  if (!item) return;
  const to = { j: 1, k: -1 }[key];
  if (to) { event.preventDefault(); const all = items(); all[all.indexOf(item) + to]?.focus(); return; }
  const button = item.querySelector(`[data-key="${CSS.escape(key)}"]`);
  if (button) { event.preventDefault(); button.click(); }
});

const keys = document.querySelector("[data-keys-form]");
desk.dataset.keys = "keysWanted" in desk.dataset ? "on" : "off";
document.querySelector("[data-keys-box]").hidden = false;
keys.addEventListener("change", async () => {
  const on = keys.elements.bat.checked;
  desk.dataset.keys = on ? "on" : "off";
  const answer = await send(keys, new FormData(keys));
  if (answer) say(on ? "Đã bật phím tắt." : "Đã tắt phím tắt.", false);
});

/* --- many at once --- */
const many = document.getElementById("nhieu");
const chosen = () => [...desk.querySelectorAll("[name=chon]")];
const all = many?.querySelector("[data-all] input");
const tell = () => {
  if (!many) return;
  const on = chosen().filter((box) => box.checked).length;
  many.querySelector("[data-chosen]").textContent = on;
  all.checked = on > 0 && on === chosen().length;
};

if (many) {
  many.querySelector("[data-all]").hidden = false;
  many.querySelector("[data-chosen-words]").hidden = false;
  all.addEventListener("change", () => { for (const box of chosen()) box.checked = all.checked; tell(); });
  desk.addEventListener("change", tell);
  window.addEventListener("pageshow", tell);
}

ready();
writing = aside.querySelector("form[data-step]") && items().find((one) => one.dataset.q === new URLSearchParams(location.search).get("so")) || null;
if (sessionStorage.getItem("ban-phan-hoi")) {
  sessionStorage.removeItem("ban-phan-hoi");
  (items()[0] ?? empty).focus();
}
