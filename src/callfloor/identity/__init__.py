"""Who is who: tenants, users, roles, sessions, API tokens, and the trail of what they changed."""
