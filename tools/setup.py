"""Makes the virtual environment and installs a lock into it, with words for what can go wrong. Standard library only."""

import hashlib
import re
import shutil
import subprocess
import sys
from pathlib import Path

OLDEST = (3, 11)
STAMP = "installed"


def say(text: str) -> None:
    """To whoever sits at the terminal."""
    print(text, flush=True)


def stop(text: str) -> None:
    """End with words, not with a traceback."""
    say(f"✗ {text}")
    raise SystemExit(1)


def digest(lock: Path) -> str:
    """A lock by its content."""
    return hashlib.sha256(lock.read_bytes()).hexdigest()


def home_of(folder: Path) -> str:
    """What a virtual environment is tied to: its place, and the Python it was made by."""
    return f"{folder.resolve()} {sys.version.split()[0]}"


def stamped(folder: Path) -> list[str]:
    """The lines of the stamp, none where an installation broke half-way, was moved, or lost its Python."""
    stamp = folder / STAMP
    lines = stamp.read_text().splitlines() if stamp.exists() else []
    return lines if lines[:1] == [home_of(folder)] and (folder / "bin" / "python").exists() else []


def make_environment(folder: Path) -> None:
    """An empty virtual environment; what a broken run left is cleared away first."""
    say("· Tạo môi trường Python…")
    shutil.rmtree(folder, ignore_errors=True)
    made = subprocess.run([sys.executable, "-m", "venv", str(folder)], capture_output=True, text=True)
    if made.returncode:
        shutil.rmtree(folder, ignore_errors=True)
        if "ensurepip" in made.stdout + made.stderr:
            stop("Máy thiếu gói venv. Cài bằng: sudo apt-get install python3-venv")
        stop(f"Không tạo được môi trường Python: {made.stderr.strip()[-300:]}")


def install(python: Path, lock: Path) -> None:
    """The lock, counted aloud. What pip says of its own is shown only where it fails."""
    total = len(re.findall(r"^[\w.-]+==", lock.read_text(), re.MULTILINE))
    say(f"· Cài {total} thư viện trong {lock} (lần đầu mất một hai phút)…")
    command = [
        str(python), "-m", "pip", "install", "--require-hashes", "--progress-bar", "off", "--no-input", "--retries", "2",
        "--disable-pip-version-check", "-r", str(lock),
    ]  # fmt: skip
    complaints = []
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True) as pip:
        seen = 0
        for line in pip.stdout:
            if line.startswith("Collecting "):
                seen += 1
                progress(f"  {min(seen, total)}/{total} {line.split()[1].split('==')[0]}")
            elif line.startswith("Installing "):
                progress("  đang ghi vào máy…")
            elif line.startswith("ERROR"):
                complaints.append(line.strip())
        progress("")
    if pip.returncode:
        for line in complaints[-3:]:
            say(f"  {line[:300]}")
        stop("Chưa cài được thư viện. Nếu máy không có mạng, nối mạng rồi chạy lại; nếu đĩa đầy, dọn bớt rồi chạy lại.")


def progress(text: str) -> None:
    """One line that is written over, at a terminal only."""
    if sys.stdout.isatty():
        print(f"\r\033[K{text}", end="", flush=True)


def main(folder: Path, lock: Path) -> None:
    """Make what is missing; a second time this takes no time and no network. The stamp is written last."""
    if sys.version_info < OLDEST:
        stop(f"Cần Python {OLDEST[0]}.{OLDEST[1]} trở lên, máy này có {sys.version.split()[0]}.")
    before = stamped(folder)
    if digest(lock) in before:
        return
    if not before:
        make_environment(folder)
    (folder / STAMP).unlink(missing_ok=True)
    install(folder / "bin" / "python", lock)
    locks = [lock]
    if lock.name == "dev.txt":
        locks.append(lock.with_name("runtime.txt"))
    (folder / STAMP).write_text("\n".join([home_of(folder), *map(digest, locks)]) + "\n")
    say("· Đã cài xong.")


if __name__ == "__main__":
    try:
        main(Path(sys.argv[1]), Path(sys.argv[2]))
    except KeyboardInterrupt:
        say("\n· Đã dừng giữa chừng. Chạy lại lệnh vừa rồi sẽ làm tiếp.")
        raise SystemExit(130) from None
    except OSError as problem:
        stop(f"Không ghi được vào {problem.filename}: {problem.strerror}.")
