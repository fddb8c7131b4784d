"""Settings of the organisation's own sign-in (OpenID Connect), where there is one."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from tracker.words import gettext as _

OWN_MACHINE = frozenset({"127.0.0.1", "::1", "localhost"})


@dataclass(frozen=True)
class ProviderSettings:
    """``issuer``: the provider as it names itself, without a slash at the end unless it has one. ``mapping``: the file
    that says what is made of its claims. ``name``: what people call it; blank: as the pages call any."""

    issuer: str
    client: str
    mapping: Path
    name: str = ""
    secret: str | None = field(default=None, repr=False)

    @property
    def origin(self) -> str:
        """Scheme and host, as browsers compare them."""
        parts = urlsplit(self.issuer)
        return f"{parts.scheme}://{parts.netloc}"


def provider_of(environ: Mapping[str, str], faults: list[str]) -> ProviderSettings | None:
    """The provider that the settings name; None without one. What is wrong is added to `faults`."""
    issuer, client, mapping = (environ.get(f"TRACKER_OIDC_{name}", "").strip() for name in _NEEDED)
    if not any((issuer, client, mapping)):
        return None
    lacking = [name for name, given in zip(_NEEDED, (issuer, client, mapping), strict=True) if not given]
    if lacking:
        text = _("TRACKER_OIDC_{name} saknas: inloggning med OpenID Connect behöver {names}.")
        needed = ", ".join(f"TRACKER_OIDC_{name}" for name in _NEEDED)
        faults.append(text.format(name=lacking[0], names=needed))
    if issuer and not is_safe(issuer):
        faults.append(_("TRACKER_OIDC_ISSUER: adressen ska börja med https:// och sakna fråga och ankare."))
    name = environ.get("TRACKER_OIDC_NAME", "").strip()
    return ProviderSettings(issuer, client, Path(mapping), name, environ.get("TRACKER_OIDC_CLIENT_SECRET") or None)


def is_safe(address: str) -> bool:
    """Whether what is sent there stays between the two: https, or this machine."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return False
    if parts.query or parts.fragment or not parts.hostname:
        return False
    return parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in OWN_MACHINE)


_NEEDED = ("ISSUER", "CLIENT_ID", "MAPPING")
