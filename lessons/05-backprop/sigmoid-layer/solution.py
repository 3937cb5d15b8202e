import numpy as np


class Sigmoid:
    def forward(self, x):
        # y = e^0 / (e^0 + e^-x)
        self.log_y = -np.logaddexp(0.0, -x)
        self.log_rest = -np.logaddexp(0.0, x)  # log(1 - y), since 1 - y is the sigmoid of -x
        return np.exp(self.log_y)

    def backward(self, dout):
        return dout * np.exp(self.log_y + self.log_rest)
