"""The demonstration: a centre's past made by the simulated telephony, and live traffic for one person."""
