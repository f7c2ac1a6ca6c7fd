"""Facts from outside: what carriers, terminals, finance, HR and reviewers know, brought in by file."""
