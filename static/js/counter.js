/* Characters left or too many; spoken when few are left and the typing rests. */
const live = document.getElementById("live");
let timer;
for (const field of document.querySelectorAll("[data-left]")) {
  const words = document.getElementById(field.dataset.left);
  const say = () => {
    const left = field.dataset.most - [...field.value.normalize()].length;
    words.textContent = `${left < 0 ? "Quá" : "Còn"} ${Math.abs(left).toLocaleString("vi")} ký tự`;
    words.classList.toggle("errmsg", left < 0);
    clearTimeout(timer);
    if (left < 100) timer = setTimeout(() => { live.textContent = words.textContent; }, 1000);
  };
  field.addEventListener("input", say);
  say();
}
