// How many pieces are chosen, said while they are being chosen.
const form = document.querySelector("[data-bulk]");
const said = form?.querySelector("[data-chosen]");

if (said) {
  const tell = () => { said.textContent = form.querySelectorAll("[name=chon]:checked").length; };
  form.addEventListener("change", tell);
  window.addEventListener("pageshow", tell);
}
