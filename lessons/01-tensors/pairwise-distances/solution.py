import numpy as np


def distances(a, b):
    return np.array([np.linalg.norm(b - point, axis=1) for point in a]).reshape(len(a), len(b))
