// CKEditor 4 (KHOI_EDITOR=ckeditor) on our page: every change reaches the textarea at once, so that saving by itself sees it.
const bridge = (editor) => {
  const textarea = editor.element.$;
  editor.on("change", () => {
    editor.updateElement();
    textarea.dispatchEvent(new Event("input", { bubbles: true }));
  });
  textarea.addEventListener("khoi:insert", (event) => editor.insertText(event.detail));
  textarea.addEventListener("khoi:write", (event) => editor.setData(event.detail));
};

if (window.CKEDITOR) {
  Object.values(window.CKEDITOR.instances).forEach(bridge);
  window.CKEDITOR.on("instanceCreated", ({ editor }) => editor.on("instanceReady", () => bridge(editor)));
}
