"""What every room uses and none owns: settings, ids, time, errors, logs, the database. No domain words."""
