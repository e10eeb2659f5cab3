"""The checkers that look at the portal from outside, fetched into var/outside: what is missing is said with the line that gets it."""

import shutil
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
KEPT = HERE.parent.parent / "var" / "outside"


def need(program: str, package: str) -> str:
    """A program of the machine."""
    found = shutil.which(program)
    if not found:
        raise SystemExit(f"✗ Máy này không có {program}. Cài bằng: sudo apt-get install {package}")
    return found


def from_npm(name: str) -> Path:
    """The folder of a package for Node."""
    folder = KEPT / "node"
    _installed(
        folder,
        HERE / "package.json",
        [need("npm", "npm"), "install", "--no-audit", "--no-fund", "--prefix", str(folder)],
    )
    return folder / "node_modules" / name


def python() -> Path:
    """An interpreter that has the independent readers, and nothing of ours."""
    folder = KEPT / "python"
    wanted = HERE / "requirements.txt"
    interpreter = folder / "bin" / "python"
    if not interpreter.exists():
        subprocess.run([sys.executable, "-m", "venv", str(folder)], check=True)
    _installed(folder, wanted, [str(interpreter), "-m", "pip", "install", "--quiet", "-r", str(wanted)])
    return interpreter


def _installed(folder: Path, wanted: Path, command: list[str]) -> None:
    """Run the command where what is wanted isn't there yet, or was another."""
    kept = folder / wanted.name
    if kept.exists() and kept.read_text() == wanted.read_text() and (folder / "installed").exists():
        return
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "installed").unlink(missing_ok=True)
    shutil.copyfile(wanted, kept)
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True)
    if done.returncode:
        raise SystemExit(f"✗ Không tải được công cụ kiểm tra (cần mạng):\n{done.stderr[-1500:]}")
    (folder / "installed").touch()
