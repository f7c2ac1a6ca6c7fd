"""The one door into the core: `step(state, input, now_ms)` decides, applies and returns the facts.

No clock, no I/O, no chance: the same state, input and time give the same facts. An input that is not
allowed raises `errors.Refused` before the first fact, so that nothing was changed.
"""

from collections.abc import Callable
from typing import Any

from callfloor.acd import (
    abandoned,
    callbacks,
    consults,
    greeting,
    hard,
    inputs,
    lead_inputs,
    leads,
    monitors,
    outbound,
    overflow,
    people,
    phones,
    reconcile,
    returns,
    timers,
    written,
    written_inputs,
)
from callfloor.acd.errors import Refused
from callfloor.acd.inputs import Input
from callfloor.acd.state import State
from callfloor.acd.transitions import APPLY
from callfloor.acd.turn import Turn
from callfloor.events import contacts as c
from callfloor.events.fact import ContactFact, Fact
from callfloor.events.installation import CentreChanged

NOTED: frozenset[type[Fact]] = frozenset(
    {c.ContactArrived, c.IvrStarted, c.IvrNodeEntered, c.IvrEnded, c.LanguageChosen}
)
"""Facts that change the state and are decided outside; all others that change it are the core's."""


def step(state: State, given: Input, now_ms: int) -> list[Fact]:
    """Facts in the order they happened; empty where the input changes nothing.

    Raises Refused; then the state is as it was.
    """
    turn = Turn(state, now_ms)
    HANDLERS[type(given)](turn, given)
    turn.match()
    return turn.facts


def _configure(turn: Turn, given: inputs.Configure) -> None:
    state = turn.state
    if given.centre.tenant != state.centre.tenant:
        msg = f"These are the settings of {given.centre.tenant}, not of {state.centre.tenant}."
        raise Refused("other_tenant", msg)
    state.configure(given.centre)
    turn.record(CentreChanged, version=given.centre.version)
    for agent_id, run in list(state.agents.items()):
        if agent_id not in given.centre.agents:
            people.let_go(turn, run)
        elif run.state in ("ready", "reserved", "ringing") and not state.is_reachable(agent_id):
            phones.phone_is_gone(turn, run)
    turn.look_again()


def _note(turn: Turn, given: inputs.Note) -> None:
    fact = given.fact
    kind = type(fact)
    if kind in APPLY and kind not in NOTED:
        msg = f"{kind.__name__} is decided by the core and cannot be noted from outside."
        raise Refused("not_noted", msg)
    is_known = isinstance(fact, ContactFact) and fact.contact_id in turn.state.contacts
    if kind is c.ContactArrived and is_known:
        return
    if kind in NOTED and kind is not c.ContactArrived and not is_known:
        return
    turn.note(fact)
    is_call = isinstance(fact, c.ContactArrived) and fact.channel not in c.WRITTEN
    if isinstance(fact, c.ContactArrived) and is_call and fact.direction == "in" and fact.caller:
        abandoned.settle_for(turn, fact.caller, "called_again", fact.contact_id)


def _tick(turn: Turn, _: inputs.Tick) -> None:
    timers.tick(turn)


HANDLERS: dict[type[Input], Callable[[Turn, Any], None]] = {
    inputs.Configure: _configure,
    inputs.Note: _note,
    inputs.Admit: greeting.admit,
    inputs.Depart: overflow.depart,
    inputs.Enqueue: callbacks.enqueue,
    inputs.Finish: consults.finish,
    inputs.CustomerGone: consults.customer_gone,
    inputs.RingProgressed: consults.ring_progressed,
    inputs.RingAnswered: consults.ring_answered,
    inputs.RingFailed: consults.ring_failed,
    inputs.Connected: outbound.connected,
    inputs.AgentLegEnded: consults.agent_leg_ended,
    inputs.LogIn: people.log_in,
    inputs.LogOut: people.log_out,
    inputs.GoReady: people.go_ready,
    inputs.GoNotReady: people.go_not_ready,
    inputs.HangUp: consults.hang_up,
    inputs.HoldCall: consults.hold,
    inputs.ResumeCall: consults.resume,
    inputs.Transfer: consults.transfer,
    inputs.Consult: consults.consult,
    inputs.Swap: consults.swap,
    inputs.CompleteTransfer: consults.complete,
    inputs.Conference: consults.conference,
    inputs.CancelConsult: consults.cancel,
    inputs.LeaveCall: consults.leave,
    inputs.RemoveParty: consults.remove,
    inputs.MonitorCall: monitors.monitor,
    inputs.StopMonitor: monitors.stop,
    inputs.TakeOver: monitors.take_over,
    inputs.CompleteWrapUp: people.complete_wrap_up,
    inputs.ExtendWrapUp: people.extend_wrap_up,
    inputs.CallOut: outbound.call_out,
    inputs.CustomerProgressed: outbound.progressed,
    inputs.CustomerAnswered: outbound.answered,
    inputs.CustomerFailed: outbound.failed,
    inputs.RequestCallback: callbacks.request,
    inputs.ChangeCallback: callbacks.change,
    inputs.CallbackHours: callbacks.set_hours,
    inputs.SeeToAbandoned: abandoned.see_to,
    inputs.FlagHard: hard.flag,
    inputs.TakeRecovery: hard.take,
    lead_inputs.MoveUp: leads.move_up,
    lead_inputs.MoveToQueue: leads.move_to_queue,
    lead_inputs.GiveToAgent: leads.give_to_agent,
    lead_inputs.CutCall: leads.cut,
    lead_inputs.EndWrapUp: leads.end_wrap_up,
    lead_inputs.MoveSkills: leads.move_skills,
    lead_inputs.ReturnSkills: leads.return_skills,
    inputs.PhoneChanged: phones.phone_changed,
    inputs.OutsideFailed: returns.outside_failed,
    inputs.Reconcile: reconcile.reconcile,
    written_inputs.Write: written.write,
    written_inputs.CustomerLeft: written.leave,
    written_inputs.TakeContact: written.take,
    written_inputs.DeclineContact: written.decline,
    written_inputs.CloseContact: written.close,
    written_inputs.HandOn: written.hand_on,
    inputs.Tick: _tick,
}
