"""The only bridge between domains: facts, appended once, read in order by whoever needs them."""
