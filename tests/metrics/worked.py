"""Worked examples of our own in the published format: every answer here was computed by hand."""

from typing import Any

DAY = "2026-05-04"
T = {"tz": "Europe/Madrid", "interval_s": 1800, "sl_threshold_s": 10, "short_abandon_s": 5}


def at(hour: str, day: str = DAY) -> str:
    return f"{day}T{hour}+02:00"


def contact(key: str, hour: str, **more: Any) -> dict[str, Any]:
    return {"id": key, "direction": "in", "arrived_at": at(hour), "disposition": "queue"} | more


def leg(key: str, entered: str, exited: str | None, outcome: str | None, **more: Any) -> Any:
    return {
        "id": f"{key}q", "contact_id": key, "queue_id": "Q", "entered_at": at(entered),
        "exited_at": None if exited is None else at(exited), "outcome": outcome, "queued": True,
    } | more  # fmt: skip


def segment(key: str, answered: str, ended: str, acw: str | None, **more: Any) -> dict[str, Any]:
    return {
        "id": f"{key}s", "contact_id": key, "queue_leg_id": f"{key}q", "agent_id": "A",
        "answered_at": at(answered), "ended_at": at(ended), "holds": [],
        "acw": None if acw is None else [at(ended), at(acw)], "end_reason": "customer_hangup",
    } | more  # fmt: skip


CROSSING: dict[str, Any] = {
    "id": "OWN-03", "kpis": [2, 5, 6, 9, 10, 14, 21], "config": T,
    "input": {
        # k1 waits 09:29:50 to 09:30:10 and talks to 09:40; k2 gives up across the edge; k3 is
        # answered in the first half hour, is held at the edge, and is closed in the second.
        "contacts": [contact("k1", "09:29:50"), contact("k2", "09:29:55"),
                     contact("k3", "09:20:00")],
        "queue_legs": [leg("k1", "09:29:50", "09:30:10", "answered"),
                       leg("k2", "09:29:55", "09:30:25", "abandoned"),
                       leg("k3", "09:20:00", "09:20:04", "answered", queued=False)],
        "segments": [segment("k1", "09:30:10", "09:40:10", "09:41:10"),
                     segment("k3", "09:20:04", "09:35:04", None,
                             holds=[[at("09:29:00"), at("09:32:00")]])],
    },
    "query": {"grain": "queue", "key": "Q", "buckets": [at("09:00:00"), at("09:30:00")]},
    "expected": {
        "cohort": {
            "09:00": {"offered": 3, "answered": 2, "abandoned": 1, "service_level": 100 / 3,
                      "abandonment_rate": 100 / 3, "avg_speed_of_answer": 12.0,
                      "avg_handle_time.segment": 780.0},
            "09:30": {"offered": 0, "service_level": None, "avg_handle_time.segment": None},
        },
        "event": {
            "09:00": {"offered": 3, "answered": 1, "abandoned": 0, "service_level": 100.0},
            "09:30": {"offered": 0, "answered": 1, "abandoned": 1, "service_level": 0.0,
                      "abandonment_rate": 50.0, "avg_speed_of_answer": 20.0},
        },
        "close": {
            "09:00": {"segments": 0, "avg_handle_time": None},
            "09:30": {"segments": 2, "avg_handle_time": 780.0, "avg_talk_time": 660.0,
                      "avg_hold_time.per_handled": 90.0, "avg_hold_time.per_held": 180.0,
                      "avg_after_call_work": 30.0, "avg_handle_time.talk_acw": 690.0},
        },
        "clip": {
            # k3 talks 09:20:04 to 09:29:00 = 536 s, is held 60 s here and 120 s there, and talks
            # 184 s more; k1 talks 600 s and writes for 60 s.
            "09:00": {"talk_s": 536, "hold_s": 60, "acw_s": 0, "handle_s": 596},
            "09:30": {"talk_s": 784, "hold_s": 120, "acw_s": 60, "handle_s": 964},
        },
    },
}  # fmt: skip

WAITING: dict[str, Any] = {
    "id": "OWN-05", "kpis": [9, 14, 20, 21], "config": T,
    "input": {
        "contacts": [contact(f"m{number}", "11:00:00") for number in range(1, 6)]
        + [contact("m6", "11:00:00", disposition=None)],
        "queue_legs": [
            leg("m1", "11:00:00", "11:00:08", "answered"),
            leg("m2", "11:00:00", "11:00:06", "callback_requested",
                callback_connected_at=at("11:20:06")),
            leg("m3", "11:00:00", "11:00:30", "overflow"),
            {**leg("m3", "11:00:30", "11:00:32", "answered"), "id": "m3r", "queue_id": "R"},
            leg("m4", "11:00:00", None, None),
            leg("m5", "11:00:00", "11:00:20", "abandoned"),
        ],
    },
    "query": {"bucket": at("11:00:00"), "attribution": "cohort", "now": at("11:00:40")},
    "expected": {
        "queue:Q": {
            "offered": 5, "answered": 1, "abandoned": 1, "flow_out": 1, "callback_requested": 1,
            "in_progress": 1, "status": "provisional", "service_level.offered": 100 / 3,
            "service_level.offered_no_flow_outs": 50.0,
            "service_level.offered_callbacks_at_request": 50.0,
            "service_level.offered_callbacks_virtual_wait": 25.0,
            "service_level.offered_overdue_waiting": 25.0,
            "answer_rate": 100 / 3, "avg_callback_wait": 1206.0,
        },
        "queue:R": {"offered": 1, "answered": 1, "service_level": 100.0, "status": "provisional"},
        # At the centre m3 waited 32 s in all and was answered; m6 is in the menu still.
        "centre": {
            "offered": 5, "answered": 2, "abandoned": 1, "flow_out": 0, "in_progress": 2,
            "received": 6, "service_level.offered": 100 / 3, "avg_speed_of_answer": 20.0,
            "answer_rate.offered": 200 / 3, "answer_rate.received": 50.0,
            "answer_rate.served": 50.0, "abandonment_rate": 100 / 3,
        },
        f"as_of {at('11:00:07')}": {
            "queue:Q": {"answered": 0, "callback_requested": 1, "in_progress": 4,
                        "service_level": None},
        },
    },
}  # fmt: skip

MONEY: dict[str, Any] = {
    "id": "OWN-09", "kpis": [4], "config": {"tz": "Asia/Shanghai", "currency": "CNY"},
    "input": {
        "cost_entries": [
            # 31,000 over the 31 days of March: 7,000 of the week. The rent was 6,200 by estimate
            # and 9,300 in truth: 2,100. A week's training of 700, two days of it inside: 200.
            {"id": "l1", "category": "labour", "amount": "31000.00", "currency": "CNY",
             "start": "2026-03-01", "end": "2026-04-01", "status": "actual"},
            {"id": "r1", "category": "facilities", "amount": "6200.00", "currency": "CNY",
             "start": "2026-03-01", "end": "2026-04-01", "status": "accrued"},
            {"id": "r2", "category": "facilities", "amount": "9300.00", "currency": "CNY",
             "start": "2026-03-01", "end": "2026-04-01", "status": "actual"},
            {"id": "t1", "category": "training", "amount": "700.00", "currency": "CNY",
             "start": "2026-02-25", "end": "2026-03-04", "status": "accrued"},
            {"id": "o1", "category": "other", "amount": "999.00", "currency": "CNY",
             "start": "2026-03-09", "end": "2026-03-10", "status": "actual"},
        ],
        "counts": {"contacts_handled": 2000, "self_service": 325, "received": 2500,
                   "resolved_contacts": 1550},
    },
    "query": {"grain": "centre", "period": ["2026-03-02", "2026-03-09"]},
    "expected": {
        "total_cost": 9300, "cost.labour": 7000, "cost.facilities": 2100, "cost.training": 200,
        "cost_per_contact": 4.0, "cost_per_contact.agent_handled": 4.65,
        "cost_per_contact.received": 3.72, "cost_per_contact.labour_only": 7000 / 2325,
        "cost_per_contact.per_resolution": 6.0, "in_band_2_to_5": True, "status": "provisional",
    },
}  # fmt: skip

RESOLVED: dict[str, Any] = {
    "id": "OWN-11", "kpis": [12, 17], "config": {"tz": "Europe/Madrid", "fcr_window_days": 7},
    "input": {
        # K1 came again about the bill after five days, K2 about something else, K3 after eight
        # days, K4's second call was given up, K5 has no code, K6 dialled the wrong number.
        "contacts": [
            {"id": f"n{number}", "customer_id": customer, "direction": "in", "disposition": "queue",
             "arrived_at": at("10:00:00", day)}
            for number, customer, day in (
                (1, "K1", "2026-05-04"), (2, "K1", "2026-05-09"), (3, "K2", "2026-05-04"),
                (4, "K2", "2026-05-05"), (5, "K3", "2026-05-04"), (6, "K3", "2026-05-12"),
                (7, "K4", "2026-05-04"), (8, "K4", "2026-05-05"), (9, "K5", "2026-05-04"),
                (10, "K6", "2026-05-04"),
            )
        ],
        "queue_legs": [
            {"id": "n8q", "contact_id": "n8", "queue_id": "Q", "outcome": "abandoned",
             "entered_at": at("10:00:00", "2026-05-05"), "exited_at": at("10:01:00", "2026-05-05")}
        ],
        "segments": [
            {"id": f"n{number}s", "contact_id": f"n{number}", "agent_id": "A",
             "answered_at": at("10:00:10", day), "ended_at": at("10:05:00", day)}
            for number, day in (
                (1, "2026-05-04"), (2, "2026-05-09"), (3, "2026-05-04"), (4, "2026-05-05"),
                (5, "2026-05-04"), (6, "2026-05-12"), (7, "2026-05-04"), (9, "2026-05-04"),
                (10, "2026-05-04"),
            )
        ],
        "wrap_ups": [
            {"segment_id": "n1s", "code": "bill", "resolved": "yes", "issue_id": "b"},
            {"segment_id": "n2s", "code": "bill", "resolved": "yes", "issue_id": "b"},
            {"segment_id": "n3s", "code": "bill", "resolved": "yes", "issue_id": "b"},
            {"segment_id": "n4s", "code": "address", "resolved": "no", "issue_id": "a"},
            {"segment_id": "n5s", "code": "bill", "resolved": "yes", "issue_id": "b"},
            {"segment_id": "n6s", "code": "bill", "resolved": "yes", "issue_id": "b"},
            {"segment_id": "n7s", "code": "bill", "resolved": "no", "issue_id": "b"},
            {"segment_id": "n10s", "code": "wrong_number", "resolved": "n/a"},
        ],
        "surveys": [
            {"contact_id": "n1", "answered_at": at("12:00:00"), "resolved_answer": "no"},
            {"contact_id": "n3", "answered_at": at("12:00:00"), "resolved_answer": "yes"},
            {"contact_id": "n5", "answered_at": None, "resolved_answer": None},
        ],
        "evaluations": [
            # e1: (2·4/5 + 1·5/5) / 3 = 86.6667, one item not applicable; e2 fails as a whole and
            # would have been 50; the draft and the calibration have no vote.
            {"id": "e1", "agent_id": "A", "kind": "recording", "status": "final", "items": [
                {"id": "i1", "weight": 2, "points": 4, "max": 5, "criticality": "none"},
                {"id": "i2", "weight": 1, "points": 5, "max": 5, "criticality": "customer"},
                {"id": "i3", "weight": 5, "points": None, "max": 5, "criticality": "none"}]},
            {"id": "e2", "agent_id": "A", "kind": "live", "status": "final", "auto_fail": True,
             "items": [{"id": "i1", "weight": 1, "points": 5, "max": 10, "criticality": "customer",
                        "error": True}]},
            {"id": "e3", "agent_id": "A", "kind": "live", "status": "draft", "items": [
                {"id": "i1", "weight": 1, "points": 10, "max": 10}]},
            {"id": "e4", "agent_id": "B", "kind": "calibration", "status": "final", "items": [
                {"id": "i1", "weight": 1, "points": 10, "max": 10}]},
        ],
    },
    "query": {"grain": "centre"},
    "expected": {
        # Nine handled, eight of them eligible, seven coded, five of those resolved.
        "fcr.agent_coded": 500 / 7, "fcr.code_coverage": 87.5, "fcr.no_repeat": 87.5,
        "fcr.combined": 400 / 7, "fcr.survey": 50.0,
        "fcr": 400 / 7,
        "quality_score": 260 / 6, "quality_score.raw": (260 / 3 + 50) / 2,
        "quality_score.error_accuracy": 50.0, "evaluations": 2,
        "agent:A": {"quality_score": 260 / 6, "fcr.combined": 400 / 7},
        "e1": {"quality_score": 260 / 3},
    },
}  # fmt: skip

SHIFT: dict[str, Any] = {
    "id": "OWN-06", "kpis": [1, 2, 5, 6, 10, 11, 13], "config": T,
    "input": {
        "agent_states": [
            {"agent_id": "A", "state": state, "reason": None, "start": at(start), "end": at(end)}
            for state, start, end in (
                ("AVAILABLE", "09:00:00", "09:20:00"), ("TALK", "09:20:00", "09:35:00"),
                ("ACW", "09:35:00", "09:40:00"), ("NOT_READY", "09:40:00", "10:00:00"),
            )
        ],
        "schedule": [
            {"agent_id": "A", "activity": "phone", "productive": True, "start": at("09:00:00"),
             "end": at("09:50:00")},
            {"agent_id": "A", "activity": "break", "productive": False, "start": at("09:50:00"),
             "end": at("10:00:00")},
        ],
        "segments": [segment("p1", "09:20:00", "09:35:00", "09:40:00")],
    },
    "query": {"grain": "agent", "key": "A", "period": [at("09:00:00"), at("10:30:00")]},
    "expected": {
        "schedule_adherence": 80.0, "schedule_adherence.conformance": 80.0,
        "schedule_adherence.all_activities": 500 / 6, "below_adherence_target": True,
        "adherence_by_bucket": {"09:00": 100.0, "09:30": 50.0, "10:00": None},
        "occupancy.handle": 50.0, "occupancy.talk_hold": 300 / 7,
        "utilisation.handle_over_logged_in": 100 / 3, "contacts_per_hour": 1.0,
        "contacts_per_hour.productive": 1.5, "avg_handle_time": 1200.0, "talk_s": 900,
        "available_s": 1200, "logged_in_s": 3600,
    },
}  # fmt: skip

PEOPLE: dict[str, Any] = {
    "id": "OWN-10", "kpis": [15, 23], "config": {"tz": "Europe/Madrid"},
    "input": {
        "shifts": [{"person": person, "shift": "N", "start": at("22:00:00"),
                    "end": at("06:00:00", "2026-05-05")} for person in ("a", "b", "c", "d")],
        "punches": [
            {"person": "a", "in": at("21:50:00"), "out": at("06:00:00", "2026-05-05")},
            {"person": "b", "in": at("22:10:00"), "out": None},
            {"person": "c", "in": at("22:00:00"), "out": at("23:00:00")},
            {"person": "e", "in": at("22:00:00"), "out": at("23:00:00")},
        ],
        "headcount": {"period": ["2026-04-01", "2026-05-01"], "opening": 20, "moves": [
            {"date": "2026-04-16", "change": 2, "kind": "join"},
            {"date": "2026-04-16", "change": -1, "kind": "leave", "reason": "resignation",
             "last_day": "2026-04-15"},
            {"date": "2026-05-01", "change": -1, "kind": "leave", "reason": "dismissal",
             "last_day": "2026-04-30"}]},
    },
    "query": {"day": DAY, "period": ["2026-04-01", "2026-05-01"]},
    "expected": {
        "attendance": {"N": 75.0, "N.min_half_shift": 50.0, "day": 75.0, "late": ["b"],
                       "unscheduled_present": ["e"]},
        # 15 days of 20 heads and 15 of 21: 20.5; two left.
        "turnover": {"leavers": 2, "voluntary": 1, "closing": 20, "avg_headcount.daily": 20.5,
                     "avg_headcount.simple": 20, "agent_turnover.daily": 200 / 20.5,
                     "agent_turnover.daily_annualised": 2400 / 20.5, "agent_turnover.simple": 10.0,
                     "agent_turnover.closing": 10.0, "agent_turnover.opening": 10.0,
                     "voluntary.daily_annualised": 1200 / 20.5, "in_band_15_to_30": False},
    },
}  # fmt: skip

CARRIER: dict[str, Any] = {
    "id": "OWN-08", "kpis": [7, 16, 18, 20, 22], "config": {**T, "ring_cycle_s": 4.5},
    "input": {
        "contacts": [
            contact("v1", "14:00:00", disposition="self_service", front_ring_s=4.5,
                    first_answered_by="ivr", dnis="900"),
            contact("v2", "14:00:00", disposition="ivr_abandoned", front_ring_s=5,
                    first_answered_by="ivr", dnis="900"),
            contact("v3", "14:00:00", disposition="closed_hours", first_answered_by=None,
                    front_ring_s=30, dnis="901"),
            contact("v4", "14:31:00", front_ring_s=0, first_answered_by="ivr", dnis="901"),
            contact("v5", "14:31:00", is_test=True),
        ],
        "queue_legs": [leg("v4", "14:31:00", "14:31:05", "answered")],
        "agent_offers": [{"leg_id": "v4q", "agent_id": "A", "ring_start": at("14:31:00"),
                          "ring_end": at("14:31:05"), "result": "answered"}],
        "blocked_attempts": [
            # The exchange saw the same two failures as the carrier: one source per trunk group.
            {"at": at("14:01:00"), "source": "carrier", "trunk_group": "T", "cause": "q850:34",
             "count": 2},
            {"at": at("14:01:00"), "source": "sbc", "trunk_group": "T", "cause": "sip:503",
             "count": 2},
            {"at": at("14:02:00"), "source": "acd", "trunk_group": "T", "cause": "queue_full"},
            {"at": at("14:02:00"), "source": "carrier", "trunk_group": "T", "cause": "q850:16",
             "count": 9},
        ],
    },
    "query": {"grain": "centre", "buckets": [at("14:00:00"), at("14:30:00")]},
    "expected": {
        "hour": {"total_contacts": 7, "blocked": 3, "received": 4, "self_service": 1,
                 "ivr_abandoned": 1, "closed_hours": 1, "blocked_rate": 300 / 7, "avg_rings": 1.0,
                 "avg_rings.cycle_5s": 2 / 3, "queued_rate": 25.0, "answer_rate.received": 100 / 3,
                 "answer_rate.served": 200 / 3},
        "14:00": {"total_contacts": 6, "blocked_rate": 50.0, "answer_rate": None},
        "14:30": {"total_contacts": 1, "blocked_rate": 0.0, "answer_rate": 100.0},
        "dnis:900": {"received": 2},
        "half_hours_in_day": {"Europe/Madrid 2026-03-29": 46, "Europe/Madrid 2026-10-25": 50},
    },
}  # fmt: skip

STATED: dict[str, Any] = {
    "id": "OWN-02", "kpis": [21], "config": T,
    "input": {"components": {"answered": 80, "answered_in_threshold": 60, "abandoned": 20,
                             "abandoned_short": 4, "abandoned_in_threshold": 10, "flow_out": 5,
                             "callback_requested": 5, "callback_requested_in_threshold": 3,
                             "in_progress": 2, "blocked": 10}},
    "query": {"grain": "queue", "mode": "components"},
    "expected": {
        "offered": 112, "service_level.attempts": 50.0, "service_level.offered": 6000 / 105,
        "service_level.early_abandons_met": 7000 / 105, "abandoned_long": 16,
        "service_level.offered_less_early_abandons_no_flow_outs": 6000 / 90,
        "service_level.offered_callbacks_at_request": 6300 / 110,
    },
}  # fmt: skip

POOLED: dict[str, Any] = {
    "id": "OWN-07", "kpis": [5, 11, 13], "config": T,
    "input": {"agent_components": [
        {"agent_id": "A", "occupied_s": 900, "available_s": 100, "logged_in_s": 1800,
         "segments": 3, "handle_s": 900},
        {"agent_id": "B", "occupied_s": 0, "available_s": 500, "logged_in_s": 1800,
         "segments": 0, "handle_s": 0}]},
    "query": {"mode": "agent_components"},
    "expected": {
        "agent:A": {"occupancy": 90.0, "contacts_per_hour": 6.0, "avg_handle_time": 300.0},
        "agent:B": {"occupancy": 0.0, "contacts_per_hour": 0.0, "avg_handle_time": None},
        "team": {"occupancy": 60.0, "contacts_per_hour": 3.0, "avg_handle_time": 300.0},
    },
}  # fmt: skip

ALL_OF_THEM = [CROSSING, WAITING, MONEY, RESOLVED, SHIFT, PEOPLE, CARRIER, STATED, POOLED]
