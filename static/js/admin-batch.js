/* A sheet that is worked on in the background: its page is asked again every two seconds until it is done. Without script a link does it. */
const busy = document.querySelector("[data-busy]");
const ask = async () => {
  const answer = await fetch(location.href).catch(() => null);
  if (!answer?.ok) return setTimeout(ask, 4000);
  const fresh = new DOMParser().parseFromString(await answer.text(), "text/html").querySelector("[data-busy]");
  if (!fresh) return location.reload();
  busy.querySelector("p").replaceChildren(...fresh.querySelector("p").childNodes);
  busy.querySelector("progress").replaceWith(fresh.querySelector("progress"));
  return setTimeout(ask, 2000);
};
if (busy) setTimeout(ask, 2000);
