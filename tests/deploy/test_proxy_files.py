"""The proxies' files: what in them cannot be seen from outside in a short time."""

import re
import string
from typing import Any

import yaml

from tests.support.balancers import DEPLOY
from tests.support.proxy import page_block
from workshop.live.sockets import GRACE, PING
from workshop.stories.pack_file.pack_types import LARGEST_PACK
from workshop.web.guarding.request_filter import LARGER, MAX_BODY

NGINX = (DEPLOY / "nginx.conf").read_text()
UNITS = {"k": 1024, "m": 1024 * 1024}
ONE_ADDRESS = 6000
ID_CHARACTERS = string.ascii_letters + string.digits


def test_no_socket_is_cut_between_two_pings() -> None:
    haproxy = re.findall(r"timeout (?:tunnel|client|server) (\d+)s", _text("haproxy.cfg"))
    nginx = re.findall(r"proxy_read_timeout (\d+)s", NGINX)
    assert len(haproxy) == 3 and len(nginx) == 2
    assert min(map(int, [*haproxy, *nginx])) > 2 * (PING + GRACE)
    # Caddy has none for sockets unless it is told one.
    caddy = {*re.findall(r"\w*timeouts?\b", _text("Caddyfile"))}
    assert caddy == {"health_timeout", "dial_timeout", "timeouts"}
    timeouts = re.search(r"timeouts \{\s*([^}]*?)\s*\}", _text("Caddyfile"))
    assert timeouts and timeouts[1].split() == ["read_header", "15s", "read_body", "75s"]


def test_no_proxy_waits_long_for_the_headers_of_a_request() -> None:
    assert "timeout http-request 15s" in _text("haproxy.cfg")
    assert "read_header 15s" in _text("Caddyfile") and "client_header_timeout 15s;" in NGINX


def test_each_proxy_bounds_bodies_as_far_as_it_can_and_lets_a_pack_have_its_minute() -> None:
    https = _text("haproxy.cfg").partition("\nfrontend https\n")[2].partition("\nbackend")[0]
    assert "    option http-buffer-request\n" in https
    # Caddy's time begins with the headers.
    whole = re.search(r"read_body (\d+)s", _text("Caddyfile"))
    assert whole and int(whole[1]) == 15 + max(one.within for one in LARGER.values())
    for block in (_text("Caddyfile"), page_block("Caddy")):
        assert re.search(r"read_header 15s.*\n\s*read_body 75s", block)
    # nginx knows only the pause between two pieces.
    assert "client_body_timeout 15s;" in NGINX


def test_each_proxy_that_can_bounds_the_connections_of_one_address() -> None:
    bounds = {
        "haproxy.cfg": r"reject if \{ sc0_conn_cur gt (\d+) \}",
        "nginx.conf": r"^limit_conn one_address (\d+);",
        "traefik-dynamic.yml": r"inFlightReq: \{amount: (\d+),",
    }
    for name, pattern in bounds.items():
        assert re.findall(pattern, _text(name), re.M) == [str(ONE_ADDRESS)], name
    assert page_block("nginx").startswith("limit_conn_zone")
    assert f"limit_conn one_address {ONE_ADDRESS};" in page_block("nginx")
    assert ONE_ADDRESS >= 3 * 2000, "the largest room that was measured, while it joins"


def test_nginx_lets_through_what_the_program_takes() -> None:
    for name in ("client_max_body_size", "client_body_buffer_size"):
        usual, *larger = (_bytes(size) for size in re.findall(rf"{name} (\w+);", NGINX))
        assert usual == MAX_BODY
        paths = re.findall(r"location = (\S+)", NGINX)
        assert dict(zip(paths, larger, strict=True)) == {
            path: one.most for path, one in LARGER.items()
        }
    assert max(one.most for one in LARGER.values()) == LARGEST_PACK + 4096


def test_haproxy_stays_root_no_longer_than_it_must() -> None:
    begins, _ = _text("haproxy.cfg").split("defaults")
    said = {line.strip() for line in begins.splitlines()}
    assert {"chroot /var/lib/haproxy", "user haproxy", "group haproxy"} <= said


def test_every_nginx_server_is_silent() -> None:
    servers = NGINX.count("server {")
    assert NGINX.count("access_log off;") == NGINX.count("error_log /dev/null crit;") == servers


def test_traefik_divides_all_ids_and_gives_each_half_a_second_choice() -> None:
    http = _yaml("traefik-dynamic.yml")["http"]
    rules = {name: http["routers"][name]["rule"] for name in ("first-half", "second-half")}
    ends = [re.findall(r"\{11\}(\[[^]]+\])", rule) for rule in rules.values()]
    assert all(len(found) == 2 and len({*found}) == 1 for found in ends)
    halves = [{c for c in ID_CHARACTERS if re.fullmatch(found[0], c)} for found in ends]
    assert not halves[0] & halves[1] and halves[0] | halves[1] == {*ID_CHARACTERS}
    for router in http["routers"].values():
        assert router["service"] in http["services"]
        assert router["middlewares"] == [*http["middlewares"]]
    first, second = (http["services"][name]["failover"] for name in ("first", "second"))
    assert (first["service"], first["fallback"]) == (second["fallback"], second["service"])
    assert {first["service"], second["service"]} < set(http["services"])


def test_traefik_asks_every_process_and_writes_no_access_log() -> None:
    static, http = _yaml("traefik.yml"), _yaml("traefik-dynamic.yml")["http"]
    assert "accessLog" not in static
    checked = [one["loadBalancer"] for one in http["services"].values() if "loadBalancer" in one]
    assert len(checked) == 3
    for one in checked:
        assert one["healthCheck"]["path"] == "/readyz" and "sticky" not in one


def _text(name: str) -> str:
    lines = (DEPLOY / name).read_text().splitlines()
    return "\n".join(line for line in lines if not line.strip().startswith("#"))


def _yaml(name: str) -> dict[str, Any]:
    read = yaml.safe_load((DEPLOY / name).read_text())
    assert isinstance(read, dict)
    return read


def _bytes(size: str) -> int:
    return int(size[:-1]) * UNITS[size[-1]]
