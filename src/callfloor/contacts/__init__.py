"""Contacts as people look for them: each one folded from its facts, listed, searched, opened."""
