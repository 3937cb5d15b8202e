import numpy as np


class Convolution:
    """y[n,f,i,j] = b[f] + sum over c, u, v of W[f,c,u,v] x[n,c, i s + u - p, j s + v - p], place by place."""

    def __init__(self, W, b, stride=1, pad=0):
        self.W, self.b, self.stride, self.pad = W, b, stride, pad

    def places(self, height, width):
        s, (FH, FW) = self.stride, self.W.shape[2:]
        for i in range((height - FH) // s + 1):
            for j in range((width - FW) // s + 1):
                yield i, j, (..., slice(i * s, i * s + FH), slice(j * s, j * s + FW))

    def forward(self, x):
        p = self.pad
        self.x = np.pad(x, [(0, 0), (0, 0), (p, p), (p, p)])
        places = list(self.places(*self.x.shape[2:]))
        i, j, _ = places[-1]
        y = np.empty((len(x), len(self.W), i + 1, j + 1))
        for i, j, window in places:
            y[:, :, i, j] = np.einsum("ncuv,fcuv->nf", self.x[window], self.W) + self.b
        return y

    def backward(self, dout):
        p = self.pad
        dx, self.dW = np.zeros(self.x.shape), np.zeros(self.W.shape)
        self.db = np.einsum("nfij->f", dout)
        for i, j, window in self.places(*self.x.shape[2:]):
            self.dW += np.einsum("nf,ncuv->fcuv", dout[:, :, i, j], self.x[window])
            dx[window] += np.einsum("nf,fcuv->ncuv", dout[:, :, i, j], self.W)
        return dx[:, :, p : dx.shape[2] - p, p : dx.shape[3] - p]
