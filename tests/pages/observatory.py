"""Mozilla's Observatory by its published rules (MDN HTTP Observatory, "Tests and scoring"), as a table of our own.

A page begins with 100. What is missing costs; bonuses count only for whoever has 90 without them. Being on the browsers' preload
list (5 more) is nothing an answer can show, so it is not counted here.
"""

import re

BASE, ENOUGH_FOR_BONUSES = 100, 90
POINTS = {
    "csp: default-src 'none', nothing unsafe": 10, "csp: nothing unsafe": 5, "csp: unsafe styles": 0, "csp: unsafe scripts": -20,
    "csp: missing": -25,
    "cookies: all secure, HttpOnly, SameSite": 5, "cookies: none": 0, "cookies: a session unprotected": -40, "cookies: not SameSite": -20,
    "cors: closed": 0, "cors: open with credentials": -50,
    "redirection: to https on the same host": 0, "redirection: missing": -20,
    "referrer: private": 5, "referrer: missing": 0, "referrer: unsafe": -5,
    "hsts: at least six months": 0, "hsts: shorter": -10, "hsts: missing": -20,
    "sri: on our own scripts": 5, "sri: scripts of our own": 0, "sri: no script": 0, "sri: somebody else's script": -50,
    "nosniff": 0, "nosniff: missing": -5,
    "frames: by csp": 5, "frames: by x-frame-options": 0, "frames: missing": -20,
    "corp: same origin": 10, "corp: missing": 0,
}  # fmt: skip
# 100, and what the portal's answers earn: the policy 10, the referrer 5, frames by policy 5, the same origin 10.
HIGHEST = 130
PRIVATE = {"no-referrer", "same-origin", "strict-origin", "strict-origin-when-cross-origin"}
BROAD = {"*", "http:", "https:", "ftp:", "data:", "'unsafe-inline'", "'unsafe-eval'"}
HALF_A_YEAR = 15_768_000


def policy_of(text: str) -> dict[str, set[str]]:
    """A Content-Security-Policy as directives with their sources."""
    parts = (one.split() for one in text.lower().split(";") if one.strip())
    return {name: set(sources) for name, *sources in parts}


def judged(
    headers: dict[str, str], *, cookies: list[str] = (), html: str = "", moved_to: str = "https://"
) -> list[str]:
    """The lines of the table that fit an answer. `cookies` are Set-Cookie lines, `moved_to` is where plain HTTP leads."""
    policy = policy_of(headers.get("content-security-policy", ""))
    return [
        _csp(policy), _cookies(cookies), _cors(headers), _referrer(headers), _hsts(headers), _scripts(html),
        "redirection: to https on the same host" if moved_to.startswith("https://") else "redirection: missing",
        "nosniff" if headers.get("x-content-type-options") == "nosniff" else "nosniff: missing",
        _frames(policy, headers),
        "corp: same origin" if headers.get("cross-origin-resource-policy") in ("same-origin", "same-site") else "corp: missing",
    ]  # fmt: skip


def score(lines: list[str]) -> int:
    """All of it together."""
    without = BASE + sum(POINTS[line] for line in lines if POINTS[line] < 0)
    bonuses = sum(POINTS[line] for line in lines if POINTS[line] > 0)
    return max(0, without + (bonuses if without >= ENOUGH_FOR_BONUSES else 0))


def _csp(policy: dict[str, set[str]]) -> str:
    if not policy:
        return "csp: missing"
    default = policy.get("default-src", {"*"})
    if BROAD & (policy.get("script-src", default) | policy.get("object-src", default)):
        return "csp: unsafe scripts"
    if BROAD & policy.get("style-src", default):
        return "csp: unsafe styles"
    return "csp: default-src 'none', nothing unsafe" if default == {"'none'"} else "csp: nothing unsafe"


def _cookies(cookies: list[str]) -> str:
    if not cookies:
        return "cookies: none"
    said = [one.lower() for one in cookies]
    if not all("; secure" in one and "; httponly" in one for one in said):
        return "cookies: a session unprotected"
    fine = all(re.search(r"; samesite=(?:lax|strict)", one) for one in said)
    return "cookies: all secure, HttpOnly, SameSite" if fine else "cookies: not SameSite"


def _cors(headers: dict[str, str]) -> str:
    return "cors: open with credentials" if "access-control-allow-credentials" in headers else "cors: closed"


def _referrer(headers: dict[str, str]) -> str:
    said = headers.get("referrer-policy")
    return "referrer: missing" if said is None else "referrer: private" if said in PRIVATE else "referrer: unsafe"


def _hsts(headers: dict[str, str]) -> str:
    found = re.search(r"max-age=(\d+)", headers.get("strict-transport-security", ""))
    if not found:
        return "hsts: missing"
    return "hsts: at least six months" if int(found[1]) >= HALF_A_YEAR else "hsts: shorter"


def _scripts(html: str) -> str:
    scripts = re.findall(r"<script[^>]*\ssrc=[\"']([^\"']+)[\"'][^>]*>", html)
    if not scripts:
        return "sri: no script"
    if any(one.startswith(("http:", "https:", "//")) for one in scripts):
        return "sri: somebody else's script"
    return "sri: on our own scripts" if "integrity=" in html else "sri: scripts of our own"


def _frames(policy: dict[str, set[str]], headers: dict[str, str]) -> str:
    if policy.get("frame-ancestors") == {"'none'"}:
        return "frames: by csp"
    return (
        "frames: by x-frame-options" if headers.get("x-frame-options") in ("DENY", "SAMEORIGIN") else "frames: missing"
    )
