"""Staff users and roles, log-in, the append-only log."""
