"""Reports: figures of a time put together, drawn, issued by the clock and sent."""
