"""What every answer tells the browser it may not do (PROTOCOL 7.5).

One middleware sets the same headers on every answer of both surfaces. Whatever does not say otherwise is never kept.
"""

from typing import Final

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

CONTENT_SECURITY_POLICY: Final = (
    "default-src 'none'; script-src 'self'; worker-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
    "form-action 'none'; base-uri 'none'; frame-ancestors 'none'; trusted-types zegel-worker; "
    "require-trusted-types-for 'script'"
)

# Every feature a current browser knows is off; copying a fingerprint or a code is the one thing a page may offer.
_FEATURES_OFF: Final = (
    "accelerometer", "autoplay", "bluetooth", "browsing-topics",
    "camera", "clipboard-read", "compute-pressure", "cross-origin-isolated", "display-capture", "encrypted-media",
    "fullscreen", "gamepad", "geolocation", "gyroscope", "hid", "identity-credentials-get", "idle-detection",
    "keyboard-map", "local-fonts", "magnetometer", "microphone", "midi",
    "otp-credentials", "payment", "picture-in-picture", "private-state-token-issuance",
    "private-state-token-redemption", "publickey-credentials-create", "publickey-credentials-get",
    "screen-wake-lock", "serial",
    "storage-access", "sync-xhr", "unload", "usb", "web-share", "window-management", "xr-spatial-tracking",
)  # fmt: skip
PERMISSIONS_POLICY: Final = ", ".join([*(f"{name}=()" for name in _FEATURES_OFF), "clipboard-write=(self)"])

SECURITY_HEADERS: Final[dict[str, str]] = {
    "Content-Security-Policy": CONTENT_SECURITY_POLICY,
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Embedder-Policy": "require-corp",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "X-Robots-Tag": "noindex, nofollow",
}

_RAW_HEADERS: Final = tuple(
    (name.lower().encode("latin-1"), value.encode("latin-1")) for name, value in SECURITY_HEADERS.items()
)
_RAW_NAMES: Final = frozenset(name for name, _ in _RAW_HEADERS)

# Signing out and quick exit also take away what the browser kept of this site.
_LEAVING: Final = frozenset({("DELETE", "/w/v1/session"), ("GET", "/away")})
CLEAR_SITE_DATA: Final = '"cache", "storage"'


class SecurityHeaders:
    """Set the security headers, and `no-store` wherever the route chose no caching of its own."""

    def __init__(self, app: ASGIApp) -> None:
        """Wrap the whole service."""
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on; add the headers when the answer starts."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                harden(headers)
                if (scope["method"], scope["path"]) in _LEAVING:
                    headers["Clear-Site-Data"] = CLEAR_SITE_DATA
            await send(message)

        await self.app(scope, receive, send_with_headers)


def harden(headers: MutableHeaders) -> None:
    """Put the security headers in place, also on an answer that leaves outside the middleware."""
    # In one go: set one by one, each header would search the whole list, on every answer.
    headers.raw[:] = [*(pair for pair in headers.raw if pair[0] not in _RAW_NAMES), *_RAW_HEADERS]
    # Features belong to documents; beside a script or a style sheet the long list would only be weight.
    if headers.get("content-type", "").startswith("text/html"):
        headers["Permissions-Policy"] = PERMISSIONS_POLICY
    headers.setdefault("Cache-Control", "no-store")
