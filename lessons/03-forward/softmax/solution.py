import numpy as np


def softmax(x):
    # p_j = exp(x_j - log sum_k exp(x_k)); logaddexp.reduce takes that logarithm without overflow.
    return np.exp(x - np.logaddexp.reduce(x, axis=-1, keepdims=True))
