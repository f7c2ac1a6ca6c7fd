"""The one vocabulary of facts: what happened on the floor, frozen, typed, versioned. Pure."""
