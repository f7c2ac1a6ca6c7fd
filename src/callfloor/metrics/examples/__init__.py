"""Worked examples: a file of facts and questions, answered by the code that serves reports."""
