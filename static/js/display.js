/* Text size and theme. A classic script in <head>: the choice stands before the first paint. The server reads and writes the same cookie. */
{
  const html = document.documentElement;
  const THEMES = ["auto", "light", "dark", "contrast"], SIZES = [100, 112, 125, 150, 200];
  let theme, size;

  const read = () => {
    const [, name, number] = /(?:^|; )hienthi=([a-z]+)-(\d+)(?:;|$)/.exec(document.cookie) ?? [];
    theme = THEMES.includes(name) ? name : "auto";
    size = SIZES.includes(+number) ? +number : 100;
  };
  const set = (name, value) => { if (value) html.setAttribute(name, value); else html.removeAttribute(name); };
  const apply = () => { set("data-theme", theme === "auto" ? "" : theme); set("data-size", size === 100 ? "" : size); };
  const each = (selector, act) => document.querySelectorAll(selector).forEach(act);
  const mark = () => {
    each("[data-set-theme]", (b) => b.setAttribute("aria-pressed", b.value === theme));
    each("[data-size-step]", (b) => b.setAttribute("aria-disabled", size === (+b.value < 0 ? 100 : 200)));
  };
  const choose = (words) => {
    apply();
    document.cookie = `hienthi=${theme}-${size}; path=/; max-age=31536000; samesite=lax${location.protocol === "https:" ? "; secure" : ""}`;
    mark();
    const live = document.getElementById("live");
    if (live) live.textContent = words;
  };

  read(); apply();
  /* A page that comes back from the browser's memory may hold an older choice. */
  addEventListener("pageshow", () => { read(); apply(); mark(); });
  document.addEventListener("DOMContentLoaded", () => {
    mark();
    each("[data-set-theme]", (b) => b.addEventListener("click", (e) => {
      e.preventDefault();
      theme = b.value === theme ? "auto" : b.value;
      choose(theme === "auto" ? "Giao diện theo máy" : `Giao diện: ${b.textContent}`);
    }));
    each("[data-size-step]", (b) => b.addEventListener("click", (e) => {
      e.preventDefault();
      size = SIZES[Math.max(0, Math.min(SIZES.length - 1, SIZES.indexOf(size) + +b.value))];
      choose(`Cỡ chữ ${size === 112 ? "112,5" : size} %`);
    }));
  });
}
