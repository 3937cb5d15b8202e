import numpy as np


class Affine:
    """y_nm = sum_d x_nd W_dm + b_m, and the derivatives of a loss L by the chain rule, index by index."""

    def __init__(self, W, b):
        self.W, self.b = W, b

    def forward(self, x):
        self.x = x
        return np.einsum("nd,dm->nm", x, self.W) + self.b[np.newaxis, :]

    def backward(self, dout):
        # dL/dW_dm = sum_n x_nd dL/dy_nm;  dL/db_m = sum_n dL/dy_nm;  dL/dx_nd = sum_m W_dm dL/dy_nm
        self.dW = np.einsum("nd,nm->dm", self.x, dout)
        self.db = np.einsum("nm->m", dout)
        return np.einsum("dm,nm->nd", self.W, dout)
