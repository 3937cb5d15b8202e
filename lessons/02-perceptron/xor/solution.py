import numpy as np


def XOR(x1, x2):
    # Exactly one wire is on where the sum lies in the band between two parallel lines: none on, at most 0.4; both on, at least 1.6.
    at_least_one, both = np.dot([x1, x2], [1, 1]) > np.array([(0.4 + 0.8) / 2, (1.2 + 1.6) / 2])
    return int(at_least_one and not both)
