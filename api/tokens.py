"""Who may change things: whoever shows the server's token. Without a token in the settings nobody may.

A route that changes something takes `WriterDep`; a route that only gives more to those who show the token asks
`is_writer`. The token comes as `Authorization: Bearer …` or as the password of HTTP Basic, is compared in
constant time, and is never logged.
"""

from __future__ import annotations

import base64
import binascii
import hmac
from typing import Annotated

from fastapi import Depends, Request

from api.errors import SwitchedOff, Unauthorized
from api.settings import Settings


def _shown(request: Request) -> str | None:
    """The token that a request shows, None where it shows none."""
    scheme, _, rest = request.headers.get("authorization", "").partition(" ")
    if scheme.lower() == "bearer":
        return rest.strip()
    if scheme.lower() == "basic":
        try:
            return base64.b64decode(rest, validate=True).decode("utf-8").partition(":")[2]
        except (binascii.Error, UnicodeDecodeError):
            return ""
    return None


def is_writer(request: Request) -> bool:
    """Whether the request shows the server's token."""
    settings: Settings = request.app.state.settings
    shown = _shown(request)
    if not settings.token or shown is None:
        return False
    return hmac.compare_digest(shown.encode("utf-8", "replace"), settings.token.encode("utf-8"))


def writer(request: Request) -> None:
    """Let only writers pass. Raises SwitchedOff where there is no token, Unauthorized for a wrong or missing one."""
    settings: Settings = request.app.state.settings
    if not settings.token:
        raise SwitchedOff("this server only reads", hint="set KG_TOKEN when starting it")
    if not is_writer(request):
        raise Unauthorized("this needs the server's token", hint="send Authorization: Bearer TOKEN")


WriterDep = Annotated[None, Depends(writer)]
