// People of the register in the text: put in where the caret stands, or mended where a title does not fit the day.
import { announce } from "./editor/build.js";

const section = document.querySelector("[data-people]");
const body = document.querySelector("textarea[data-editor], textarea#id_body");

if (section && body) {
  for (const one of section.querySelectorAll("[data-mend], [data-insert-people]")) one.hidden = false;

  section.addEventListener("click", (event) => {
    const button = event.target.closest("[data-mend]");
    if (!button) return;
    const { mend, by } = button.dataset;
    const asked = new CustomEvent("khoi:mend", { detail: { from: mend, to: by }, cancelable: true });
    // Whoever mends it says so by preventing the default.
    if (body.dispatchEvent(asked)) { announce(`Không tìm thấy “${mend}” trong thân bài. Hãy sửa tay.`); return; }
    announce(`Đã sửa thành “${by}”.`);
    button.previousElementSibling.remove();
    button.remove();
  });

  section.addEventListener("change", (event) => {
    const words = event.target.closest("label")?.textContent;
    if (!words) return;
    event.stopPropagation();
    event.target.closest("li").remove();
    body.dispatchEvent(new CustomEvent("khoi:insert", { detail: words }));
    announce(`Đã chèn ${words}.`);
  });
}
