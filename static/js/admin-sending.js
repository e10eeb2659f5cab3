// Many files on their way up: each with its progress, its own answer in words and a way to stop; all of them counted together.
// A line that breaks waits for the network and goes on by itself; what was taken stays taken.

// While one is on its way the server works on another: two cores are kept busy, and a slow line is never idle.
const AT_ONCE = 3;

// start(files) sends; `tell({ total, finished, taken })` hears of every end, `received(answer)` of every file that was taken
// and says in words what is odd about it, if anything. `reminder` remembers what has not arrived for when the page is opened again.
export const sender = ({ address, token, list, tell, received, reminder }) => {
  const count = { total: 0, finished: 0, taken: 0 };

  const send = (file) =>
    new Promise((resolve) => {
      const item = document.createElement("li");
      const name = document.createElement("b");
      const state = document.createElement("span");
      item.className = "row";
      name.textContent = file.name;
      item.append(name, state);
      list.prepend(item);
      const say = (tone, label, words) => {
        state.className = `pill pill--${tone}`;
        state.textContent = label;
        if (words) item.append(" ", words);
      };
      const attempt = () => {
        const request = new XMLHttpRequest();
        const stop = document.createElement("button");
        const data = new FormData();
        data.append("file", file);
        stop.type = "button";
        stop.className = "btn";
        stop.textContent = "Dừng";
        stop.setAttribute("aria-label", `Dừng ${file.name}`);
        item.append(stop);
        const end = () => {
          stop.remove();
          count.finished += 1;
          tell({ ...count });
          resolve();
        };
        request.upload.addEventListener("progress", (event) => {
          if (!event.lengthComputable) return;
          const percent = `${Math.round((event.loaded / event.total) * 100)} %`;
          if (state.textContent !== percent) state.textContent = percent;
        });
        const again = (words) => {
          stop.remove();
          state.textContent = words;
          window.addEventListener("online", attempt, { once: true });
          if (navigator.onLine) window.setTimeout(() => window.dispatchEvent(new Event("online")), 5000);
        };
        request.addEventListener("load", () => {
          // The server is busy or just starting: what was refused for now is asked again, as after a broken line.
          if ([429, 503].includes(request.status)) return again("Máy chủ đang bận, tự tải tiếp.");
          let answer = null;
          try {
            answer = JSON.parse(request.responseText);
          } catch {
            // The log-in page, or a proxy's own words: this file has not arrived, and stays remembered.
            say("bad", "Chưa nhận", "Máy chủ chưa nhận được ảnh. Hãy tải lại trang rồi thử lại.");
            return end();
          }
          reminder.settled(file);
          if (request.status === 201 || request.status === 200) {
            count.taken += request.status === 201 ? 1 : 0;
            const odd = received(answer, request.status === 200);
            say(odd ? "warn" : "ok", odd ? "Trùng" : "Đã nhận", odd);
          } else {
            say("bad", "Chưa nhận", answer.message);
          }
          return end();
        });
        request.addEventListener("abort", () => {
          say("warn", "Đã dừng");
          reminder.settled(file);
          end();
        });
        request.addEventListener("error", () => again("Mất mạng, tự tải tiếp khi có lại."));
        stop.addEventListener("click", () => request.abort());
        request.open("POST", address);
        request.setRequestHeader("X-CSRFToken", token());
        request.send(data);
      };
      attempt();
    });

  return async (files) => {
    count.total += files.length;
    reminder.expect(files);
    tell({ ...count });
    const waiting = files.values();
    const worker = async () => {
      for (const file of waiting) await send(file);
    };
    await Promise.all(Array.from({ length: AT_ONCE }, worker));
  };
};
