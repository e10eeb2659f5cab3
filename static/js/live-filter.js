// A list that narrows while one types: the form's own question, answered by the server. `data-live` names the parts.
for (const form of document.querySelectorAll("[data-live]")) {
  const box = form.elements.q;
  let timer;
  const ask = async () => {
    const words = box.value.trim();
    const asked = new URLSearchParams([...new FormData(form)].filter(([, value]) => value.trim()));
    const address = location.pathname + (`${asked}` && `?${asked}`);
    const answer = await fetch(address).catch(() => 0);
    if (!answer.ok || words !== box.value.trim()) return;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    for (const id of form.dataset.live.split(" ")) document.getElementById(id).replaceChildren(...page.getElementById(id).childNodes);
    history.replaceState(null, "", address);
  };
  box.addEventListener("input", () => { clearTimeout(timer); timer = setTimeout(ask, 250); });
}
