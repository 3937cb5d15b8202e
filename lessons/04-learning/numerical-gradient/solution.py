import numpy as np


def numericalGradient(f, x):
    # df/dx_i is about (f(x + h e_i) - f(x - h e_i)) / 2h, with e_i the i-th unit array of x's shape.
    h = 1e-4
    units = np.eye(x.size).reshape((x.size,) + x.shape)
    return np.array([(f(x + h * e) - f(x - h * e)) / (2 * h) for e in units]).reshape(x.shape)
