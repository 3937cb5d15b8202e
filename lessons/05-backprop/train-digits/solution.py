import numpy as np


def startingWeights(inputs, hidden, classes):
    # He: x W keeps the mean square of its inputs through a ReLU if the entries of W have variance 2 / fan-in.
    return {
        "W1": np.random.randn(inputs, hidden) * (2 / inputs) ** 0.5,
        "b1": np.zeros(hidden),
        "W2": np.random.randn(hidden, classes) * (2 / hidden) ** 0.5,
        "b2": np.zeros(classes),
    }


def train(start, digits, plan, report=None):
    w = {name: array.copy() for name, array in start.items()}
    for _ in range(plan["steps"]):
        batch = np.random.choice(len(digits["t"]), plan["batchSize"])
        gradient = gradients(w, digits["x"][batch], digits["t"][batch])
        for name in w:
            w[name] -= plan["rate"] * gradient[name]
    return w


def gradients(w, x, t):
    """Of L = mean of log(sum exp(s)) - s_t, where s = max(x W1 + b1, 0) W2 + b2."""
    z = x @ w["W1"] + w["b1"]
    a = np.maximum(z, 0)
    s = a @ w["W2"] + w["b2"]
    ds = np.exp(s - np.logaddexp.reduce(s, axis=1, keepdims=True))
    ds[np.arange(len(t)), t] -= 1
    ds /= len(t)
    dz = (ds @ w["W2"].T) * (z > 0)
    return {"W1": x.T @ dz, "b1": dz.sum(axis=0), "W2": a.T @ ds, "b2": ds.sum(axis=0)}
