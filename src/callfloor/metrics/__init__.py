"""The indicators: 23 definitions as data, and the pure folds that give their values."""
