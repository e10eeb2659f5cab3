/* The menu on narrow screens: a link to the footer's list until this runs, then a disclosure. */
for (const link of document.querySelectorAll("[data-menu]")) {
  const nav = link.closest(".nav");
  const toggle = (event) => {
    event.preventDefault();
    link.setAttribute("aria-expanded", nav.classList.toggle("nav--open"));
  };
  link.setAttribute("role", "button");
  link.setAttribute("aria-expanded", "false");
  link.addEventListener("click", toggle);
  link.addEventListener("keydown", (event) => { if (event.key === " ") toggle(event); });
  nav.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !nav.classList.contains("nav--open")) return;
    toggle(event);
    link.focus();
  });
}
