"""Callfloor: an open contact centre in one package."""

__version__ = "0.1.0"
"""The release; the only place that names it. A checkout runs without being installed."""
