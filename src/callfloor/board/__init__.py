"""The live floor: a fold of facts into entities, their changes, and who may see which."""
