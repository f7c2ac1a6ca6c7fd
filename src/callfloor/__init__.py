"""Callfloor: an open contact centre in one package."""
