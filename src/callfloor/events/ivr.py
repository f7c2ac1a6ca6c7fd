"""Facts of a caller in a flow beyond its nodes and keys: what was learnt, asked and answered."""

from typing import Literal

from callfloor.events.fact import ContactFact


class VariablesSet(ContactFact, frozen=True, kw_only=True, tag="variables_set"):
    """Variables of the contact from now on. `hidden` ones (a PIN) have a value that stands nowhere."""

    node: str = ""
    variables: dict[str, str]
    hidden: tuple[str, ...] = ()


class WebServiceAsked(ContactFact, frozen=True, kw_only=True, tag="web_service_asked"):
    """A web service of the centre was asked for this caller; `status` is 0 where none came."""

    node: str
    service: str
    status: int = 0
    failure: Literal[
        "", "timeout", "refused", "unreachable", "too_large", "not_json", "unknown_service",
        "no_secret",
    ] = ""  # fmt: skip
    duration_ms: int = 0


class SurveyBegun(ContactFact, frozen=True, kw_only=True, tag="survey_begun"):
    """The agent has hung up, and a flow asks the customer; `queue_id` and `agent_id` are who served."""

    flow: str
    queue_id: str
    agent_id: str


class SurveyAnswered(ContactFact, frozen=True, kw_only=True, tag="survey_answered"):
    """One answer of a caller, 1 to 5. `agent_id` and `queue_id` are who served before, if anybody."""

    flow: str
    node: str
    question: str
    score: int
    queue_id: str = ""
    agent_id: str = ""
