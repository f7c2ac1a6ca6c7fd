"""What happened as flat tables, in Parquet files by company and day: the ground of large reports."""
