"""A whole installation with real processes, and the people and phones around it, for tests."""
