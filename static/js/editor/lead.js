// The lead picture of a piece: chosen in the library's dialog, kept as a number in the form's own field.
import { make } from "./build.js";
import { choose, load, picture, remember } from "./library.js";

const startLead = (box) => {
  const field = box.querySelector("input[name=lead_image]");
  const buttons = box.querySelector("[data-lead-buttons]");
  if (!buttons || !field) return;
  const shown = box.querySelector("[data-lead-shown]");
  const drop = box.querySelector("[data-drop-lead]");
  const caption = box.querySelector("[name=lead_caption]");
  field.closest(".field").hidden = !field.closest(".field--bad");
  buttons.hidden = false;
  const show = () => {
    const image = picture(field.value);
    if (image) shown.replaceChildren(make("img", { src: image.thumb, alt: image.alt || image.name, width: 160, height: 120 }));
    else if (!field.value) shown.replaceChildren();
    drop.hidden = !field.value;
    if (caption && image) caption.placeholder = image.caption ? `Như trong thư viện: ${image.caption}` : "";
  };
  const changed = () => { show(); field.dispatchEvent(new Event("input", { bubbles: true })); };
  box.querySelector("[data-choose-lead]").addEventListener("click", async () => {
    const { picker, upload } = field.dataset;
    const token = () => field.form.querySelector("[name=csrfmiddlewaretoken]").value;
    const image = await choose({ picker, upload, token, title: "Chọn ảnh đầu bài" });
    if (image) { field.value = remember(image).id; changed(); }
  });
  drop.addEventListener("click", () => { field.value = ""; changed(); box.querySelector("[data-choose-lead]").focus(); });
  load(field.dataset.picker, [field.value]).then(show);
};

document.querySelectorAll("[data-lead]").forEach(startLead);
