"""CKEditor 4 behind KHOI_EDITOR=ckeditor: the owner's editor, with everything switched off that has cost others dearly."""

from __future__ import annotations

from importlib import import_module
from importlib.util import find_spec
from typing import Any

from csp.constants import UNSAFE_INLINE
from django import forms

# Each of these either asks another host, runs code, takes files past our one upload door, or lets raw HTML through.
REMOVED_PLUGINS = (
    "about", "scayt", "wsc", "iframe", "flash", "forms", "smiley", "filebrowser", "filetools", "uploadimage", "uploadwidget",
    "uploadfile", "exportpdf", "preview", "print", "newpage", "save", "templates", "pagebreak", "language", "image", "elementspath",
    "font", "colorbutton", "colordialog", "div", "sourcearea", "find", "magicline", "contextmenu", "tabletools", "tableselection",
    "liststyle",
)  # fmt: skip

CONFIG: dict[str, Any] = {
    "versionCheck": False,
    "language": "vi",
    "contentsLanguage": "vi",
    "fullPage": False,
    "customConfig": "",
    "stylesSet": False,
    "format_tags": "p;h2;h3",
    "removePlugins": ",".join(REMOVED_PLUGINS),
    "extraPlugins": "divarea",
    "toolbar": "Portal",
    "toolbar_Portal": [
        ["Bold", "Italic", "Underline", "Subscript", "Superscript"],
        ["Format", "NumberedList", "BulletedList", "Blockquote"],
        ["Link", "Unlink", "Table", "HorizontalRule"],
        ["Undo", "Redo"],
    ],
    # The same tags as publishing.sanitizing; everything else is taken out while it is typed or pasted.
    "allowedContent": (
        "p(credit); h2 h3 strong em u s sub sup cite blockquote hr br; a[href,id]; ul; ol[start]; li[id]; table caption thead "
        "tbody tfoot tr; th[colspan,rowspan,scope]; td[colspan,rowspan]; figure[data-image,data-alt,data-credit]; figcaption; "
        "aside(box); section(notes)"
    ),
    "disallowedContent": "script; *[on*]; *{*}",
    "forcePasteAsPlainText": False,
    "pasteFilter": "semantic-content",
    "width": "auto",
    "height": 420,
}


def is_installed() -> bool:
    """Whether the extra is there."""
    return find_spec("ckeditor") is not None


# What CKEditor needs and our policy forbids: handlers and styles in its own markup. Only pages where a text is edited get it.
POLICY = {"script-src": [UNSAFE_INLINE], "style-src": [UNSAFE_INLINE]}


def widget() -> forms.Widget:
    """The widget of the extra, with our configuration and nothing of its defaults: no file browser, no upload address."""

    class PortalCKEditor(import_module("ckeditor.widgets").CKEditorWidget):  # type: ignore[misc]
        """CKEditor that tells the page of every change, so that saving by itself sees it."""

        @property
        def media(self) -> forms.Media:
            """Its own scripts, then the bridge to our page."""
            ours = forms.Media(css={"all": ["editor.css"]}, js=[forms.Script("js/editor/ckeditor.js", type="module")])  # type: ignore[list-item]
            return super().media + ours

    made = PortalCKEditor(attrs={"data-ckeditor": ""})
    made.config = dict(CONFIG)
    return made
