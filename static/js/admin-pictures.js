// Many pictures at once: each file goes up by itself, with its own progress and its own answer in words.
const form = document.querySelector("[data-uploads]");

if (form) {
  const box = form.querySelector("[data-progress]");
  const title = form.querySelector("[data-progress-title]");
  const bar = form.querySelector("[data-progress-bar]");
  const list = form.querySelector("[data-progress-list]");
  const done = form.querySelector("[data-progress-done]");
  const live = document.querySelector("#live");
  const token = form.querySelector("[name=csrfmiddlewaretoken]").value;
  let total = 0;
  let finished = 0;

  const tell = () => {
    title.textContent = finished < total ? `Đang tải lên: ${finished} trên ${total} ảnh` : `Đã xong ${total} ảnh`;
    bar.max = total;
    bar.value = finished;
    if (finished === total) {
      done.hidden = false;
      if (live) live.textContent = title.textContent;
    }
  };

  const row = (file) => {
    const item = document.createElement("li");
    item.className = "row";
    const name = document.createElement("b");
    name.textContent = file.name;
    const state = document.createElement("span");
    item.append(name, state);
    list.append(item);
    return { item, state };
  };

  const say = ({ item, state }, tone, label, words) => {
    state.className = `pill pill--${tone}`;
    state.textContent = label;
    if (words) item.append(" ", words);
  };

  const send = (file) =>
    new Promise((resolve) => {
      const shown = row(file);
      const attempt = () => {
        const request = new XMLHttpRequest();
        const stop = document.createElement("button");
        const data = new FormData();
        data.append("file", file);
        stop.type = "button";
        stop.className = "btn";
        stop.textContent = "Dừng";
        stop.setAttribute("aria-label", `Dừng ${file.name}`);
        shown.item.append(stop);
        const end = () => {
          stop.remove();
          finished += 1;
          tell();
          resolve();
        };
        request.upload.addEventListener("progress", (event) => {
          if (event.lengthComputable) shown.state.textContent = `${Math.round((event.loaded / event.total) * 100)} %`;
        });
        request.addEventListener("load", () => {
          let answer = {};
          try {
            answer = JSON.parse(request.responseText);
          } catch {
            answer = { message: "Máy chủ chưa nhận được ảnh. Hãy tải lại trang rồi thử lại." };
          }
          if (request.status === 201) say(shown, "ok", "Đã nhận");
          else if (request.status === 200) say(shown, "warn", "Trùng", "Ảnh này đã có trong thư viện, không tải lần nữa.");
          else say(shown, "bad", "Chưa nhận", answer.message);
          end();
        });
        request.addEventListener("abort", () => {
          say(shown, "warn", "Đã dừng");
          end();
        });
        request.addEventListener("error", () => {
          stop.remove();
          shown.state.textContent = "Mất mạng, tự tải tiếp khi có lại.";
          window.addEventListener("online", attempt, { once: true });
          if (navigator.onLine) window.setTimeout(() => window.dispatchEvent(new Event("online")), 5000);
        });
        stop.addEventListener("click", () => request.abort());
        request.open("POST", form.dataset.uploads);
        request.setRequestHeader("X-CSRFToken", token);
        request.send(data);
      };
      attempt();
    });

  form.addEventListener("submit", async (event) => {
    const files = [...form.querySelector("[type=file]").files];
    if (!files.length) return;
    event.preventDefault();
    box.hidden = false;
    done.hidden = true;
    total += files.length;
    tell();
    form.querySelector("[type=file]").value = "";
    const waiting = files.values();
    const worker = async () => {
      for (const file of waiting) await send(file);
    };
    await Promise.all([worker(), worker()]);
  });
}
