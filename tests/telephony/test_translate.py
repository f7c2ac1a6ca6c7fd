"""Asterisk's words in the port's: pure rules, and texts that cannot break out of their place."""

import msgspec
import pytest

from callfloor.kit.errors import InvalidError
from callfloor.telephony import port
from callfloor.telephony.asterisk.admission import Admission
from callfloor.telephony.asterisk.sip import phone_objects, trunks_text
from callfloor.telephony.asterisk.translate import (
    caller_id,
    end_cause,
    hung_up_by_phone,
    outside_contact,
    ring_contact,
    ring_result,
    source_of,
)

CONTACT = "01M80R4JAWPMVK326BVXYQGPCA"


@pytest.mark.parametrize(
    ("q850", "sip_code", "result"),
    [
        (17, 486, "busy"), (17, 0, "busy"), (17, 600, "busy"),
        (21, 603, "rejected"), (21, 0, "rejected"),
        (21, 403, "failed"), (21, 401, "failed"),
        (19, 480, "missed"), (18, 408, "missed"), (19, 0, "missed"), (16, 487, "missed"),
        (38, 500, "failed"), (1, 404, "failed"), (0, 0, "failed"), (27, 0, "failed"),
    ],
)  # fmt: skip
def test_missed_rejected_busy_and_failed_are_kept_apart(
    q850: int, sip_code: int, result: str
) -> None:
    assert ring_result(q850, sip_code) == result


def test_a_goodbye_is_no_loss_and_a_loss_no_goodbye() -> None:
    assert hung_up_by_phone(16, requested=True)
    assert not hung_up_by_phone(44, requested=True)
    assert not hung_up_by_phone(16, requested=False)


def test_causes_of_a_customer_s_end() -> None:
    assert [end_cause(cause) for cause in (0, 16, 17, 127, 34, 42, 38, 44)] == [
        "normal", "normal", "normal", "normal", "congestion", "congestion", "failed", "failed",
    ]  # fmt: skip


def test_channel_ids_tell_their_contact() -> None:
    assert ring_contact(f"{CONTACT}.r12") == CONTACT
    assert outside_contact(f"{CONTACT}.o1") == CONTACT
    for other in ("1795321645.8", CONTACT, f"{CONTACT}.q1", "demo-x;2", f"{CONTACT}.r1;2"):
        assert ring_contact(other) == outside_contact(other) == ""


def test_sources() -> None:
    trunk = source_of("shop.trunk.main.line")
    assert (trunk.tenant, trunk.trunk) == ("shop", "main.line")
    assert source_of("shop.demo.caller").kind == "demo"
    assert source_of("shop.demo.caller").trunk == ""
    web = source_of("web.01m80r4jawpmvk326bvxyqgpca")
    assert (web.tenant, web.kind, web.trunk) == ("", "web", "")
    assert source_of("anything").tenant == ""


@pytest.mark.parametrize("name", ['Ana" <666>', "Ana\r\nX: y", "Ana\\", "Ana>", ""])
def test_a_caller_s_name_cannot_break_out_of_the_header(name: str) -> None:
    made = caller_id(name, "+34600\r\n<1>")
    assert made.count('"') == 2
    assert made.count("<") == made.count(">") == 1
    assert "\n" not in made
    assert made.endswith("<+346001>")


MAIN = port.Trunk(tenant="shop", trunk_id="main", host="sip.example.org")


def trunk(**fields: object) -> port.Trunk:
    return msgspec.structs.replace(MAIN, **fields)


def test_a_trunk_becomes_endpoint_address_and_registration() -> None:
    text = trunks_text(
        (trunk(username="u", secret="s p=e", registers=True, matches=("198.51.100.0/24",)),)
    )
    assert "[shop.trunk.main]\ntype=endpoint\ncontext=callfloor-inbound" in text
    assert "match=198.51.100.0/24" in text
    assert "password=s p=e\n" in text
    assert "type=registration" in text
    assert "type=registration" not in trunks_text((trunk(),))
    assert "match=sip.example.org" in trunks_text((trunk(),))


@pytest.mark.parametrize(
    "fields",
    [
        {"host": "x\ncontext=elsewhere"},
        {"trunk_id": "a]\n[b"},
        {"username": "u;v"},
        {"username": "u", "secret": "s\nallow=all"},
        {"matches": ("0.0.0.0/0\nendpoint=other",)},
    ],
)
def test_a_trunk_cannot_write_lines_of_its_own(fields: dict[str, object]) -> None:
    with pytest.raises(InvalidError):
        trunks_text((trunk(**fields),))


def test_a_web_caller_has_no_address_to_be_called_at() -> None:
    account = port.PhoneAccount(
        phone_id="web.x", user="web.x", secret="s", kind="web_call", number="1000", name='"<x>;'
    )
    kinds = dict(phone_objects(account))
    assert "aor" not in kinds
    assert kinds["endpoint"]["context"] == "callfloor-web"
    assert kinds["endpoint"]["callerid"] == '"x" <web>'


def test_admission_limits_calls_at_once_and_new_ones_a_second() -> None:
    admission = Admission(calls_max=10, per_second=3)
    assert admission.refuses(1_000, live=10) == "admission"
    assert [admission.refuses(1_000, live=0) for _ in range(4)] == [None, None, None, "rate"]
    assert admission.refuses(1_400, live=0) is None
    assert admission.refuses(1_400, live=0) == "rate"
    assert [admission.refuses(9_000, live=0) for _ in range(4)] == [None, None, None, "rate"]
    assert admission.refuses(8_000, live=0) == "rate"
