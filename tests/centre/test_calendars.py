"""Opening hours: split days, nights, public holidays, exceptions, and the change of the clocks."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from pydantic import ValidationError

from callfloor.centre.calendars import read_span, read_spans
from callfloor.centre.schemas import Calendar
from callfloor.kit.clock import to_ms

MADRID = ZoneInfo("Europe/Madrid")


def at(text: str, zone: ZoneInfo = MADRID) -> int:
    return to_ms(datetime.fromisoformat(text).replace(tzinfo=zone))


OFFICE = Calendar.model_validate(
    {
        "name": "Office",
        "weekly": {
            **{day: ["09:00-14:00", "16:00-20:00"] for day in ("mon", "tue", "wed", "thu", "fri")},
            "sat": ["22:00-03:00"],
        },
        "holidays": {"country": "ES", "subdivision": "MD"},
        "exceptions": [
            {"date": "2026-12-24", "open": ["10:00-12:00"]},
            {"date": "2026-12-25", "open": ["11:00-13:00"], "name": "open at Christmas for once"},
            {"date": "2026-08-10", "until": "2026-08-14"},
        ],
    }
)


@pytest.mark.parametrize(
    ("moment", "expected"),
    [
        ("2026-11-23T08:59:59", False),
        ("2026-11-23T09:00", True),
        ("2026-11-23T13:59:59", True),
        ("2026-11-23T14:00", False),
        ("2026-11-23T16:00", True),
        ("2026-11-23T20:00", False),
        ("2026-11-22T10:00", False),
        # Saturday night runs into Sunday.
        ("2026-11-21T21:59", False),
        ("2026-11-21T23:30", True),
        ("2026-11-22T02:59", True),
        ("2026-11-22T03:00", False),
        # Public holidays: of the country (8 December) and of Madrid (2 May is a Saturday in 2026).
        ("2026-12-08T10:00", False),
        ("2026-05-02T23:00", False),
        ("2026-05-03T01:00", False),
        # Exceptions outweigh the week and the holiday.
        ("2026-12-24T09:30", False),
        ("2026-12-24T11:00", True),
        ("2026-12-25T12:00", True),
        ("2026-08-12T10:00", False),
        ("2026-08-17T10:00", True),
    ],
)
def test_hours_of_an_office(moment: str, expected: bool) -> None:
    assert OFFICE.hours("Europe/Madrid").is_open(at(moment)) is expected


def test_the_zone_of_the_calendar_outweighs_the_tenants() -> None:
    calendar = Calendar.model_validate(
        {"name": "N", "zone": "Asia/Shanghai", "weekly": {"mon": ["09:00-10:00"]}}
    )
    moment = at("2026-11-23T09:30", ZoneInfo("Asia/Shanghai"))
    assert calendar.hours("Europe/Madrid").is_open(moment)
    assert not OFFICE.hours("Europe/Madrid").is_open(moment)


@pytest.mark.parametrize("day", ["2026-03-30", "2026-10-26", "2026-07-20"])
def test_nine_o_clock_stays_nine_o_clock_over_the_change_of_the_clocks(day: str) -> None:
    hours = OFFICE.hours("Europe/Madrid")
    assert hours.is_open(at(f"{day}T09:00"))
    assert not hours.is_open(at(f"{day}T08:59"))


def test_a_day_and_night_calendar_is_always_open() -> None:
    days = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
    calendar = Calendar.model_validate(
        {"name": "A", "weekly": {day: ["00:00-24:00"] for day in days}}
    )
    hours = calendar.hours("Europe/Madrid")
    begin = at("2026-10-24T00:00")
    assert all(hours.is_open(begin + quarter * 900_000) for quarter in range(4 * 24 * 9))


@pytest.mark.parametrize(
    "text", ["9-14", "25:00-26:00", "09:00", "09:00-24:01", "09:60-10:00", "10:00-10:00", ""]
)
def test_what_is_no_span_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="write it as 09:00-14:00"):
        read_span(text)


def test_spans_that_overlap_are_refused() -> None:
    assert read_spans(["16:00-20:00", "09:00-14:00"]) == ((540, 840), (960, 1200))
    with pytest.raises(ValueError, match="overlap"):
        read_spans(["09:00-14:00", "13:00-15:00"])


@pytest.mark.parametrize(
    "body",
    [
        {"name": "x", "zone": "Mars/Olympus"},
        {"name": "x", "holidays": {"country": "ZZ"}},
        {"name": "x", "holidays": {"country": "ES", "subdivision": "XX"}},
        {"name": "x", "exceptions": [{"date": "2026-02-30"}]},
        {"name": "x", "exceptions": [{"date": "2026-02-20", "until": "2026-02-19"}]},
        {"name": "x", "weekly": {"someday": []}},
        {"name": ""},
    ],
)
def test_bad_calendars_are_refused(body: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        Calendar.model_validate(body)
