"""How files from outside, and what they would change, look to who asks."""

from typing import Any, Literal

from callfloor.api.described import Answer
from callfloor.api.times import at_text, at_text_or_none
from callfloor.imports import service
from callfloor.imports.kinds import Kind
from callfloor.imports.models import Import
from callfloor.imports.reading import Finding

_ID = "01M80QQ0PY2FNE64D484KSENYX"


class ColumnShown(Answer):
    """A column of a kind; `choices` are its words where it has only some."""

    name: str
    type: str
    required: bool
    choices: list[str]
    example: str


class KindShown(Answer):
    """A kind that the asker may bring in; `key` is what tells facts apart that have no id.

    A table is CSV, XLSX or JSON; a log is a file as the other system writes it.
    """

    id: str
    form: Literal["table", "log"]
    columns: list[ColumnShown]
    key: list[str]


class Kinds(Answer):
    items: list[KindShown]


class FindingShown(Answer):
    """`line` of the file (of JSON, the number of the object)."""

    line: int
    column: str
    code: str
    message: str
    params: dict[str, Any]


class ColumnChange(Answer):
    column: str
    before: Any
    after: Any


class CorrectionShown(Answer):
    """A correction of a fact that is there already."""

    line: int
    source_id: str
    columns: list[ColumnChange]


class ImportOutcome(Answer):
    """What a file changes. `import_id` is empty where nothing was kept. At most 1000 lines are listed
    of what is wrong and of what to look at, and 20 of the changes; all are counted.
    """

    kind: str
    import_id: str
    rows: int
    new: int
    changed: int
    same: int
    wrong_count: int
    wrong: list[FindingShown]
    warning_count: int
    warnings: list[FindingShown]
    changes: list[CorrectionShown]


class ImportShown(Answer):
    id: str
    kind: str
    source: str
    file_name: str
    size_bytes: int
    made_at: str
    author: str
    new: int
    changed: int
    same: int
    taken_back_at: str | None
    taken_back_by: str


class ImportPage(Answer):
    items: list[ImportShown]
    next_cursor: str | None


EXAMPLE_COLUMN = {
    "name": "amount",
    "type": "decimal",
    "required": True,
    "choices": [],
    "example": "12500.00",
}
EXAMPLE_FINDING = {
    "line": 3,
    "column": "amount",
    "code": "not_a_number",
    "message": "'12,5x' is no number.",
    "params": {},
}
EXAMPLE_OUTCOME: dict[str, Any] = {
    "kind": "costs",
    "import_id": "",
    "rows": 12,
    "new": 9,
    "changed": 1,
    "same": 1,
    "wrong_count": 1,
    "wrong": [EXAMPLE_FINDING],
    "warning_count": 0,
    "warnings": [],
    "changes": [
        {
            "line": 2,
            "source_id": "2026-03-rent",
            "columns": [{"column": "amount", "before": "12000", "after": "12500"}],
        }
    ],
}
EXAMPLE_IMPORT: dict[str, Any] = {
    "id": _ID,
    "kind": "costs",
    "source": "",
    "file_name": "march.csv",
    "size_bytes": 2_140,
    "made_at": "2026-11-25T09:00:00.000Z",
    "author": "Lucía Pérez",
    "new": 9,
    "changed": 1,
    "same": 1,
    "taken_back_at": None,
    "taken_back_by": "",
}


def kind_shown(kind: Kind) -> KindShown:
    return KindShown(
        id=kind.name,
        form=kind.form,
        columns=[
            ColumnShown(
                name=one.name,
                type=one.type,
                required=one.is_required,
                choices=list(one.choices),
                example=one.example,
            )
            for one in kind.columns
        ],
        key=list(kind.key),
    )


def _finding(one: Finding) -> FindingShown:
    return FindingShown(
        line=one.line, column=one.column, code=one.code, message=one.message, params=one.params
    )


def outcome_shown(one: service.Outcome) -> ImportOutcome:
    return ImportOutcome(
        kind=one.kind,
        import_id=one.import_id,
        rows=one.rows,
        new=one.new,
        changed=one.changed,
        same=one.same,
        wrong_count=one.wrong_count,
        wrong=[_finding(found) for found in one.wrong],
        warning_count=one.warning_count,
        warnings=[_finding(found) for found in one.warnings],
        changes=[
            CorrectionShown(
                line=change.line,
                source_id=change.source_id,
                columns=[
                    ColumnChange(column=name, before=before, after=after)
                    for name, (before, after) in change.columns.items()
                ],
            )
            for change in one.changes
        ],
    )


def import_shown(row: Import) -> ImportShown:
    return ImportShown(
        id=row.id,
        kind=row.kind,
        source=row.source,
        file_name=row.file_name,
        size_bytes=row.size_bytes,
        made_at=at_text(row.made_at_ms),
        author=row.author_name,
        new=row.rows_new,
        changed=row.rows_changed,
        same=row.rows_same,
        taken_back_at=at_text_or_none(row.taken_back_at_ms),
        taken_back_by=row.taken_back_name,
    )
