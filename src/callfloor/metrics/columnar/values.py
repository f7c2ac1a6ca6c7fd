"""Values of the indicators over a whole column of places at once: the formulas, sums first."""

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from callfloor.metrics.formulas import FORMULAS, terms_of

Numbers = npt.NDArray[np.float64]
Whole = npt.NDArray[np.int64]


def values(table: pa.Table, name: str) -> Numbers:
    """The value of `indicator.variant` in each row of `Duck.read`; NaN where the base is empty."""
    formula = FORMULAS[name]
    top, base, scale = terms_of(name)
    count = table.num_rows
    numerator: Numbers = _added(table, top, count).astype(np.float64)
    if formula.times:
        numerator = numerator * _column(table, formula.times, count)
    if not base:
        return numerator * scale
    denominator = _added(table, base, count)
    if formula.per:
        denominator = denominator * _column(table, formula.per, count)
    found = np.full(count, np.nan)
    np.divide(numerator * scale, denominator, out=found, where=denominator > 0)
    return found


def _added(table: pa.Table, terms: list[tuple[int, str]], count: int) -> Numbers | Whole:
    whole: Numbers | Whole = np.zeros(count, np.int64)
    for sign, name in terms:
        whole = whole + sign * _column(table, name, count)
    return whole


def _column(table: pa.Table, name: str, count: int) -> Numbers | Whole:
    """A component that no contact has added to, or that the grain does not have, is 0."""
    if name not in table.column_names:
        return np.zeros(count, np.int64)
    column = pc.fill_null(table[name], 0)
    is_share = pa.types.is_decimal(column.type) and column.type.scale > 0
    found: Numbers | Whole = column.cast(pa.float64() if is_share else pa.int64()).to_numpy()
    return found
