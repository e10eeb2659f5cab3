// The focal point: a click on the picture fills the two number fields, a mark shows where they point.
const figure = document.querySelector("[data-focal]");
const across = document.querySelector("#id_focal_x");
const down = document.querySelector("#id_focal_y");

if (figure && across && down) {
  const picture = figure.querySelector("img");
  const mark = document.createElement("span");
  mark.className = "focal__mark";
  mark.setAttribute("aria-hidden", "true");
  figure.append(mark);

  const show = () => {
    mark.style.setProperty("left", `${(across.value / 100) * picture.clientWidth}px`);
    mark.style.setProperty("top", `${(down.value / 100) * picture.clientHeight}px`);
  };
  const percent = (at, size) => Math.min(100, Math.max(0, Math.round((at / size) * 100)));

  figure.addEventListener("click", (event) => {
    // Ctrl, ⌘ and the middle button still open the large picture.
    if (event.ctrlKey || event.metaKey || event.detail === 0) return;
    event.preventDefault();
    const box = picture.getBoundingClientRect();
    across.value = percent(event.clientX - box.left, box.width);
    down.value = percent(event.clientY - box.top, box.height);
    show();
  });
  across.addEventListener("input", show);
  down.addEventListener("input", show);
  window.addEventListener("resize", show);
  if (picture.complete) show();
  else picture.addEventListener("load", show);
}
