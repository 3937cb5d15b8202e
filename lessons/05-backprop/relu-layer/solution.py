import numpy as np


class Relu:
    """y = (x + |x|) / 2; its slope is the unit step H(x), with H(0) = 0."""

    def forward(self, x):
        self.x = x
        return (x + np.abs(x)) / 2

    def backward(self, dout):
        return dout * np.heaviside(self.x, 0.0)
