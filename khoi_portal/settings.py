"""Every setting, once. What differs between machines comes from the table in env.py; there is no second settings file."""

import sys
from importlib.util import find_spec
from pathlib import Path

import dj_database_url
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured

from khoi_portal import env

BASE_DIR = Path(__file__).resolve().parent.parent
VAR_DIR = Path(env.read("KHOI_VAR") or BASE_DIR / "var")
TESTING = "pytest" in sys.modules

DEBUG = env.read("KHOI_DEBUG")
SECRET_KEY = env.read("KHOI_SECRET_KEY")
_key_file = VAR_DIR / "secret_key"
if not SECRET_KEY and _key_file.exists():
    SECRET_KEY = _key_file.read_text().strip()
if not SECRET_KEY and (DEBUG or TESTING):
    SECRET_KEY = "khong-dung-tren-may-phuc-vu-ban-doc-chi-de-phat-trien-va-kiem-thu"  # noqa: S105
if not SECRET_KEY:
    raise ImproperlyConfigured(
        "Chưa có khóa bí mật. Chạy `make run` để tự tạo var/secret_key, hoặc đặt biến KHOI_SECRET_KEY (ít nhất 50 ký tự)."
    )

SITE_URL = env.read("KHOI_SITE_URL").rstrip("/") or f"http://{env.read('HOST')}:{env.read('PORT')}"
ALLOWED_HOSTS = env.read("KHOI_HOSTS") or ["127.0.0.1", "localhost", "[::1]", env.read("HOST")]
ADMIN_PATH = env.read("KHOI_ADMIN_PATH").strip("/") + "/"
EDITOR = env.read("KHOI_EDITOR")
TRUSTED_PROXIES = env.read("KHOI_TRUSTED_PROXIES")
X_ACCEL = env.read("KHOI_X_ACCEL")

INSTALLED_APPS = [
    "khoi_portal.apps.KhoiPortalConfig",
    "feedback",
    "articles",
    "events",
    "awards",
    "documents",
    "registers",
    "organizations",
    "media",
    "search",
    "publishing",
    "accounts",
    "khoi_portal.apps.NewsroomConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django_filters",
    "django_prose_editor",
    "django_tasks",
    "django_tasks_db",
    "axes",
    "django_otp",
    "django_otp.plugins.otp_totp",
    "django_otp.plugins.otp_static",
    "csp",
]
if EDITOR == "ckeditor":
    if find_spec("ckeditor") is None:
        raise ImproperlyConfigured("KHOI_EDITOR=ckeditor cần phần mở rộng: pip install -r requirements/ckeditor.txt")
    INSTALLED_APPS.append("ckeditor")

MIDDLEWARE = [
    "publishing.pagecache.PageCacheMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "khoi_portal.middleware.ResponseHeadersMiddleware",
    "csp.middleware.CSPMiddleware",
    "khoi_portal.middleware.CalmFailureMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "accounts.sessions.SessionLimitsMiddleware",
    "accounts.second_factor.SecondFactorMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "khoi_portal.urls"
WSGI_APPLICATION = "khoi_portal.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "khoi_portal.context.portal",
            ],
        },
    }
]

# --- Data ---------------------------------------------------------------------------------------------
_database_url = env.read("DATABASE_URL")
if _database_url:
    DATABASES = {"default": dj_database_url.parse(_database_url, conn_max_age=60, conn_health_checks=True)}
    if DATABASES["default"]["ENGINE"].endswith("postgresql"):
        # A server that has gone without a word is noticed in seconds, not when the system gives up after two hours.
        DATABASES["default"].setdefault("OPTIONS", {}).update(
            {"connect_timeout": 5, "keepalives_idle": 10, "keepalives_interval": 5, "keepalives_count": 3}
            | DATABASES["default"].get("OPTIONS", {})
        )
else:
    VAR_DIR.mkdir(parents=True, exist_ok=True)
    # WAL, IMMEDIATE and FULL belong together: with WAL alone, writers that meet fail.
    DATABASES = {
        "default": {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": VAR_DIR / "khoi.sqlite3",
            "CONN_MAX_AGE": 60,
            "OPTIONS": {
                "transaction_mode": "IMMEDIATE",
                "timeout": 20,
                "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA cache_size=-8000;",
            },
        }
    }
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# How long a page may wait for one statement; khoi_portal.wsgi sets it, commands take the time they need.
STATEMENT_SECONDS = env.read("KHOI_STATEMENT_SECONDS")

REDIS_URL = env.read("REDIS_URL")
if REDIS_URL:
    CACHES = {
        "default": {
            "BACKEND": "publishing.failsafe_cache.FailSafeRedisCache",
            "LOCATION": REDIS_URL,
            "KEY_PREFIX": "khoi",
        }
    }
else:
    CACHES = {
        "default": {
            "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
            "OPTIONS": {"MAX_ENTRIES": 5000},
        }
    }

# media/ is code: uploads never live in a Python package (a system check refuses it).
_media_url = env.read("KHOI_MEDIA_URL")
if _media_url and not _media_url.startswith("file:/"):
    raise ImproperlyConfigured("KHOI_MEDIA_URL nhận dạng file:/đường/dẫn, ví dụ file:/srv/khoi/uploads.")
MEDIA_ROOT = Path(_media_url.removeprefix("file:")) if _media_url else VAR_DIR / "uploads"
MEDIA_URL = "/tep/"
FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
DATA_UPLOAD_MAX_MEMORY_SIZE = 6 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5000

TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
if TESTING:
    # Tests render pages without a collectstatic before them.
    MIDDLEWARE.remove("whitenoise.middleware.WhiteNoiseMiddleware")
    TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}

# --- Static files -------------------------------------------------------------------------------------
STATIC_URL = "/static/"
STATIC_ROOT = VAR_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
STORAGES = {
    "default": {"BACKEND": "khoi_portal.storage.UploadStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG or TESTING
        else "khoi_portal.storage.PortalStaticFilesStorage"
    },
}
WHITENOISE_MAX_AGE = 3600

# --- Language and time --------------------------------------------------------------------------------
LANGUAGE_CODE = "vi"
LANGUAGES = [("vi", "Tiếng Việt")]
LOCALE_PATHS = [BASE_DIR / "khoi_portal" / "locale"]
FORMAT_MODULE_PATH = ["khoi_portal.formats"]
# Grouping everything would print the year 2.024 and the id 1.234: templates ask for it with |group_digits.
USE_THOUSAND_SEPARATOR = False
TIME_ZONE = "Asia/Ho_Chi_Minh"
USE_TZ = True

# An address typed without a scheme means https, as it will in Django 6.
FORMS_URLFIELD_ASSUME_HTTPS = True

# --- People -------------------------------------------------------------------------------------------
AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["axes.backends.AxesStandaloneBackend", "accounts.backends.RoleBackend"]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
if TESTING:
    PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ("username", "full_name", "email", "phone")},
    },
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "accounts.passwords.GuessablePasswordValidator"},
]
LOGIN_URL = "admin:login"
LOGIN_REDIRECT_URL = "admin:index"
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = 0.25  # hours
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_RESET_ON_SUCCESS = True
AXES_LOCKOUT_CALLABLE = "accounts.lockout.locked_out"
AXES_CLIENT_IP_CALLABLE = "accounts.network.client_address"
AXES_VERBOSE = False
AXES_ENABLE_ADMIN = False
AXES_ENABLED = not TESTING
SECOND_FACTOR = env.read("KHOI_SECOND_FACTOR")
# The secret of somebody's second factor is for nobody else to see, administrators included.
OTP_ADMIN_HIDE_SENSITIVE_DATA = True
SESSION_COOKIE_NAME = "phien"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 12 * 3600
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
CSRF_COOKIE_NAME = "csrf"
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "khoi_portal.errors.csrf_failure"

# --- Security -----------------------------------------------------------------------------------------
HTTPS = env.read("KHOI_HTTPS")
SECURE_SSL_REDIRECT = HTTPS
# A supervisor asks from the machine itself, without a certificate.
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]
SESSION_COOKIE_SECURE = HTTPS
CSRF_COOKIE_SECURE = HTTPS
SECURE_HSTS_SECONDS = 63072000 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = HTTPS
SECURE_HSTS_PRELOAD = HTTPS
if TRUSTED_PROXIES:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
# No page has an inline script or style, the newsroom's editor included; with KHOI_EDITOR=ckeditor its pages loosen this themselves.
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "media-src": [SELF],
        "manifest-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
        "object-src": [NONE],
    }
}

# --- Mail and logs ------------------------------------------------------------------------------------
DEFAULT_FROM_EMAIL = "banbientap@localhost"
_email_url = env.read("EMAIL_URL")
EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"
if _email_url:
    _mail = env.mail_settings(_email_url)
    globals().update(_mail)

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"json": {"()": "khoi_portal.logs.JsonFormatter"}},
    "handlers": {
        "stderr": {"class": "logging.StreamHandler", "formatter": "json", "level": "WARNING"},
        "errors": {"class": "logging.StreamHandler", "formatter": "json", "level": "ERROR"},
    },
    "root": {"handlers": ["stderr"], "level": "INFO"},
    "loggers": {
        "django.server": {"handlers": ["stderr"], "level": "WARNING", "propagate": False},
        # An address that is not there is the reader's affair; only what broke here is the operator's.
        "django.request": {"level": "ERROR"},
        "django.security.DisallowedHost": {"level": "CRITICAL"},
        "axes": {"level": "WARNING"},
        # Its warnings are about being stopped, which whoever stops it knows.
        "django_tasks_db": {"handlers": ["errors"], "propagate": False},
    },
}

SILENCED_SYSTEM_CHECKS = [
    # Plain HTTP on one machine is a supported way to run; KHOI_HTTPS turns these on together.
    *([] if HTTPS else ["security.W004", "security.W008", "security.W012", "security.W016"]),
    # 12 hours at most and gone with the browser: chosen above.
    "axes.W006",
]

# Triggers that refuse UPDATE and DELETE on the log; tests that flush tables install them themselves.
APPEND_ONLY_TRIGGERS = not TESTING
