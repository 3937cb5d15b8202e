import numpy as np


def dot(a, b):
    if a.shape != b.shape:
        raise ValueError(f"lengths {a.size} and {b.size} differ")
    return float(np.einsum("k,k->", a, b))


def matVec(A, x):
    return np.einsum("ik,k->i", A, x)


def matMul(A, B):
    return np.einsum("ik,kj->ij", A, B)
