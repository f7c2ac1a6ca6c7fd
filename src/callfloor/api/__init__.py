"""HTTP and WebSocket: the console, integrators and the public page come in here, nowhere else."""
