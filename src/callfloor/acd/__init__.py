"""Automatic call distribution: who takes which contact next, and all that follows. Pure."""
