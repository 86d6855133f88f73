"""The settings by which people sign in on a hosted server: a provider of OpenID Connect, or a proxy
that has asked them already."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal, cast, get_args
from urllib.parse import urlsplit

from workshop.settings.wrong_setting import WrongSetting, secret_in

OIDC = "WORKSHOP_OIDC_"
OIDC_NAMES = (
    "ISSUER", "CLIENT", "SECRET", "SECRET_FILE", "NAME", "SCOPES", "DOMAINS", "OPERATORS",
    "GROUPS_CLAIM", "GROUPS", "OPERATOR_GROUPS", "DESCRIPTION_FILE",
)  # fmt: skip
PROXY_SETTINGS = ("WORKSHOP_PROXY_USER_HEADER", "WORKSHOP_PROXY_SECRET")
LEAST = 20
"""Characters of a secret."""
TeamRole = Literal["leads", "reads"]
ENDPOINTS = ("authorization_endpoint", "token_endpoint", "jwks_uri")
"""The names that a description must have."""


@dataclass(frozen=True)
class GroupRole:
    """A role in the team of this name, given to all who are in one of the provider's groups."""

    group: str
    team: str
    role: TeamRole


@dataclass(frozen=True)
class OpenId:
    """The provider of OpenID Connect at which people of a hosted server sign in."""

    issuer: str
    client: str
    secret: str = field(repr=False)
    name: str
    """The provider's name on the button."""
    scopes: str = "openid profile email"
    domains: frozenset[str] = frozenset()
    """Ends of the addresses that may sign in, after their @; empty for all."""
    operators: frozenset[str] = frozenset()
    """Addresses of those who are operators."""
    groups_claim: str = "groups"
    """The name under which the provider lists somebody's groups."""
    groups: tuple[GroupRole, ...] = ()
    operator_groups: frozenset[str] = frozenset()
    """The provider's groups whose members are operators."""
    description: Mapping[str, Any] | None = None
    """The provider's endpoints, for one that publishes no description of itself; in the words of
    OpenID Connect Discovery 1.0."""


@dataclass(frozen=True)
class TrustedProxy:
    """The proxy before this server, which names in a header who has signed in to it."""

    header: str
    secret: str = field(repr=False)
    """The secret by which the proxy is known: with any other the header is not believed."""


def read_openid(environ: Mapping[str, str]) -> OpenId | None:
    """Reads the provider; None where nothing of it is set."""
    beginning = len(OIDC)
    given = {name[beginning:]: text for name, text in environ.items() if name.startswith(OIDC)}
    if not given:
        return None
    unknown = sorted(given.keys() - {*OIDC_NAMES})
    if unknown:
        raise WrongSetting(
            f"{OIDC}{unknown[0]} is not a setting; those of a provider are "
            f"{', '.join(OIDC + name for name in OIDC_NAMES)}."
        )
    if "SECRET_FILE" in given:
        file = given["SECRET_FILE"]
        given["SECRET"] = secret_in(file, f"{OIDC}SECRET_FILE", "the client's")
    missing = [OIDC + name for name in ("ISSUER", "CLIENT", "SECRET") if not given.get(name)]
    if missing:
        raise WrongSetting(
            f"{', '.join(missing)} must be set, too: to sign in at a provider, a server needs its "
            f"issuer, a client id, and that client's secret (or {OIDC}SECRET_FILE)."
        )
    return OpenId(
        _issuer(given["ISSUER"]),
        given["CLIENT"],
        given["SECRET"],
        given.get("NAME") or "OpenID",
        _scopes(given.get("SCOPES") or OpenId.scopes),
        frozenset(_listed(given.get("DOMAINS", "").lower())),
        frozenset(_listed(given.get("OPERATORS", "").lower())),
        given.get("GROUPS_CLAIM") or OpenId.groups_claim,
        tuple(map(_group, _listed(given.get("GROUPS", "")))),
        frozenset(_listed(given.get("OPERATOR_GROUPS", ""))),
        _description(given["DESCRIPTION_FILE"], given["ISSUER"])
        if given.get("DESCRIPTION_FILE") else None,
    )  # fmt: skip


def _description(path: str, issuer: str) -> Mapping[str, Any]:
    try:
        read = json.loads(Path(path).read_text("utf-8"))
        good = read.get("issuer", issuer) == issuer and all(
            read[name].startswith("https://") for name in ENDPOINTS
        )
    except (OSError, ValueError, LookupError, AttributeError):
        good = False
    if not good:
        raise WrongSetting(
            f"{OIDC}DESCRIPTION_FILE is {path!r}; it must be a file of JSON that this program can "
            f"read, with an address in https for each of {', '.join(ENDPOINTS)}, and no other "
            "issuer."
        )
    return {"issuer": issuer, **read}


def _issuer(text: str) -> str:
    parts = urlsplit(text)
    if parts.scheme != "https" or not parts.netloc or parts.query or parts.fragment:
        raise WrongSetting(
            f"{OIDC}ISSUER is {text!r}; it must be the provider's address as the provider itself "
            "writes it: https://, and nothing after its path."
        )
    return text


def _scopes(text: str) -> str:
    if "openid" not in text.split():
        raise WrongSetting(f"{OIDC}SCOPES is {text!r}; openid must be one of them.")
    return text


def _listed(text: str) -> list[str]:
    """Reads "one, two"; or "one; two", where names hold commas, as those of a directory do."""
    return [part for one in text.split(";" if ";" in text else ",") if (part := one.strip())]


def _group(text: str) -> GroupRole:
    """Reads "group=team:role"."""
    group, _, given = text.rpartition("=")
    team, _, role = (part.strip() for part in given.rpartition(":"))
    if group.strip() and team and role in get_args(TeamRole):
        return GroupRole(group.strip(), team, cast(TeamRole, role))
    raise WrongSetting(
        f"{OIDC}GROUPS has {text!r}; each must be written as group=team:leads or "
        "group=team:reads, with commas in between, or with semicolons where a name has commas."
    )


def read_proxy(environ: Mapping[str, str]) -> TrustedProxy | None:
    """Reads the proxy that is trusted; None where nothing of it is set."""
    header, secret = (environ.get(name, "") for name in PROXY_SETTINGS)
    if not (header or secret):
        return None
    if not header.replace("-", "").isalnum() or not header.isascii() or len(secret) < LEAST:
        raise WrongSetting(
            f"{' and '.join(PROXY_SETTINGS)} belong together: the name of the header in which "
            f"your proxy "
            f"says who has signed in, and a random text of at least {LEAST} characters that it "
            "sends with it."
        )
    return TrustedProxy(header, secret)


def check_ways(openid: OpenId | None, proxy: TrustedProxy | None, *, hosted: bool) -> None:
    """Raises WrongSetting where people could not sign in, or in two ways."""
    if openid and proxy:
        raise WrongSetting(
            f"{OIDC}ISSUER and {PROXY_SETTINGS[0]} are both set: people sign in at a provider, or "
            f"by the "
            "proxy, and not in both ways."
        )
    if (openid or proxy) and not hosted:
        raise WrongSetting(
            f"{f'{OIDC}ISSUER' if openid else PROXY_SETTINGS[0]} is set, but there is no public "
            f"address: "
            "people sign in at a provider only on a hosted server, which has --public-url."
        )
