"""The settings of a company's centre: queues, agents, hours, flows, lines; and the file they come in."""
