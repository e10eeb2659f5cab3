/* "Nghe bài": offered only where the device has a Vietnamese voice. */
const synth = window.speechSynthesis;
for (const button of synth ? document.querySelectorAll("[data-listen]") : []) {
  const label = button.querySelector("span");
  let voice, reading;
  const look = () => {
    voice = synth.getVoices().find((v) => /^vi\b/i.test(v.lang.replace("_", "-")));
    button.hidden = !voice;
  };
  const show = (on) => {
    reading = on;
    button.setAttribute("aria-pressed", on);
    label.textContent = on ? "Dừng nghe" : "Nghe bài";
  };
  button.addEventListener("click", () => {
    synth.cancel();
    if (reading) return show(false);
    /* One utterance a paragraph: Chromium goes silent in the middle of long ones. */
    const parts = [...document.querySelectorAll(".arthead h1,.sapo,.prose>p,.prose>h2,.prose>h3,.prose li,.prose blockquote p")].map((part) => part.textContent);
    parts.forEach((text, i) => {
      const words = new SpeechSynthesisUtterance(text);
      words.voice = voice;
      words.lang = "vi-VN";
      if (i === parts.length - 1) words.onend = () => show(false);
      synth.speak(words);
    });
    show(true);
  });
  window.addEventListener("pagehide", () => synth.cancel());
  synth.addEventListener?.("voiceschanged", look);
  look();
}
