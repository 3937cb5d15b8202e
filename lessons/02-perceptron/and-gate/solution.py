import numpy as np


def AND(x1, x2):
    # With equal weights the sum is at most 1.2 while one wire is off, and at least 1.6 when both are on: the threshold is halfway.
    return int(np.heaviside(np.sum([x1, x2]) - (1.2 + 1.6) / 2, 0))
