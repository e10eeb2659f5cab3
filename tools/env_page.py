"""Writes docs/van-hanh/bien-moi-truong.md from the table of environment variables."""

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from khoi_portal import env  # noqa: E402 - the path comes first

PAGE = ROOT / "docs" / "van-hanh" / "bien-moi-truong.md"

if __name__ == "__main__":
    PAGE.write_text(env.as_markdown())
