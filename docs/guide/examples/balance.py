def balance(supply: float, allocated: float) -> float:
    """What is left of a year's supply, in million m³."""
    return round(supply - allocated, 1)
