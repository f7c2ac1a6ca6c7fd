"""The command line's words, a module a noun. Each command imports what it needs when it is called,
so that `callfloor --help` and the start of a process stay quick."""
