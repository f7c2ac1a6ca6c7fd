"""Chooses the real parts and builds each process once, a module a process.

Nothing below this room knows which parts they are. The modules are apart so that a process loads
only what it runs: the floor needs no web framework, the API no Asterisk.
"""
