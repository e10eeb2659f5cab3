"""Our drawings for buttons and menus: name to outline, in a box of 24, drawn with a line and no filling."""


def _ring(x: float, y: float, r: float) -> str:
    # Written as tightly as a path allows: icons stand in every page.
    return f"M{x - r:g} {y:g}a{r:g} {r:g} 0 10{2 * r:g} 0 {r:g} {r:g} 0 10{-2 * r:g} 0"


ICONS = {
    "search": _ring(11, 11, 7) + "M16.5 16.5L21 21",
    "menu": "M4 7h16M4 12h16M4 17h16",
    "listen": "M4 10v4h4l5 4V6L8 10zM16 9a4 4 0 0 1 0 6M18.5 6.5a8 8 0 0 1 0 11",
    "share": _ring(6, 12, 2.5) + _ring(18, 6, 2.5) + _ring(18, 18, 2.5) + "M8.2 10.9l7.6-3.8M8.2 13.1l7.6 3.8",
    "link": "M10 14a4 4 0 0 0 6 0l3-3a4 4 0 0 0-6-6l-1 1M14 10a4 4 0 0 0-6 0l-3 3a4 4 0 0 0 6 6l1-1",
    "mail": "M3 6h18v12H3zM3 7l9 7 9-7",
    "print": "M7 9V3h10v6M7 17H4v-7h16v7h-3M7 14h10v7H7z",
    "write": "M4 20h4L19 9l-4-4L4 16zM13 7l4 4",
    "import": "M12 4v11M7 11l5 5 5-5M4 20h16",
    "home": "M4 11l8-7 8 7v9h-5v-6H9v6H4z",
    "download": "M12 4v11M7 11l5 5 5-5M4 20h16",
    "calendar": "M4 6h16v14H4zM4 10h16M8 3v4M16 3v4",
    "picture": "M3 7h4l2-3h6l2 3h4v13H3z" + _ring(12, 13, 4),
    "comment": "M4 5h16v11H9l-5 4z",
    "document": "M6 3h8l4 4v14H6zM14 3v5h4",
    "people": _ring(9, 8, 3.5) + "M2.5 20a6.5 6.5 0 0 1 13 0M16 5a3.5 3.5 0 0 1 0 6.5M18 14a6 6 0 0 1 3.5 6",
    "clock": _ring(12, 12, 9) + "M12 7v5l3 2",
    "help": _ring(12, 12, 9) + "M9.5 9.5a2.5 2.5 0 1 1 3.5 2.3c-.7.4-1 .8-1 1.7M12 17h.01",
    "folder": "M3 6h6l2 2h10v11H3z",
    "exit": "M10 4H4v16h6M10 12h11M17 8l4 4-4 4",
}
