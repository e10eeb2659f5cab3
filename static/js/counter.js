/* Characters left in a field: data-left names the element that says it. */
for (const field of document.querySelectorAll("[data-left]")) {
  const words = document.getElementById(field.dataset.left);
  const say = () => { words.textContent = `Còn ${field.maxLength - field.value.length} ký tự`; };
  field.addEventListener("input", say);
  say();
}
