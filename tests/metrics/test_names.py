"""Who is in a report and what each is called."""

from callfloor.centre.loaded import CentreSettings
from callfloor.centre.schemas import Queue
from callfloor.metrics.names import names_at, other_names
from callfloor.metrics.query import Question


def test_a_call_type_that_is_called_as_a_queue_bears_its_name_and_no_row_of_its_own() -> None:
    queues = {"sales": Queue.model_validate({"name": "Sales", "needs": {}})}
    centre = CentreSettings(
        tenant="demo", name="Demo", zone="UTC", country="ES", language="es", is_demo=True,
        version=1, items={"queues": {**queues}},
    )  # fmt: skip
    assert names_at(centre, "call_type") == {}
    question = Question(
        tenant="demo", zone="UTC", from_ms=0, to_ms=1, now_ms=1, grain="call_type",
        others=other_names(centre, "call_type", "es"),
    )  # fmt: skip
    assert [question.name_of(key) for key in ("sales", "", "gone")] == ["Sales", "Sin tipo", "gone"]
    assert other_names(centre, "queue") == {}
