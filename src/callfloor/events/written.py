"""Facts of written contacts that calls do not have: how the program that brings one in knows it."""

from callfloor.events.fact import ContactFact


class ContactBrought(ContactFact, frozen=True, kw_only=True, tag="contact_brought"):
    """`external_id` is the bringer's own; the same one never brings a second contact in."""

    external_id: str
