import numpy as np


class Perceptron:
    def __init__(self):
        self.w, self.b = np.zeros(2), 0

    def score(self, x):
        return x @ self.w + self.b

    def update(self, x, t):
        # The answer is wrong exactly when the signed label and the score disagree; then the point is added, signed.
        sign = 2 * t - 1
        fires = x @ self.w + self.b > 0
        if fires != (sign > 0):
            self.w = self.w + sign * x
            self.b = self.b + sign

    def fit(self, x, t, epochs, report=None):
        for _ in range(epochs):
            for point, label in zip(x, t):
                self.update(point, label)
