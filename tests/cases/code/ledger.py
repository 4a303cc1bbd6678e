"""A ledger that nobody keeps: who may draw how much, by the day."""

LICENCES = {
    "upper mill": 12.5,
    "lower mill": 8.0,
    "bath house": 1.5,
}


def share(licence: float, flow: float) -> float:
    """What a licence gives while the river carries `flow`."""
    total = sum(LICENCES.values())
    return min(licence, flow * licence / total)


def ledger(flow: float) -> dict[str, float]:
    """The share of each, in thousand m³."""
    return {name: share(licence, flow) for name, licence in LICENCES.items()}


print(ledger(16.5))
