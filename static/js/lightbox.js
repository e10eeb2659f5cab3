// The pictures of a gallery, large, in a dialog. Without script each link opens its file.
const links = [...document.querySelectorAll("a.ph")];
const box = document.querySelector("dialog.lb");

if (links.length && box) {
  const image = new Image();
  const words = box.querySelector("figcaption");
  const place = box.querySelector("[data-pos]");
  let at = 0;
  words.before(image);

  const show = (number) => {
    at = (number + links.length) % links.length;
    const link = links[at];
    image.src = link.href;
    image.alt = link.querySelector("img").alt;
    words.textContent = link.dataset.caption;
    place.textContent = `Ảnh ${at + 1} trên ${links.length}`;
  };

  links.forEach((link, number) => {
    link.addEventListener("click", (event) => {
      if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
      event.preventDefault();
      show(number);
      box.showModal();
    });
  });
  box.addEventListener("click", (event) => {
    const way = event.target.closest("[data-go]")?.dataset.go;
    if (way === "x") box.close();
    else if (way) show(at + Number(way));
  });
  box.addEventListener("keydown", ({ key }) => {
    if (key === "ArrowLeft") show(at - 1);
    if (key === "ArrowRight") show(at + 1);
  });
  box.addEventListener("close", () => links[at].focus());
}
