import numpy as np


def sigmoid(x):
    # log(sigmoid(x)) = -log(e^0 + e^-x), and logaddexp takes that logarithm without overflow.
    return np.exp(-np.logaddexp(0.0, -x))
