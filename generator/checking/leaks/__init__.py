"""Personal data, secrets and formulas that stand where everybody will read them."""
