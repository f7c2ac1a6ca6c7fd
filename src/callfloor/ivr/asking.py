"""Nodes that ask for more than one key: `collect` (digits, said back if wanted) and `survey`.

Each function returns the next node's name, or None where the caller stays.
"""

from callfloor.ivr import actions as a
from callfloor.ivr import flow as f
from callfloor.ivr.flow import Spoken
from callfloor.ivr.walk import Walk

TAKE, AGAIN = "1", "2"
CLEAR = "*"
SCORES = frozenset("12345")
_CONFIRM = {
    "en": "You have entered",
    "es": "Ha introducido",
    "zh": "您输入的是",
}
_KEYS = {
    "en": "If this is right, press 1. To enter it again, press 2.",
    "es": "Si es correcto, pulse 1. Para introducirlo de nuevo, pulse 2.",
    "zh": "正确请按1，重新输入请按2。",
}


# -- collect --------------------------------------------------------------------------------------


def collect(walk: Walk, node: f.Collect) -> None:
    walk.change(entered="", is_confirming=False)
    walk.ask(node.prompts, node.wait_ms)


def collect_played(walk: Walk, node: f.Collect) -> None:
    has_begun = bool(walk.session.entered) and not walk.session.is_confirming
    walk.act(a.WaitDigit(node.digit_wait_ms if has_begun else node.wait_ms))


def collect_digit(walk: Walk, node: f.Collect, digit: str) -> str | None:
    walk.stop()
    if walk.session.is_confirming:
        return _confirmed(walk, node, digit)
    if digit == CLEAR:
        collect(walk, node)
        return None
    if digit == node.terminator:
        return _complete(walk, node)
    if digit not in "0123456789":
        return collect_no_good(walk, node)
    walk.change(entered=walk.session.entered + digit)
    if len(walk.session.entered) >= node.max_digits:
        return _complete(walk, node)
    walk.act(a.WaitDigit(node.digit_wait_ms))
    return None


def collect_timed_out(walk: Walk, node: f.Collect) -> str | None:
    if walk.session.is_confirming:
        return _not_confirmed(walk, node)
    return _complete(walk, node)


def collect_no_good(walk: Walk, node: f.Collect) -> str | None:
    """Too few digits, or none: ask again, or go on without."""
    walk.act(a.Digits(walk.session.node, _shown(walk, node), accepted=False))
    has_tried = bool(walk.session.entered)
    walk.change(tries=walk.session.tries + 1, entered="", is_confirming=False)
    if walk.session.tries >= node.tries:
        return node.on_failure
    walk.ask((node.invalid if has_tried else ()) + node.prompts, node.wait_ms)
    return None


def _complete(walk: Walk, node: f.Collect) -> str | None:
    if len(walk.session.entered) < node.min_digits:
        return collect_no_good(walk, node)
    if not node.confirm:
        return _take(walk, node)
    walk.change(is_confirming=True)
    _say_back(walk, node)
    return None


def _say_back(walk: Walk, node: f.Collect) -> None:
    """What was entered, with the variable set for as long as it is said."""
    before = walk.session.variables
    walk.change(variables={**before, node.variable: walk.session.entered})
    said = node.say_back or (
        Spoken(kind="speech", text=_CONFIRM),
        Spoken(kind="digits", value=walk.session.entered),
    )
    walk.ask((*said, Spoken(kind="speech", text=_KEYS)), node.wait_ms)
    walk.change(variables=before)


def _confirmed(walk: Walk, node: f.Collect, digit: str) -> str | None:
    if digit == TAKE:
        return _take(walk, node)
    if digit == AGAIN:
        return collect_no_good(walk, node)
    return _not_confirmed(walk, node)


def _not_confirmed(walk: Walk, node: f.Collect) -> str | None:
    walk.change(tries=walk.session.tries + 1)
    if walk.session.tries >= node.tries:
        walk.act(a.Digits(walk.session.node, _shown(walk, node), accepted=False))
        return node.on_failure
    _say_back(walk, node)
    return None


def _take(walk: Walk, node: f.Collect) -> str:
    walk.act(a.Digits(walk.session.node, _shown(walk, node), accepted=True))
    entered = walk.session.entered
    walk.change(nodes=0, entered="", is_confirming=False)
    walk.put({node.variable: entered}, is_secret=node.is_secret)
    return node.next


def _shown(walk: Walk, node: f.Collect) -> str:
    entered = walk.session.entered
    return "*" * len(entered) if node.is_secret else entered


# -- survey ---------------------------------------------------------------------------------------


def survey(walk: Walk, node: f.Survey) -> str | None:
    walk.change(question=0)
    return _question(walk, node)


def survey_played(walk: Walk, node: f.Survey) -> None:
    walk.act(a.WaitDigit(node.wait_ms))


def survey_digit(walk: Walk, node: f.Survey, digit: str) -> str | None:
    walk.stop()
    if digit not in SCORES:
        return survey_no_good(walk, node, digit)
    question = node.questions[walk.session.question]
    walk.act(a.Digits(walk.session.node, digit, accepted=True))
    walk.act(a.Score(walk.session.node, question.id, int(digit)))
    walk.change(nodes=0)
    return _next_question(walk, node)


def survey_no_good(walk: Walk, node: f.Survey, digit: str = "") -> str | None:
    walk.act(a.Digits(walk.session.node, digit, accepted=False))
    walk.change(tries=walk.session.tries + 1)
    if walk.session.tries >= node.tries:
        return _next_question(walk, node)
    question = node.questions[walk.session.question]
    walk.ask((node.invalid if digit else ()) + question.prompts, node.wait_ms)
    return None


def _next_question(walk: Walk, node: f.Survey) -> str | None:
    walk.change(question=walk.session.question + 1, tries=0)
    return _question(walk, node)


def _question(walk: Walk, node: f.Survey) -> str | None:
    if walk.session.question >= len(node.questions):
        return node.next
    walk.ask(node.questions[walk.session.question].prompts, node.wait_ms)
    return None
