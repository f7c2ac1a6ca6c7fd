"""The components over flat tables: written once in Ibis, computed by DuckDB here, elsewhere by others."""
