"""A telephony of the mind behind the same port: an exchange, callers, agents and faults on virtual time.

Nothing here reads a clock or waits: the one who drives it (`day`) says what time it is. All chance
comes from a `random.Random` that is handed in, so that a seed names a day for good.
"""
