"""Bulletins: what a lead tells one agent, a team or everybody, and who has read it."""
