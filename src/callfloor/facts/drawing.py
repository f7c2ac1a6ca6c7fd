"""Columns that are drawn as a whole: their names, ids, and the table that they make."""

from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

Columns = dict[str, Any]
Array = Any


def names_of(kind: str, count: int) -> Array:
    return np.array([f"{kind}{at:04}" for at in range(count)])


def ids(prefix: Any, mark: str, number: Array) -> pa.Array:
    return pc.binary_join_element_wise(prefix, pc.cast(pa.array(number), pa.string()), mark)


def take(column: Any, row: Array) -> Any:
    return column.take(pa.array(row)) if isinstance(column, pa.Array) else column[row]


def table_of(schema: pa.Schema, columns: Columns) -> pa.Table:
    """Columns that were not drawn are empty: no text, 0, false, null."""
    count = len(next(iter(columns.values())))
    arrays = []
    for field in schema:
        column = columns.get(field.name)
        if column is None:
            column = _empty(field, count)
        elif not isinstance(column, pa.Array):
            is_number = np.issubdtype(column.dtype, np.integer)
            mask = column < 0 if field.nullable and is_number else None
            column = pa.array(column, field.type, mask=mask)
        arrays.append(column)
    return pa.Table.from_arrays(arrays, schema=schema)


def _empty(field: pa.Field, count: int) -> pa.Array:
    if field.nullable:
        return pa.nulls(count, field.type)
    if field.type == pa.string():
        value = "in" if field.name == "direction" else ""
        return pa.repeat(pa.scalar(value), count)
    return pa.repeat(pa.scalar(0, pa.int64()), count).cast(field.type)
