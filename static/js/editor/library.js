// Pictures of the library: what is known of them by id, and the dialog in which one is chosen or uploaded.
import { announce, make, newId, openDialog } from "./build.js";

const known = new Map();

export const remember = (image) => {
  known.set(Number(image.id), image);
  return image;
};

export const picture = (id) => known.get(Number(id));

// The pictures that a text names, in one question to the server.
export const load = async (address, ids) => {
  const missing = [...new Set(ids.map(Number))].filter((id) => id && !known.has(id));
  if (!missing.length) return;
  const question = new URLSearchParams(missing.map((id) => ["id", id]));
  const answer = await fetch(`${address}?${question}`, { headers: { Accept: "application/json" } }).catch(() => null);
  if (!answer || !answer.ok) return;
  for (const image of (await answer.json()).images) remember(image);
};

const words = async (answer) => {
  try {
    return (await answer.json()).message || "";
  } catch {
    return "";
  }
};

// Resolves to the chosen picture, or to null.
export const choose = ({ picker, upload, token, title = "Chọn ảnh" }) =>
  new Promise((resolve) => {
    let chosen = null;
    let page = 1;
    const list = make("ul", { className: "pick-grid", role: "list" });
    const status = make("p", { className: "hint", role: "status" });
    const problem = make("p", { className: "errmsg", role: "alert" });
    const more = make("button", { type: "button", className: "btn mt2", textContent: "Xem thêm ảnh", hidden: true });
    const searchId = newId("tim-anh");
    const fileId = newId("tep-anh");
    const search = make("input", { id: searchId, type: "search", className: "inp", autocomplete: "off" });
    const file = make("input", { id: fileId, type: "file", className: "inp", accept: "image/jpeg,image/png,image/webp,image/gif" });
    const body = make("div", {},
      make("div", { className: "grid g2" },
        make("div", { className: "field" }, make("label", { htmlFor: searchId, textContent: "Tìm trong thư viện" }), search),
        make("div", { className: "field" }, make("label", { htmlFor: fileId, textContent: "Hoặc tải một ảnh lên" }), file),
      ),
      problem, status, list, more,
    );
    const take = (image, dialog) => {
      chosen = remember(image);
      dialog.close();
    };
    const show = (image, dialog) => {
      const name = image.caption || image.alt || image.name;
      list.append(
        make("li", {},
          make("button", { type: "button", className: "pickb", onclick: () => take(image, dialog) },
            make("img", { src: image.thumb, alt: image.alt || "", width: 160, height: 120, loading: "lazy" }),
            make("span", { textContent: name }),
          ),
        ),
      );
    };
    let asked = 0;
    const fill = async (dialog, fresh) => {
      const turn = (asked += 1);
      if (fresh) page = 1;
      const question = new URLSearchParams({ q: search.value, page });
      const answer = await fetch(`${picker}?${question}`, { headers: { Accept: "application/json" } }).catch(() => null);
      if (turn !== asked) return;
      if (!answer || !answer.ok || answer.redirected) {
        problem.textContent = (answer && !answer.redirected && (await words(answer))) || "Không mở được thư viện. Kiểm tra mạng hoặc đăng nhập lại.";
        return;
      }
      const found = await answer.json();
      if (fresh) list.replaceChildren();
      found.images.forEach((image) => show(image, dialog));
      more.hidden = found.page >= found.pages;
      status.textContent = found.count ? `${found.count} ảnh, mới nhất trước` : "Không có ảnh nào khớp. Thử chữ khác, hoặc tải ảnh lên.";
    };
    const dialog = openDialog({
      title,
      body,
      wide: true,
      buttons: (box) => [make("button", { type: "button", className: "btn", textContent: "Thôi", onclick: () => box.close() })],
      closed: () => resolve(chosen),
    });
    let wait;
    search.addEventListener("input", () => { clearTimeout(wait); wait = setTimeout(() => fill(dialog, true), 250); });
    search.addEventListener("keydown", (event) => { if (event.key === "Enter") { event.preventDefault(); fill(dialog, true); } });
    more.addEventListener("click", async () => {
      page += 1;
      const before = list.children.length;
      await fill(dialog, false);
      list.children[before]?.querySelector("button").focus();
    });
    file.addEventListener("change", async () => {
      if (!file.files.length) return;
      problem.textContent = "";
      status.textContent = "Đang tải ảnh lên…";
      const data = new FormData();
      data.append("file", file.files[0]);
      data.append("csrfmiddlewaretoken", token());
      const answer = await fetch(upload, { method: "POST", body: data }).catch(() => null);
      if (answer && answer.ok && !answer.redirected) {
        const image = await answer.json();
        if (image.same) announce("Ảnh này đã có trong thư viện, dùng ảnh có sẵn.");
        take(image, dialog);
        return;
      }
      status.textContent = "";
      problem.textContent = (answer && (await words(answer))) || "Chưa tải được ảnh. Kiểm tra mạng rồi chọn lại.";
      file.value = "";
      file.focus();
    });
    fill(dialog, true);
    search.focus();
  });
