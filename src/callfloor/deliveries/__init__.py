"""Messages on their way to people and programs: lined up with what they tell of, sent until taken.

Alarms, alerts and reports each write their own letters; the queue, its lease and its patience are here.
"""
