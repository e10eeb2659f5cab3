"""Is it fit to be deployed: Django's deployment checks as on a real server, migrations complete, translations complete."""

import os
import subprocess
import sys

DEPLOYED = {
    "KHOI_DEBUG": "",
    "KHOI_HTTPS": "true",
    "KHOI_HOSTS": "vidu.vn",
    "KHOI_SITE_URL": "https://vidu.vn",
    "KHOI_SECRET_KEY": "kiem-tra-trien-khai-0123456789-ABCDEFGHIJKLMNOPQRSTUVWXYZ-abcdef",
}
STEPS = [
    ["manage.py", "check", "--deploy", "--fail-level", "WARNING"],
    ["manage.py", "makemigrations", "--check", "--dry-run"],
    ["-m", "pytest", "-q", "tests/architecture/test_translations.py"],
]


def main() -> int:
    """Every step, the first failure decides."""
    for step in STEPS:
        print("·", " ".join(step), flush=True)
        code = subprocess.run([sys.executable, *step], env={**os.environ, **DEPLOYED}).returncode
        if code:
            return code
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
