import time

import httpcore2
import pytest

from bot.sources.feeds.connecting import Connector, is_public
from feed_server import FeedServer
from index.errors import FeedError

pytestmark = pytest.mark.socket


@pytest.mark.parametrize(
    ("address", "public"),
    [
        ("93.184.215.14", True),
        ("2606:2800:21f:cb07:6820:80da:af6b:8b2c", True),
        ("127.0.0.1", False),
        ("127.8.8.8", False),
        ("10.0.0.1", False),
        ("172.16.3.4", False),
        ("192.168.1.1", False),
        ("169.254.169.254", False),
        ("100.64.0.1", False),
        ("0.0.0.0", False),
        ("255.255.255.255", False),
        ("224.0.0.1", False),
        ("192.0.2.1", False),
        ("::1", False),
        ("::", False),
        ("fe80::1%eth0", False),
        ("fd00::1", False),
        ("ff02::1", False),
        ("::ffff:127.0.0.1", False),
        ("::ffff:93.184.215.14", True),
        ("64:ff9b::7f00:1", False),
        ("64:ff9b::5db8:d70e", True),
        ("2002:7f00:1::", False),
        ("2001:0:a00:1::f5ff:fffe", False),
    ],
)
def test_which_addresses_are_of_the_internet(address, public):
    assert is_public(address) is public


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "127.1", "2130706433", "0x7f000001"])
def test_this_machine_is_not_asked_however_it_is_written(host):
    with FeedServer() as server:
        port = int(server.url.rpartition(":")[2])
        connector = Connector(deadline=time.monotonic() + 5, allow_private=False)
        with pytest.raises(FeedError, match="DATELINE_PRIVATE_FEEDS=1 allows it"):
            connector.connect_tcp(host, port)


def test_the_address_that_was_checked_is_the_one_that_is_connected_to(monkeypatch):
    answers = iter(["93.184.215.14", "127.0.0.1"])  # a name that means another one at once
    connected = []

    def looked_up(host, port, **_):
        return [(2, 1, 6, "", (next(answers), port))]

    def connect(self, host, *_):
        connected.append(host)
        raise httpcore2.ConnectError("refused")

    monkeypatch.setattr("socket.getaddrinfo", looked_up)
    monkeypatch.setattr(httpcore2.SyncBackend, "connect_tcp", connect)
    connector = Connector(deadline=time.monotonic() + 5, allow_private=False)
    with pytest.raises(httpcore2.ConnectError):
        connector.connect_tcp("rebinding.example", 80)
    assert connected == ["93.184.215.14"]


def test_of_several_addresses_only_public_ones_are_tried(monkeypatch):
    connected = []

    def looked_up(host, port, **_):
        return [(2, 1, 6, "", (one, port)) for one in ("10.0.0.1", "93.184.215.14")]

    def connect(self, host, *_):
        connected.append(host)
        raise httpcore2.ConnectError("refused")

    monkeypatch.setattr("socket.getaddrinfo", looked_up)
    monkeypatch.setattr(httpcore2.SyncBackend, "connect_tcp", connect)
    with pytest.raises(httpcore2.ConnectError):
        Connector(deadline=time.monotonic() + 5, allow_private=False).connect_tcp("x.example", 80)
    assert connected == ["93.184.215.14"]


def test_after_its_deadline_a_connection_waits_for_nothing():
    with FeedServer() as server:
        port = int(server.url.rpartition(":")[2])
        connector = Connector(deadline=time.monotonic() + 0.3, allow_private=True)
        stream = connector.connect_tcp("127.0.0.1", port)
        began = time.monotonic()
        with pytest.raises(httpcore2.ReadTimeout):
            stream.read(1, timeout=30)
        with pytest.raises(httpcore2.ReadTimeout):
            stream.write(b"x")
        assert time.monotonic() - began < 5
        stream.close()


def test_a_name_that_is_not_known_is_told():
    connector = Connector(deadline=time.monotonic() + 5, allow_private=True)
    with pytest.raises(httpcore2.ConnectError, match=r"the name nowhere\.invalid is not known"):
        connector.connect_tcp("nowhere.invalid", 80)
