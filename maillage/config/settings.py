"""Which settings does this instance run with? The only reader of the environment.

Without any variable the instance is local: reachable from this machine alone, data in ``var/``,
mails kept as files. ``MAILLAGE_URL`` makes it public, and then nothing is left to guess: the
secret key and the database must be given, cookies and redirections demand HTTPS.
"""

import os
import secrets
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import dj_database_url
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured


def flag(name: str, *, default: bool) -> bool:
    """Read a yes/no variable; anything else than 0 or 1 is refused."""
    value = os.environ.get(name, "")
    if value not in {"", "0", "1"}:
        raise ImproperlyConfigured(f"{name} vaut « {value} » : écrivez 0 ou 1.")
    return default if value == "" else value == "1"


def number(name: str, *, default: int) -> int:
    """Read a whole number; anything else is refused."""
    value = os.environ.get(name, "")
    if value and not value.isdecimal():
        raise ImproperlyConfigured(f"{name} vaut « {value} » : écrivez un nombre entier.")
    return int(value) if value else default


def text(name: str, default: str = "") -> str:
    """Read a variable, or the file named by the same variable with ``_FILE`` (secrets)."""
    path = os.environ.get(f"{name}_FILE")
    return Path(path).read_text().strip() if path else os.environ.get(name, default)


def local_secret_key(path: Path) -> str:
    """Return the key kept beside the local data, made at the first run."""
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        with os.fdopen(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "w") as new:
            new.write(secrets.token_urlsafe(50))
    except FileExistsError:
        pass
    return path.read_text()


BASE_DIR = Path(__file__).resolve().parents[2]
VAR_DIR = Path(text("MAILLAGE_VAR", str(BASE_DIR / "var")))
# Where the compiled engine of partitions is kept; read by numba, and by the processes we start.
os.environ.setdefault("NUMBA_CACHE_DIR", str(VAR_DIR / "compiled"))
# What brings the contours of the IGN; tests put the fake of the gateway here.
CONTOURS_DOWNLOAD = "cartiflette.carti_download"
NODE_MODULES = Path(text("MAILLAGE_NODE_MODULES", str(BASE_DIR / "node_modules")))

PUBLIC_URL = text("MAILLAGE_URL").rstrip("/")
IS_PUBLIC = PUBLIC_URL != ""
DEBUG = flag("MAILLAGE_DEBUG", default=False)
DEMONSTRATION = flag("MAILLAGE_DEMO", default=False)

if IS_PUBLIC:
    SECRET_KEY = text("MAILLAGE_SECRET_KEY")
    if not SECRET_KEY:
        raise ImproperlyConfigured(
            "MAILLAGE_URL rend l’instance publique : donnez aussi MAILLAGE_SECRET_KEY "
            "(ou MAILLAGE_SECRET_KEY_FILE)."
        )
    if not text("DATABASE_URL"):
        raise ImproperlyConfigured(
            "MAILLAGE_URL rend l’instance publique : donnez aussi DATABASE_URL."
        )
    ALLOWED_HOSTS = [urlsplit(PUBLIC_URL).hostname or ""]
    CSRF_TRUSTED_ORIGINS = [PUBLIC_URL]
else:
    SECRET_KEY = local_secret_key(VAR_DIR / "secret-key")
    ALLOWED_HOSTS = ["localhost", "127.0.0.1", "[::1]"]

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",
    "django.contrib.messages",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
    # Before allauth, whose mails it rewrites.
    "maillage.apps.accounts",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "csp",
    "django_htmx",
    "maillage.web",
    "maillage.ui",
    "maillage.apps.journal",
    "maillage.apps.geography",
    "maillage.apps.health",
    "maillage.apps.communities",
    "maillage.apps.diagnosis",
    "maillage.apps.post",
    "maillage.apps.members",
    "maillage.apps.creation",
    "maillage.apps.meetings",
    "maillage.apps.decisions",
    "maillage.apps.workshop",
    "maillage.apps.borders",
    "maillage.apps.mandates",
    "maillage.apps.contract",
    "maillage.apps.home",
    "maillage.apps.demo",
]

MIDDLEWARE = [
    "maillage.web.health.HealthMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "maillage.apps.accounts.sessions.SessionSeenMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "maillage.web.readonly.ReadOnlyMiddleware",
]

ROOT_URLCONF = "maillage.config.urls"
WSGI_APPLICATION = "maillage.config.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "DIRS": [BASE_DIR / "maillage" / "ui" / "templates"],
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "maillage.ui.context.instance",
                "maillage.config.navigation.navigation",
            ],
        },
    },
]

# --- Data -------------------------------------------------------------------------------------

DATABASES: dict[str, Any] = {
    "default": dj_database_url.parse(
        text("DATABASE_URL") or f"sqlite:///{VAR_DIR / 'maillage.sqlite3'}",
        conn_max_age=60,
        conn_health_checks=True,
    )
}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    VAR_DIR.mkdir(parents=True, exist_ok=True)
    DATABASES["default"]["OPTIONS"] = {
        # Writers queue instead of failing, and readers never wait for them.
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": (
            "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA cache_size=-32000;"
        ),
    }
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# Shared by every web machine, so that a rate limit holds whichever answers.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "shared_cache",
        # Beyond, entries are dropped whatever their age: 300, Django's own figure, would let
        # whoever tries many addresses wipe out the count of their attempts.
        "OPTIONS": {"MAX_ENTRIES": 50_000},
    }
}

# --- People -----------------------------------------------------------------------------------

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}", "OPTIONS": options}
    for name, options in (
        ("UserAttributeSimilarityValidator", {"user_attributes": ["email"]}),
        ("MinimumLengthValidator", {"min_length": 12}),
        ("CommonPasswordValidator", {}),
    )
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
LOGOUT_REDIRECT_URL = "/"
ACCOUNT_ADAPTER = "maillage.apps.journal.accounts.AccountAdapter"
ACCOUNT_SIGNUP_FORM_CLASS = "maillage.apps.accounts.forms.SignupForm"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_ENABLED = True
ACCOUNT_EMAIL_VERIFICATION_SUPPORTS_RESEND = True
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_SUPPORTS_RESEND = True
ACCOUNT_LOGIN_BY_CODE_MAX_ATTEMPTS = 3
# A mail server that does not know us yet makes the first message wait.
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 15 * 60
PASSWORD_RESET_TIMEOUT = 3600
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = "[Maillage] "
ACCOUNT_PREVENT_ENUMERATION = True
# One address a person: a new one takes the place of the old once it is verified.
ACCOUNT_CHANGE_EMAIL = True
ACCOUNT_EMAIL_NOTIFICATIONS = True
# Changing what one signs in with asks to sign in again, five minutes after the last time.
ACCOUNT_REAUTHENTICATION_REQUIRED = True
# Where the code of this very instance can be read, as its licence (AGPL, § 13) asks.
SOURCE_URL = text("MAILLAGE_SOURCE")
SIGNUP_OPEN = flag("MAILLAGE_SIGNUP", default=True)
MFA_TOTP_ISSUER = "Maillage"
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
USERSESSIONS_TRACK_ACTIVITY = True
USERSESSIONS_ADAPTER = "maillage.apps.journal.accounts.SessionsAdapter"
# How many trusted proxies stand before the web machines (rate limits count real addresses).
ALLAUTH_TRUSTED_PROXY_COUNT = number("MAILLAGE_PROXIES", default=0)

# --- Mail -------------------------------------------------------------------------------------

DEFAULT_FROM_EMAIL = text("MAILLAGE_MAIL_FROM", "Maillage <ne-pas-repondre@localhost>")
SMTP = urlsplit(text("MAILLAGE_SMTP"))
if SMTP.hostname:
    EMAIL_HOST = SMTP.hostname
    EMAIL_PORT = SMTP.port or 25
    EMAIL_HOST_USER = unquote(SMTP.username or "")
    EMAIL_HOST_PASSWORD = unquote(SMTP.password or "")
    EMAIL_USE_SSL = SMTP.scheme == "smtps"
    EMAIL_USE_TLS = SMTP.scheme == "smtp+tls"
    EMAIL_TIMEOUT = 10
else:
    EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    EMAIL_FILE_PATH = VAR_DIR / "mails"

# --- What the operator reads -------------------------------------------------------------------

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {"errors": {"class": "logging.StreamHandler", "formatter": "line"}},
    # What fails leaves its trace on standard error, in production as elsewhere.
    "loggers": {
        "django": {"handlers": ["errors"], "level": "WARNING", "propagate": False},
        # Anyone may send a wrong host: it is refused, and fills no log.
        "django.security.DisallowedHost": {"handlers": [], "propagate": False},
    },
}

# --- Words and hours --------------------------------------------------------------------------

LANGUAGE_CODE = "fr"
TIME_ZONE = text("MAILLAGE_TIME_ZONE", "Europe/Paris")
USE_I18N = True
USE_TZ = True
USE_THOUSAND_SEPARATOR = True
FORMAT_MODULE_PATH = ["maillage.ui.formats"]

# --- What pages may load ----------------------------------------------------------------------

STATIC_URL = "/static/"
STATIC_ROOT = VAR_DIR / "static"
STATICFILES_DIRS = [
    ("bootstrap", NODE_MODULES / "bootstrap" / "dist"),
    ("htmx", NODE_MODULES / "htmx.org" / "dist"),
    ("leaflet", NODE_MODULES / "leaflet" / "dist"),
    ("source-sans-3", NODE_MODULES / "@fontsource-variable" / "source-sans-3"),
]
if not IS_PUBLIC:
    # Served from where it lies, nothing is collected; whitenoise still looks for the folder.
    STATIC_ROOT.mkdir(parents=True, exist_ok=True)
WHITENOISE_USE_FINDERS = not IS_PUBLIC
WHITENOISE_AUTOREFRESH = not IS_PUBLIC
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"
        if IS_PUBLIC
        else "django.contrib.staticfiles.storage.StaticFilesStorage"
    },
}

# The ground under the live maps: the State's own tiles, where browsers may fetch them. Nothing of
# a page goes with the request (same-origin referrer). Elsewhere maps have no ground.
TILES_HOST = "https://data.geopf.fr"
TILES = (
    f"{TILES_HOST}/wmts?SERVICE=WMTS&REQUEST=GetTile&VERSION=1.0.0&STYLE=normal&FORMAT=image/png"
    "&LAYER=GEOGRAPHICALGRIDSYSTEMS.PLANIGNV2&TILEMATRIXSET=PM"
    "&TILEMATRIX={z}&TILEROW={y}&TILECOL={x}"
    if flag("MAILLAGE_TILES", default=IS_PUBLIC)
    else ""
)

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        # Bootstrap draws its arrows and check marks from data: pictures in its style sheet.
        "img-src": [SELF, "data:", *([TILES_HOST] if TILES else [])],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
        "manifest-src": [SELF],
    }
}
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_AGE = 14 * 24 * 3600

IS_HTTPS = PUBLIC_URL.startswith("https://")
SECURE_SSL_REDIRECT = IS_HTTPS
SESSION_COOKIE_SECURE = IS_HTTPS
CSRF_COOKIE_SECURE = IS_HTTPS
SECURE_HSTS_SECONDS = 365 * 24 * 3600 if IS_HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = IS_HTTPS
SECURE_HSTS_PRELOAD = IS_HTTPS
if flag("MAILLAGE_BEHIND_PROXY", default=False):
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

# --- Rules ------------------------------------------------------------------------------------

# Dated, sourced values that this instance adds to those of the texts (same format).
PARAMETERS_DIR = Path(text("MAILLAGE_PARAMETERS")) if text("MAILLAGE_PARAMETERS") else None
