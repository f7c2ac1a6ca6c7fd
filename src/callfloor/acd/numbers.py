"""Which numbers may be dialled for a centre, and how a number is written."""

from callfloor.acd.centre import CallsOut
from callfloor.acd.errors import Refused
from callfloor.acd.turn import Turn

NUMBER_MIN, NUMBER_MAX = 2, 20


def check_number(turn: Turn, number: str) -> str:
    """The number as it is dialled; refuses one that may not be."""
    return allowed_number(turn.state.centre.calls_out, number)


def allowed_number(rules: CallsOut, number: str) -> str:
    """The same by the rules alone."""
    plain = "".join(char for char in number if char not in " -.()/")
    digits = plain.removeprefix("+")
    is_number = digits.isascii() and digits.isdigit()
    if not is_number or not NUMBER_MIN <= len(digits) <= NUMBER_MAX:
        raise Refused("bad_number", "A number has 2 to 20 digits, with an optional + in front.")
    if not plain.startswith(rules.prefixes):
        msg = (
            f"Numbers like {plain} may not be called from this centre."
            " Ask for its prefix to be added to the rules of calls out."
        )
        raise Refused("number_not_allowed", msg, number=plain)
    return plain


def may_dial(turn: Turn, number: str) -> bool:
    return number.startswith(turn.state.centre.calls_out.prefixes)
