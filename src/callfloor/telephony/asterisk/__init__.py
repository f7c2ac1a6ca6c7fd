"""Asterisk behind the telephony port: how it is obtained, configured, spoken to and understood."""
