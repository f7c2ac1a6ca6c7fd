"""What stands in the way of a start is said in one sentence, before anything is started."""

import os
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from tests.running.ports import free_sip_port

from callfloor.kit.errors import SetupError
from callfloor.kit.settings import Settings
from callfloor.machine import preflight


@contextmanager
def taken(kind: socket.SocketKind = socket.SOCK_STREAM) -> Iterator[int]:
    """A port of 127.0.0.1 that somebody listens on."""
    with socket.socket(socket.AF_INET, kind) as holder:
        holder.bind(("127.0.0.1", 0))
        if kind == socket.SOCK_STREAM:
            holder.listen()
        yield int(holder.getsockname()[1])


def settings(home: Path, **changes: object) -> Settings:
    names = ("port", "postgres_port", "asterisk_http_port", "sip_port")
    told: dict[str, object] = {name: free_sip_port() for name in names}
    return Settings.model_validate({"home": home, **told, **changes})


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("port", socket.SOCK_STREAM),
        ("postgres_port", socket.SOCK_STREAM),
        ("asterisk_http_port", socket.SOCK_STREAM),
        ("sip_port", socket.SOCK_DGRAM),
        ("sip_port", socket.SOCK_STREAM),
    ],
)
def test_a_port_in_use_names_the_variable_that_moves_it(
    tmp_path: Path, name: str, kind: socket.SocketKind
) -> None:
    with taken(kind) as port, pytest.raises(SetupError) as raised:
        preflight.check_ports(settings(tmp_path, **{name: port}))
    message = raised.value.message
    assert str(port) in message
    assert f"CALLFLOOR_{name.upper()}" in message
    assert "\n" not in message


def test_free_ports_pass(tmp_path: Path) -> None:
    preflight.check_ports(settings(tmp_path))


def test_servers_of_the_users_own_need_no_port(tmp_path: Path) -> None:
    with taken() as port:
        preflight.check_ports(
            settings(
                tmp_path,
                postgres_port=port,
                asterisk_http_port=port,
                database_url="postgresql://me:x@db/callfloor",
                asterisk_url="http://me:x@pbx:8088",
            )
        )


def test_an_address_of_another_machine_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SetupError, match="no address of this machine"):
        preflight.check_ports(settings(tmp_path, host="203.0.113.9"))


def test_rtp_ports_the_wrong_way_round_are_refused(tmp_path: Path) -> None:
    with pytest.raises(SetupError, match="RTP"):
        preflight.check_ports(settings(tmp_path, rtp_port_first=20000, rtp_port_last=10000))


def test_a_second_start_on_the_same_folder_is_refused_with_the_first_ones_number(
    tmp_path: Path,
) -> None:
    told = settings(tmp_path)
    preflight.check_home(told)
    with (
        preflight.only_one(told),
        pytest.raises(SetupError, match=f"process {os.getpid()}"),
        preflight.only_one(told),
    ):
        pass
    with preflight.only_one(told):
        pass


def test_a_folder_of_state_that_is_a_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "home").write_text("")
    with pytest.raises(SetupError, match="CALLFLOOR_HOME"):
        preflight.check_home(settings(tmp_path / "home"))


def test_too_little_room_says_how_much_is_needed(tmp_path: Path) -> None:
    with pytest.raises(SetupError, match="MB are needed"):
        preflight.check_disk(tmp_path / "not" / "there", 10**18)
