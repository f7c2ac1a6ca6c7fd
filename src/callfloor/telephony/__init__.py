"""Calls and phones behind one port; Asterisk and a simulated exchange implement it."""
