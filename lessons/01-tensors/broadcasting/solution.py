import numpy as np


def standardize(x):
    mean, deviation = x.mean(axis=0), x.std(axis=0)
    return np.divide(x - mean, deviation, out=np.zeros_like(x), where=deviation > 0)


def outerSum(a, b):
    return np.add.outer(a, b)
