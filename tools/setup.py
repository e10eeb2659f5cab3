"""Makes the virtual environment and installs a lock into it, with words for what can go wrong. Standard library only."""

import hashlib
import shutil
import subprocess
import sys
from pathlib import Path

OLDEST = (3, 11)


def say(text: str) -> None:
    """To whoever sits at the terminal."""
    print(text, flush=True)


def stop(text: str) -> None:
    """End with words, not with a traceback."""
    say(f"✗ {text}")
    raise SystemExit(1)


def wanted_by(folder: Path, lock: Path) -> bool:
    """Whether the lock, or one that includes it, is what the environment was made from."""
    stamp = folder / "installed"
    if not stamp.exists():
        return True
    installed = stamp.read_text().split()
    return digest(lock) not in installed


def digest(lock: Path) -> str:
    """A lock by its content, and the Python it was installed for."""
    return hashlib.sha256(lock.read_bytes() + sys.version.encode()).hexdigest()


def main(folder: Path, lock: Path) -> None:
    """Make what is missing; a second time this takes no time. The stamp is written last: what broke half-way is done again."""
    if sys.version_info < OLDEST:
        stop(f"Cần Python {OLDEST[0]}.{OLDEST[1]} trở lên, máy này có {sys.version.split()[0]}.")
    if not wanted_by(folder, lock):
        return
    python = folder / "bin" / "python"
    if not (folder / "bin" / "pip").exists():
        say("· Tạo môi trường Python…")
        shutil.rmtree(folder, ignore_errors=True)
        made = subprocess.run([sys.executable, "-m", "venv", str(folder)], capture_output=True, text=True)
        if made.returncode:
            shutil.rmtree(folder, ignore_errors=True)
            if "ensurepip" in made.stdout + made.stderr:
                stop("Máy thiếu gói venv. Cài bằng: sudo apt-get install python3-venv")
            stop(f"Không tạo được môi trường Python: {made.stderr.strip()[-300:]}")
    say(f"· Cài các thư viện trong {lock} (lần đầu mất một hai phút)…")
    pip = [str(python), "-m", "pip", "install", "--require-hashes", "--progress-bar", "off", "-q", "-r", str(lock)]
    if subprocess.run(pip).returncode:
        stop("Chưa cài được thư viện. Xem dòng lỗi ở trên; nếu máy không có mạng, nối mạng rồi chạy lại.")
    locks = [lock]
    if lock.name == "dev.txt":
        locks.append(lock.with_name("runtime.txt"))
    (folder / "installed").write_text("\n".join(digest(one) for one in locks))
    say("· Đã cài xong.")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
