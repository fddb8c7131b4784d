"""Chance that is the same on every run: each draw is seeded by what it is for, not by the order of drawing."""

from __future__ import annotations

import math
from random import Random

SEED = "vald-2021-2025/175"


def draw(*what: object) -> Random:
    """A generator of its own for one thing, e.g. ``draw("I2.2", "bromma", 2024)``."""
    return Random("|".join([SEED, *map(str, what)]))


def poisson(random: Random, mean: float) -> int:
    """A Poisson number: the sum of unit steps for small means, a rounded normal for large ones."""
    if mean > 50:
        return max(0, round(random.gauss(mean, math.sqrt(mean))))
    limit, product, count = math.exp(-mean), random.random(), 0
    while product > limit:
        product *= random.random()
        count += 1
    return count


def binomial(random: Random, trials: int, probability: float) -> int:
    return sum(random.random() < probability for _ in range(trials))
