"""Who is at the other end of a request: the client's address, as far as our own proxies vouch for it, and whose page sent a form."""

from ipaddress import IPv6Address, ip_address

from django.conf import settings
from django.http import HttpRequest


def client_address(request: HttpRequest) -> str:
    """The address of the client. With n trusted proxies, the n-th entry from the right of X-Forwarded-For; without, the peer.

    An entry that is no address is nobody's: the peer stands for it.
    """
    peer = request.META.get("REMOTE_ADDR", "")
    if settings.TRUSTED_PROXIES:
        hops = [hop.strip() for hop in request.META.get("HTTP_X_FORWARDED_FOR", "").split(",") if hop.strip()]
        if len(hops) >= settings.TRUSTED_PROXIES:
            return _address(hops[-settings.TRUSTED_PROXIES]) or peer
    return peer


def _address(hop: str) -> str:
    """The address in one entry, which some proxies write with a port; empty when there is none."""
    for text in (hop, hop.rpartition(":")[0].strip("[]")):
        try:
            return str(ip_address(text))
        except ValueError:
            continue
    return ""


def prefix(address: str) -> str:
    """What limits count as one network: an address of IPv4, the /64 of IPv6. What is no address stands for itself."""
    try:
        parsed = ip_address(address)
    except ValueError:
        return address
    if isinstance(parsed, IPv6Address):
        return str(parsed.ipv4_mapped or int(parsed) >> 64)
    return str(parsed)


def is_sent_from_elsewhere(request: HttpRequest) -> bool:
    """Whether the browser says that another site's page sent this. One that says nothing is not held to it."""
    site = request.META.get("HTTP_SEC_FETCH_SITE")
    if site is not None:
        return site not in ("same-origin", "none")
    origin = request.META.get("HTTP_ORIGIN")
    return origin is not None and origin.partition("://")[2] != request.get_host()
