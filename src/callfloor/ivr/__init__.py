"""What a caller hears before a queue: flows as data, checked, and walked step by step. Pure."""
