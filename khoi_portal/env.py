"""The table of environment variables: name, default and one line of help each. Settings read them here and nowhere else."""

import os
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

from environs import Env

_env = Env()


@dataclass(frozen=True)
class Variable:
    """One variable of the environment: how it is read, what holds without it, what an operator must know."""

    name: str
    kind: str
    default: Any
    help: str

    def read(self) -> Any:
        """The value from the environment, or the default. A value of the wrong kind raises environs.EnvError."""
        if os.environ.get(self.name, "") == "":
            return self.default
        return getattr(_env, self.kind)(self.name)


VARIABLES = [
    Variable(
        "DATABASE_URL",
        "str",
        "",
        "Cơ sở dữ liệu, ví dụ postgres://tên:mật-khẩu@máy/cơ-sở. Bỏ trống: SQLite trong var/.",
    ),
    Variable("REDIS_URL", "str", "", "Bộ nhớ đệm và bộ đếm dùng chung. Bỏ trống: mỗi tiến trình giữ bộ nhớ đệm riêng."),
    Variable(
        "KHOI_SECRET_KEY", "str", "", "Khóa bí mật, ít nhất 50 ký tự. Bắt buộc khi KHOI_DEBUG tắt; `make run` tự tạo."
    ),
    Variable("KHOI_HOSTS", "list", [], "Các tên miền được phục vụ, cách nhau bằng dấu phẩy."),
    Variable("KHOI_DEBUG", "bool", False, "Chế độ dành cho người phát triển. Không bật trên máy phục vụ bạn đọc."),
    Variable("KHOI_MEDIA_URL", "str", "", "Nơi giữ ảnh và tệp tải lên: file:/đường/dẫn. Bỏ trống: var/uploads."),
    Variable("KHOI_ADMIN_PATH", "str", "quan-tri/", "Đường dẫn của khu vực biên tập."),
    Variable(
        "KHOI_TRUSTED_PROXIES",
        "int",
        0,
        "Số máy chủ trung gian (nginx…) đứng trước, để biết địa chỉ thật của người gửi.",
    ),
    Variable(
        "KHOI_X_ACCEL",
        "bool",
        False,
        "nginx đứng trước, dùng đúng deploy/nginx.conf: nginx gửi tệp và giữ trang một giây; cổng vẫn quyết định ai xem được gì.",
    ),
    Variable(
        "EMAIL_URL", "str", "", "Máy chủ thư, ví dụ smtp://tên:mật-khẩu@máy:587/?tls=True. Bỏ trống: không gửi thư."
    ),
    Variable(
        "KHOI_SECOND_FACTOR",
        "bool",
        False,
        "Mọi người trong khu vực biên tập phải dùng mã xác thực trên điện thoại. Tắt: ai muốn thì bật cho mình.",
    ),
    Variable(
        "KHOI_STATEMENT_SECONDS",
        "int",
        20,
        "PostgreSQL: một trang chờ một câu lệnh lâu nhất bấy nhiêu giây, quá thì báo tạm nghỉ. Lệnh manage.py không bị giới hạn.",
    ),
    Variable("HOST", "str", "127.0.0.1", "Địa chỉ mà `make run` lắng nghe."),
    Variable("PORT", "int", 8000, "Cổng mà `make run` lắng nghe."),
    Variable("WEB_CONCURRENCY", "int", 2, "Số tiến trình phục vụ trang."),
    Variable(
        "KHOI_SITE_URL",
        "str",
        "",
        "Địa chỉ công khai, ví dụ https://vidu.vn: dùng cho RSS, sơ đồ trang, thư và liên kết chuẩn.",
    ),
    Variable("KHOI_HTTPS", "bool", False, "Trang chạy sau HTTPS: cookie an toàn, HSTS, chuyển hướng từ HTTP."),
    Variable(
        "KHOI_EDITOR", "str", "prose", "Bộ soạn thảo: prose (mặc định) hoặc ckeditor (cần cài thêm phần [ckeditor])."
    ),
    Variable(
        "KHOI_SAMPLE_PASSWORD",
        "str",
        "",
        "Mật khẩu chung cho các tài khoản mẫu. Bỏ trống: mỗi tài khoản một mật khẩu ngẫu nhiên.",
    ),
    Variable(
        "KHOI_VAR",
        "str",
        "",
        "Thư mục dữ liệu của cổng (cơ sở dữ liệu, tệp tải lên, khóa). Bỏ trống: var/ cạnh manage.py.",
    ),
]

_BY_NAME = {variable.name: variable for variable in VARIABLES}


def read(name: str) -> Any:
    """The value of one variable of the table; a name that is not in the table is a KeyError."""
    return _BY_NAME[name].read()


def mail_settings(url: str) -> dict[str, Any]:
    """Django's EMAIL_* settings out of `smtp://user:password@host:587/?tls=True`."""
    parts = urlsplit(url)
    options = parse_qs(parts.query)
    return {
        "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "EMAIL_HOST": parts.hostname or "localhost",
        "EMAIL_PORT": parts.port or 25,
        "EMAIL_HOST_USER": unquote(parts.username or ""),
        "EMAIL_HOST_PASSWORD": unquote(parts.password or ""),
        "EMAIL_USE_TLS": options.get("tls", [""])[0].lower() == "true",
        "EMAIL_USE_SSL": options.get("ssl", [""])[0].lower() == "true",
        "EMAIL_TIMEOUT": 10,
    }


def as_markdown() -> str:
    """The operators' page about these variables, written from the table so that it can't be wrong."""
    rows = [f"| `{one.name}` | {KINDS[one.kind]} | {_shown(one.default)} | {one.help} |" for one in VARIABLES]
    return "\n".join([HEADING, "| biến | kiểu | mặc định | ý nghĩa |", "|---|---|---|---|", *rows, ""])


KINDS = {"str": "chữ", "int": "số", "bool": "true/false", "list": "danh sách"}
HEADING = """# Các biến môi trường

Trang này được viết ra từ `khoi_portal/env.py` bằng lệnh `python tools/env_page.py`; đừng sửa tay. Quy trình duyệt, chuyên mục, menu và
thông tin trang là dữ liệu, sửa trong khu vực biên tập chứ không ở đây.
"""


def _shown(default: Any) -> str:
    return f"`{default}`" if default not in ("", [], None, False) else "tắt" if default is False else "trống"
