"""Figures of the live floor that go beyond their limit: watched, kept, told, acknowledged."""
