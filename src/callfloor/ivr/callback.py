"""The node `callback`: the number is said and confirmed, or another one is keyed, and then promised.

Its words are the product's own, so that no flow need have prompts for them. Each function returns the
next node's name, or None where the caller stays.
"""

from callfloor.ivr import actions as a
from callfloor.ivr import flow as f
from callfloor.ivr.flow import Spoken
from callfloor.ivr.walk import Walk

NUMBER_MIN, NUMBER_MAX = 3, 15
TAKE, ANOTHER = "1", "2"
NO = "*"
END = "#"
BEFORE = {
    "en": "We can call you back and keep your place in the line. Your number is",
    "es": "Podemos devolverle la llamada y conservar su turno. Su número es",
    "zh": "我们可以给您回电，并保留您的排队位置。您的号码是",
}
KEYS = {
    "en": "Press 1 if that is right, 2 to key another number, or star to go on waiting.",
    "es": "Pulse 1 si es correcto, 2 para marcar otro número, o asterisco para seguir esperando.",
    "zh": "正确请按1，更换号码请按2，继续等待请按星号键。",
}
KEY_IT = {
    "en": "Key the number at which we can call you, then press hash.",
    "es": "Marque el número al que podemos llamarle y pulse almohadilla.",
    "zh": "请输入我们可以回电的号码，按井号键结束。",
}


def begin(walk: Walk, node: f.Callback) -> None:
    """A caller without a number is asked for one at once."""
    caller = walk.session.variables.get("caller", "")
    walk.change(entered=caller, is_confirming=bool(caller))
    _say(walk, node)


def _say(walk: Walk, node: f.Callback) -> None:
    """What is asked at this stage."""
    session = walk.session
    number = session.entered.removeprefix("+")
    asked = (
        Spoken(kind="speech", text=BEFORE),
        Spoken(kind="digits", value=number),
        Spoken(kind="speech", text=KEYS),
    )
    asks = (Spoken(kind="speech", text=KEY_IT),)
    walk.ask(asked if session.is_confirming else asks, node.wait_ms)


def digit(walk: Walk, node: f.Callback, key: str) -> str | None:
    walk.stop()
    number = walk.session.entered
    if walk.session.is_confirming:
        return _confirmed(walk, node, key, number)
    if key == NO:
        walk.change(entered="")
        _say(walk, node)
    elif key == END or len(number) == NUMBER_MAX:
        return silence(walk, node)
    else:
        walk.change(entered=number + key)
        walk.act(a.WaitDigit(node.wait_ms))
    return None


def _confirmed(walk: Walk, node: f.Callback, key: str, number: str) -> str | None:
    if key == TAKE:
        walk.act(a.Digits(walk.session.node, number, accepted=True))
        walk.leave(a.ToCallback(node.queue, number))
        return None
    if key == ANOTHER:
        walk.change(entered="", is_confirming=False)
        _say(walk, node)
        return None
    return node.on_failure if key == NO else _again(walk, node)


def silence(walk: Walk, node: f.Callback) -> str | None:
    """No further key: what was keyed is said back, if it can be a number."""
    session = walk.session
    if not session.is_confirming and len(session.entered) >= NUMBER_MIN:
        walk.change(is_confirming=True)
        _say(walk, node)
        return None
    return _again(walk, node)


def _again(walk: Walk, node: f.Callback) -> str | None:
    walk.act(a.Digits(walk.session.node, "", accepted=False))
    walk.change(tries=walk.session.tries + 1)
    if not walk.session.is_confirming:
        walk.change(entered="")
    if walk.session.tries >= node.tries:
        return node.on_failure
    _say(walk, node)
    return None
