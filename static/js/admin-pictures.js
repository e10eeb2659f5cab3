// The library: many pictures sent up at once.
import { sender } from "./admin-sending.js";
import { reminder } from "./admin-unsent.js";

const form = document.querySelector("[data-uploads]");

if (form) {
  const box = form.querySelector("[data-progress]");
  const title = form.querySelector("[data-progress-title]");
  const bar = form.querySelector("[data-progress-bar]");
  const done = form.querySelector("[data-progress-done]");
  const live = document.querySelector("#live");
  const token = form.querySelector("[name=csrfmiddlewaretoken]").value;

  form.addEventListener("khoi:dismissed", () => form.querySelector("[type=file]").focus());
  const start = sender({
    reminder: reminder(form.querySelector("[data-unsent]")),
    address: form.dataset.uploads,
    token: () => token,
    list: form.querySelector("[data-progress-list]"),
    tell: ({ total, finished }) => {
      title.textContent = finished < total ? `Đang tải lên: ${finished} trên ${total} ảnh` : `Đã xong ${total} ảnh`;
      bar.max = total;
      bar.value = finished;
      done.hidden = finished < total;
      if (live && finished === total) live.textContent = title.textContent;
    },
    received: (answer, same) => (same ? "Ảnh này đã có trong thư viện, không tải lần nữa." : ""),
  });

  form.addEventListener("submit", (event) => {
    const files = [...form.querySelector("[type=file]").files];
    if (!files.length) return;
    event.preventDefault();
    box.hidden = false;
    form.querySelector("[type=file]").value = "";
    start(files);
  });
}
