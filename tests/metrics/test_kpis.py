"""The list of indicators is whole, and each row of it can be computed as it says."""

from pathlib import Path

from callfloor.centre.indicators import INDICATOR_KEYS
from callfloor.metrics.document import document
from callfloor.metrics.formulas import FORMULAS
from callfloor.metrics.kpis import BY_KEY, INDICATORS


def test_there_are_23_indicators_named_in_three_languages() -> None:
    assert len(INDICATORS) == len(BY_KEY) == 23
    for indicator in INDICATORS:
        assert set(indicator.names) == {"en", "es", "zh"}
        assert all(indicator.names.values())


def test_every_standard_variant_has_its_formula_and_unit() -> None:
    for indicator in INDICATORS:
        for variant in (*indicator.variants.values(), *indicator.classic.values()):
            assert FORMULAS[f"{indicator.key}.{variant}"].unit == indicator.unit
        assert indicator.sample
        assert indicator.all_variants[0] in indicator.variants.values()
        assert set(indicator.classic) <= set(indicator.variants)


def test_every_formula_belongs_to_an_indicator() -> None:
    assert {name.split(".")[0] for name in FORMULAS} <= set(BY_KEY)


def test_the_centre_can_set_a_target_for_each_of_them() -> None:
    assert set(INDICATOR_KEYS) == set(BY_KEY)


def test_the_page_of_the_documentation_is_that_of_the_definitions() -> None:
    page = Path(__file__).parents[2] / "docs" / "indicators.md"
    how = "write it anew: callfloor indicators document > docs/indicators.md"
    assert page.read_text("utf-8") == document(), how
