"""The list of indicators is whole, and each row of it can be computed as it says."""

from callfloor.metrics.formulas import FORMULAS
from callfloor.metrics.kpis import BY_KEY, INDICATORS


def test_there_are_23_indicators_named_in_three_languages() -> None:
    assert len(INDICATORS) == len(BY_KEY) == 23
    for indicator in INDICATORS:
        assert set(indicator.names) == {"en", "es", "zh"}
        assert all(indicator.names.values())


def test_every_standard_variant_has_its_formula_and_unit() -> None:
    for indicator in INDICATORS:
        for variant in indicator.variants.values():
            assert FORMULAS[f"{indicator.key}.{variant}"].unit == indicator.unit
        assert indicator.all_variants
        if indicator.is_computed:
            assert indicator.sample
            assert indicator.all_variants[0] in indicator.variants.values()


def test_every_formula_belongs_to_an_indicator() -> None:
    assert {name.split(".")[0] for name in FORMULAS} <= set(BY_KEY)
