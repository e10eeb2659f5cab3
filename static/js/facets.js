/* Facets start closed on narrow screens, unless one is chosen. */
if (matchMedia("(max-width:59.99em)").matches) {
  for (const facet of document.querySelectorAll("details.facet:not([data-active])")) facet.open = false;
}
