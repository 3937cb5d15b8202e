"""NumPy beside our engines: answers one question a line, as peer.ts does. Layers are written in the manner of the book."""

import json
import sys
import time

import numpy as np


def im2col(x, fh, fw, pad=0):
    n, c, h, w = x.shape
    oh, ow = h + 2 * pad - fh + 1, w + 2 * pad - fw + 1
    img = np.pad(x, [(0, 0), (0, 0), (pad, pad), (pad, pad)])
    col = np.empty((n, c, fh, fw, oh, ow), x.dtype)
    for y in range(fh):
        for z in range(fw):
            col[:, :, y, z] = img[:, :, y : y + oh, z : z + ow]
    return col.transpose(0, 4, 5, 1, 2, 3).reshape(n * oh * ow, -1)


def col2im(col, shape, fh, fw, pad=0):
    n, c, h, w = shape
    oh, ow = h + 2 * pad - fh + 1, w + 2 * pad - fw + 1
    col = col.reshape(n, oh, ow, c, fh, fw).transpose(0, 3, 4, 5, 1, 2)
    img = np.zeros((n, c, h + 2 * pad, w + 2 * pad), col.dtype)
    for y in range(fh):
        for z in range(fw):
            img[:, :, y : y + oh, z : z + ow] += col[:, :, y, z]
    return img[:, :, pad : h + pad, pad : w + pad]


class Affine:
    def __init__(self, W, b):
        self.W, self.b = W, b

    def forward(self, x):
        self.x = x
        return x @ self.W + self.b

    def backward(self, dout):
        self.dW, self.db = self.x.T @ dout, dout.sum(axis=0)
        return dout @ self.W.T

    def update(self, rate):
        self.W = self.W - rate * self.dW
        self.b = self.b - rate * self.db


class Convolution:
    update = Affine.update

    def __init__(self, W, b, pad=0):
        self.W, self.b, self.pad = W, b, pad

    def forward(self, x):
        fn, _, fh, fw = self.W.shape
        n, _, h, w = x.shape
        oh, ow = h + 2 * self.pad - fh + 1, w + 2 * self.pad - fw + 1
        self.shape, self.col = x.shape, im2col(x, fh, fw, self.pad)
        y = self.col @ self.W.reshape(fn, -1).T + self.b
        return y.reshape(n, oh, ow, fn).transpose(0, 3, 1, 2)

    def backward(self, dout):
        fn, _, fh, fw = self.W.shape
        dy = dout.transpose(0, 2, 3, 1).reshape(-1, fn)
        self.dW, self.db = (dy.T @ self.col).reshape(self.W.shape), dy.sum(axis=0)
        return col2im(dy @ self.W.reshape(fn, -1), self.shape, fh, fw, self.pad)


class Relu:
    def forward(self, x):
        self.shut = x <= 0
        y = x.copy()
        y[self.shut] = 0
        return y

    def backward(self, dout):
        dx = dout.copy()
        dx[self.shut] = 0
        return dx


class Sigmoid:
    def forward(self, x):
        self.y = 1 / (1 + np.exp(-x))
        return self.y

    def backward(self, dout):
        return dout * self.y * (1 - self.y)


class MaxPool:
    """The book's way: the windows as rows, and the place of each maximum."""

    def forward(self, x):
        self.shape = n, c, h, w = x.shape
        rows = x.reshape(n, c, h // 2, 2, w // 2, 2).transpose(0, 2, 4, 1, 3, 5).reshape(-1, 4)
        self.best = rows.argmax(axis=1)
        return rows.max(axis=1).reshape(n, h // 2, w // 2, c).transpose(0, 3, 1, 2)

    def backward(self, dout):
        n, c, h, w = self.shape
        rows = np.zeros((dout.size, 4), dout.dtype)
        rows[np.arange(dout.size), self.best] = dout.transpose(0, 2, 3, 1).ravel()
        return rows.reshape(n, h // 2, w // 2, c, 2, 2).transpose(0, 3, 1, 4, 2, 5).reshape(self.shape)


class AveragePool:
    def forward(self, x):
        n, c, h, w = x.shape
        return x.reshape(n, c, h // 2, 2, w // 2, 2).mean(axis=(3, 5))

    def backward(self, dout):
        return dout.repeat(2, axis=2).repeat(2, axis=3) / np.float32(4)


class Flatten:
    def forward(self, x):
        self.shape = x.shape
        return x.reshape(len(x), -1)

    def backward(self, dout):
        return dout.reshape(self.shape)


class BatchNorm:
    def __init__(self, width):
        self.gamma, self.beta = np.ones(width, np.float32), np.zeros(width, np.float32)

    def forward(self, x):
        centred = x - x.mean(axis=0)
        self.deviation = np.sqrt((centred**2).mean(axis=0) + np.float32(1e-7))
        self.normalized = centred / self.deviation
        return self.gamma * self.normalized + self.beta

    def backward(self, dout):
        self.dbeta, self.dgamma = dout.sum(axis=0), (dout * self.normalized).sum(axis=0)
        d = dout * self.gamma
        return (d - d.mean(axis=0) - self.normalized * (d * self.normalized).mean(axis=0)) / self.deviation

    def update(self, rate):
        self.gamma = self.gamma - rate * self.dgamma
        self.beta = self.beta - rate * self.dbeta


class SoftmaxWithLoss:
    def forward(self, x, t):
        x = x - x.max(axis=1, keepdims=True)
        e = np.exp(x)
        self.p, self.t = e / e.sum(axis=1, keepdims=True), t
        return -np.log(self.p[np.arange(len(t)), t] + np.float32(1e-7)).mean()

    def backward(self):
        dx = self.p.copy()
        dx[np.arange(len(self.t)), self.t] -= 1
        return dx / np.float32(len(self.t))


def affine(inputs, outputs):
    return Affine(normal(inputs, outputs) * np.float32((2 / inputs) ** 0.5), np.zeros(outputs, np.float32))


def convolution(filters, channels, size, pad=0):
    scale = np.float32((2 / (channels * size * size)) ** 0.5)
    return Convolution(normal(filters, channels, size, size) * scale, np.zeros(filters, np.float32), pad)


def normal(*shape):
    return np.random.randn(*shape).astype(np.float32)


def layers_of(net, width):
    if net == "mlp":
        return [affine(784, width), Relu(), affine(width, 10)]
    if net == "cnn":
        head = [convolution(30, 1, 5), Relu(), MaxPool(), Flatten()]
        return [*head, affine(4320, width), Relu(), affine(width, 10)]
    if net == "lenet":
        head = [convolution(6, 1, 5, 2), Sigmoid(), AveragePool(), convolution(16, 6, 5), Sigmoid(), AveragePool()]
        return [*head, Flatten(), affine(400, 120), Sigmoid(), affine(120, 84), Sigmoid(), affine(84, 10)]
    first = [affine(784, width), BatchNorm(width), Relu()]
    return [*first, affine(width, width), BatchNorm(width), Relu(), affine(width, 10)]


def training_step(net, batch, width):
    layers, loss = layers_of(net, width), SoftmaxWithLoss()
    x = np.random.rand(batch, 784).astype(np.float32)
    if net in ("cnn", "lenet"):
        x = x.reshape(batch, 1, 28, 28)
    t = np.random.randint(0, 10, batch)
    rate = np.float32(0.01)

    def step():
        y = x
        for layer in layers:
            y = layer.forward(y)
        loss.forward(y, t)
        dout = loss.backward()
        for layer in reversed(layers):
            dout = layer.backward(dout)
        for layer in layers:
            if hasattr(layer, "update"):
                layer.update(rate)

    return step


def program(run):
    op = run["op"]
    if op == "matmul":
        m, k, n, dtype = run["m"], run["k"], run["n"], run["dtype"]
        x = np.random.randn(k, m).astype(dtype).T if run.get("xT") else np.random.randn(m, k).astype(dtype)
        y = np.random.randn(n, k).astype(dtype).T if run.get("yT") else np.random.randn(k, n).astype(dtype)
        return lambda: x @ y
    if op in ("elementwise", "output"):
        size, dtype = int(run["size"]), run["dtype"]
        x, y = np.random.randn(size).astype(dtype), np.random.randn(size).astype(dtype)
        table = x.reshape(max(1, size // 100), min(size, 100))
        zero = np.zeros((), dtype)
        out = np.empty_like(x) if run.get("recycled") else None
        return {
            "add": lambda: np.add(x, y, out=out),
            "relu": lambda: np.maximum(x, zero, out=out),
            "exp": lambda: np.exp(x),
            "sum": lambda: x.sum(),
            "sumRows": lambda: table.sum(axis=1),
            "sumColumns": lambda: table.sum(axis=0),
        }[run["name"]]
    if op == "tiny":
        x, y = np.random.randn(2, 2), np.random.randn(2, 2)
        return lambda: x + y
    if op == "net":
        return training_step(run["net"], run["batch"], run["width"])
    return None


def measured(call, question):
    if "seconds" in question:
        return timed(call, question["seconds"])
    started = time.perf_counter()
    for _ in range(question["steps"]):
        call()
    return (time.perf_counter() - started) / question["steps"]


def timed(call, seconds):
    calls = 1
    while True:
        started = time.perf_counter()
        for _ in range(calls):
            call()
        spent = time.perf_counter() - started
        if spent >= seconds:
            return spent / calls
        calls = max(calls + 1, int(calls * min(100, 1.2 * seconds / max(spent, 1e-7))))


def serve(says, prepare):
    print(json.dumps({"says": f"{says}, Python {sys.version.split()[0]}"}), flush=True)
    known, call = None, None
    for line in sys.stdin:
        question = json.loads(line)
        if question["run"] != known:
            known, call = question["run"], prepare(question["run"])
            if call and "seconds" in question:
                timed(call, question["warmUp"])
        print(json.dumps({"perCall": measured(call, question) if call else None}), flush=True)


if __name__ == "__main__":
    serve(f"NumPy {np.__version__}", program)
