"""The settings of a centre decide which value is shown and what is wanted, by the nearest rule."""

import pytest

from callfloor.centre.indicators import IndicatorRules
from callfloor.centre.indicators import Target as TargetSetting
from callfloor.centre.loaded import CentreSettings
from callfloor.centre.schemas import Setting
from callfloor.metrics.formulas import FORMULAS
from callfloor.metrics.kpis import BY_KEY, INDICATORS
from callfloor.metrics.rules import FigureRules, rules_of
from callfloor.metrics.view import GRAINS


def centre(rules: dict[str, object] | None = None, **targets: TargetSetting) -> CentreSettings:
    own = IndicatorRules.model_validate(rules or {})
    items: dict[str, dict[str, Setting]] = {"indicators": {"rules": own}, "targets": {**targets}}
    return CentreSettings(
        tenant="demo", name="Demo", zone="Europe/Madrid", country="ES", language="es",
        is_demo=True, version=17, items=items,
    )  # fmt: skip


def shown(rules: FigureRules, key: str, grain: str = "centre") -> str:
    return rules.variant(BY_KEY[key], grain)  # type: ignore[arg-type]


@pytest.mark.parametrize("profile", ["standard", "classic"])
def test_whatever_a_profile_shows_has_a_formula(profile: str) -> None:
    rules = rules_of(centre({"profile": profile}))
    for indicator in INDICATORS:
        for grain in GRAINS:
            variant = rules.variant(indicator, grain)
            assert bool(variant) == (grain in indicator.variants)
            assert not variant or f"{indicator.key}.{variant}" in FORMULAS


def test_the_profiles_show_what_the_specification_says() -> None:
    standard, classic = rules_of(centre()), rules_of(centre({"profile": "classic"}))
    for key, usual, old in (
        ("schedule_adherence", "overlap", "conformance"),
        ("avg_speed_of_answer", "answered_waits", "all_waits_over_answered"),
        ("occupancy", "handle", "talk_hold"),
        ("abandonment_rate", "offered_net_short", "connected_net_short"),
        ("fcr", "combined", "agent_coded"),
        ("answer_rate", "offered", "received"),
        ("agent_turnover", "daily_annualised", "closing"),
        ("service_level", "offered", "offered"),
    ):
        assert (shown(standard, key), shown(classic, key)) == (usual, old)
    assert shown(classic, "avg_handle_time", "agent") == "talk_acw"
    assert classic.configuration.sl_threshold_strict
    assert not standard.configuration.sl_threshold_strict


@pytest.mark.parametrize(
    ("rules", "key", "variant"),
    [
        ({"sl_formula": "answered_only"}, "service_level", "answered_only"),
        (
            {"sl_include_flow_outs": False, "sl_callbacks": "at_request"},
            "service_level",
            "offered_no_flow_outs_callbacks_at_request",
        ),
        ({"sl_count_overdue_waiting": True}, "service_level", "offered_overdue_waiting"),
        ({"ring_counts_as": "idle"}, "occupancy", "handle_ring_idle"),
        ({"abandon_variant": "long_over_answered"}, "abandonment_rate", "long_over_answered"),
        ({"fcr_method": "survey"}, "fcr", "survey"),
    ],
)
def test_a_setting_chooses_the_variant(rules: dict[str, object], key: str, variant: str) -> None:
    found = shown(rules_of(centre(rules)), key)
    assert found == variant
    assert f"{key}.{found}" in FORMULAS


def target(**fields: object) -> TargetSetting:
    return TargetSetting.model_validate({"name": "T", "indicator": "service_level", **fields})


def test_the_nearest_target_holds_and_without_one_that_of_the_definitions() -> None:
    rules = rules_of(
        centre(all=target(low=85.0), sales=target(queue="sales", low=70.0, min_sample=25))
    )
    assert rules.version == "3.17"
    assert rules.target("service_level", queue="sales").low == 70
    assert rules.target("service_level", queue="sales").min_sample == 25
    assert rules.target("service_level", queue="support").low == 85
    assert rules.target("service_level", team="one").low == 85
    assert rules.target("service_level").consecutive == 2
    assert (rules.target("transfer_rate").high, rules.target("transfer_rate").min_sample) == (2, 10)
    assert rules.target("quality_score").min_sample == 4
    assert rules.target("attendance_rate").min_sample == 3


def test_a_target_is_a_band() -> None:
    band = rules_of(centre()).target("occupancy")
    assert [band.holds(value) for value in (74.9, 75, 88, 88.1)] == [False, True, True, False]
    assert not rules_of(centre(x=target(low=85.0))).target("service_level").holds(84.9)
