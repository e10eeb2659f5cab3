// The pictures of a gallery: sent up many at once, chosen in the library's dialog, put in order by buttons.
// Without script the same boxes and buttons save the draft.
import { make } from "./build.js";
import { choose, remember } from "./library.js";

const box = document.querySelector("[data-photos]");
const blank = box?.querySelector("[data-photo-row]");

if (blank) {
  const name = box.dataset.photos;
  const { picker, upload } = box.dataset;
  const list = box.querySelector("[data-photo-list]");
  const files = box.querySelector("[type=file]");
  const progress = box.querySelector("[data-photo-progress]");
  const status = box.querySelector("[data-photo-status]");
  const form = box.closest("form");
  const token = () => form.querySelector("[name=csrfmiddlewaretoken]").value;

  const changed = () => {
    [...list.children].forEach((row, at) => {
      row.querySelector("[data-photo-place]").textContent = at + 1;
      row.querySelector(`[name^="${name}_thu_tu_"]`).value = at + 1;
      for (const button of row.querySelectorAll(`[name="${name}_chuyen"]`)) {
        button.setAttribute("aria-label", button.getAttribute("aria-label").replace(/\d+/, at + 1));
      }
    });
    box.querySelector("[data-photo-count]").textContent = `(${list.children.length})`;
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
    Object.assign(row.querySelector("img"), { src: image.thumb, alt: image.alt || image.name });
    row.querySelector("[data-photo-name]").textContent = image.name;
    for (const [part, words] of [["caption", image.caption], ["alt", image.alt], ["credit", image.credit]]) {
      row.querySelector(`[name="${name}_${part}_${image.id}"]`).placeholder = words || "";
    }
    list.append(row);
    changed();
    return row;
  };

  const send = (file) =>
    new Promise((resolve) => {
      const state = make("span", { className: "pill", textContent: "0 %" });
      const line = make("li", { className: "row" }, make("b", { textContent: file.name }), state);
      progress.append(line);
      const request = new XMLHttpRequest();
      const data = new FormData();
      data.append("file", file);
      const say = (tone, label, words) => {
        state.className = `pill pill--${tone}`;
        state.textContent = label;
        if (words) line.append(" ", words);
        resolve(tone !== "bad");
      };
      request.upload.addEventListener("progress", (event) => {
        if (event.lengthComputable) state.textContent = `${Math.round((event.loaded / event.total) * 100)} %`;
      });
      request.addEventListener("load", () => {
        let answer = {};
        try {
          answer = JSON.parse(request.responseText);
        } catch {
          answer = { message: "Máy chủ chưa nhận được ảnh. Hãy tải lại trang rồi thử lại." };
        }
        if (request.status !== 200 && request.status !== 201) return say("bad", "Chưa nhận", answer.message);
        const twice = list.querySelector(`[data-photo="${answer.id}"]`);
        add(answer);
        if (twice) return say("warn", "Trùng", "Ảnh này đã có trong bộ.");
        return answer.same ? say("warn", "Trùng", "Đã có trong thư viện, dùng ảnh có sẵn.") : say("ok", "Đã nhận");
      });
      request.addEventListener("error", () => say("bad", "Chưa nhận", "Mất mạng. Hãy chọn lại ảnh này khi có mạng."));
      request.open("POST", upload);
      request.setRequestHeader("X-CSRFToken", token());
      request.send(data);
    });

  files.addEventListener("change", async () => {
    const chosen = [...files.files];
    files.value = "";
    let done = 0;
    let taken = 0;
    const waiting = chosen.values();
    const worker = async () => {
      for (const file of waiting) {
        const received = await send(file);
        taken += received ? 1 : 0;
        done += 1;
        status.textContent = done < chosen.length ? `Đang tải lên: ${done} trên ${chosen.length} ảnh` : `Đã nhận ${taken} trên ${chosen.length} ảnh.`;
      }
    };
    await Promise.all([worker(), worker()]);
  });

  list.addEventListener("click", (event) => {
    const button = event.target.closest(`[name="${name}_chuyen"]`);
    if (!button) return;
    event.preventDefault();
    const row = button.closest("li");
    if (button.value.endsWith(":len")) row.previousElementSibling?.before(row);
    else row.nextElementSibling?.after(row);
    changed();
    button.focus();
  });

  const button = box.querySelector("[data-choose-photo]");
  button.hidden = false;
  box.querySelector("[data-photo-by-name]").hidden = true;
  button.addEventListener("click", async () => {
    const image = await choose({ picker, upload, token, title: "Chọn ảnh cho bộ" });
    if (image) add(image).focus();
  });
}
