"""The proxies' files: what in them cannot be seen from outside in a short time."""

import re
import string
from typing import Any

import pytest
import yaml

from tests.support.balancers import DEPLOY
from workshop.live.engine import GRACE, PING_TIMES_S
from workshop.stories.pack_file.pack_types import LARGEST_PACK
from workshop.web.guarding.request_filter import LARGER, MAX_BODY

NGINXES = [(DEPLOY / name).read_text() for name in ("nginx.conf", "one/nginx.conf")]
CADDIES = ("Caddyfile", "one/Caddyfile")
each_nginx = pytest.mark.parametrize("nginx", NGINXES, ids=["several", "one"])
UNITS = {"k": 1024, "m": 1024 * 1024}
ONE_ADDRESS = 6000
ID_CHARACTERS = string.ascii_letters + string.digits


def test_no_socket_is_cut_between_two_pings() -> None:
    haproxy = re.findall(r"timeout (?:tunnel|client|server) (\d+)s", _text("haproxy.cfg"))
    nginx = [one for text in NGINXES for one in re.findall(r"proxy_read_timeout (\d+)s", text)]
    assert len(haproxy) == 3 and len(nginx) == 4
    assert min(map(int, [*haproxy, *nginx])) > 2 * (PING_TIMES_S + GRACE)
    # Caddy has none for sockets unless it is told one.
    for name in CADDIES:
        caddy = {*re.findall(r"\w*timeouts?\b", _text(name))}
        assert caddy <= {"health_timeout", "dial_timeout", "timeouts"}
        timeouts = re.search(r"timeouts \{\s*([^}]*?)\s*\}", _text(name))
        assert timeouts and timeouts[1].split() == ["read_header", "15s", "read_body", "75s"]


def test_no_proxy_waits_long_for_the_headers_of_a_request() -> None:
    assert "timeout http-request 15s" in _text("haproxy.cfg")
    assert all("client_header_timeout 15s;" in text for text in NGINXES)


def test_each_proxy_bounds_bodies_as_far_as_it_can_and_lets_a_pack_have_its_minute() -> None:
    https = _text("haproxy.cfg").partition("\nfrontend https\n")[2].partition("\nbackend")[0]
    assert "    option http-buffer-request\n" in https
    # Caddy's time begins with the headers.
    whole = re.search(r"read_body (\d+)s", _text("Caddyfile"))
    assert whole and int(whole[1]) == 15 + max(one.within for one in LARGER.values())
    # nginx knows only the pause between two pieces.
    assert all("client_body_timeout 15s;" in text for text in NGINXES)


def test_each_proxy_that_can_bounds_the_connections_of_one_address() -> None:
    bounds = {
        "haproxy.cfg": r"reject if \{ sc0_conn_cur gt (\d+) \}",
        "nginx.conf": r"^limit_conn one_address (\d+);",
        "one/nginx.conf": r"^limit_conn one_address (\d+);",
        "traefik-dynamic.yml": r"inFlightReq: \{amount: (\d+),",
    }
    for name, pattern in bounds.items():
        assert re.findall(pattern, _text(name), re.M) == [str(ONE_ADDRESS)], name
    assert ONE_ADDRESS >= 3 * 2000, "the largest room that was measured, while it joins"


@each_nginx
def test_nginx_lets_through_what_the_program_takes(nginx: str) -> None:
    for name in ("client_max_body_size", "client_body_buffer_size"):
        usual, *larger = (_bytes(size) for size in re.findall(rf"{name} (\w+);", nginx))
        assert usual == MAX_BODY
        paths = re.findall(r"location = (\S+)", nginx)
        assert dict(zip(paths, larger, strict=True)) == {
            path: one.most for path, one in LARGER.items()
        }
    assert max(one.most for one in LARGER.values()) == LARGEST_PACK + 4096


def test_haproxy_stays_root_no_longer_than_it_must() -> None:
    begins, _ = _text("haproxy.cfg").split("defaults")
    said = {line.strip() for line in begins.splitlines()}
    assert {"chroot /var/lib/haproxy", "user haproxy", "group haproxy"} <= said


@each_nginx
def test_every_nginx_server_is_silent(nginx: str) -> None:
    servers = nginx.count("server {")
    assert nginx.count("access_log off;") == nginx.count("error_log /dev/null crit;") == servers


@pytest.mark.parametrize("name", CADDIES)
def test_caddy_logs_no_failed_request(name: str) -> None:
    assert re.search(r"^\tlog \{\s*exclude http\s*\}", _text(name), re.M)
    assert "header_up -X-Forwarded-For" in _text(name)


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
