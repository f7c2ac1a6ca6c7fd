"""What of this folder the inner loop does not even bring in."""

from tests.effort import IS_QUICK

collect_ignore = ["test_columnar_elsewhere.py"] if IS_QUICK else []
"""Bringing another engine into each process takes longer than most tests here."""
