"""Alerts: an indicator that misses what is wanted for long enough, until somebody has acted and it is well.

`alarms` look at the live floor by the second; alerts judge whole periods and end in an action.
"""
