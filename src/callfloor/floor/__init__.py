"""The only live loop: it feeds the pure acd and ivr, records what they decide, and has it performed."""
