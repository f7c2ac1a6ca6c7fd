"""The processes and programs of this one machine: what `callfloor up` starts, checks and stops.

Above `bootstrap`, because it starts what bootstrap builds; no room imports it but the command line.
"""
