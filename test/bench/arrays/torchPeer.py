"""PyTorch beside our engines: its own layers and its own gradients, as one would write them with it."""

import os

import torch
from torch import nn

from numpyPeer import serve

torch.set_num_threads(int(os.environ["OMP_NUM_THREADS"]))
# Nets train there; arrays for the other cases stay with the processor.
device = os.environ.get("DOJO_TORCH_DEVICE", "cpu")
dtypes = {"float32": torch.float32, "float64": torch.float64}


def net_of(net, width):
    if net == "mlp":
        return nn.Sequential(nn.Linear(784, width), nn.ReLU(), nn.Linear(width, 10))
    if net == "cnn":
        head = [nn.Conv2d(1, 30, 5), nn.ReLU(), nn.MaxPool2d(2), nn.Flatten()]
        return nn.Sequential(*head, nn.Linear(4320, width), nn.ReLU(), nn.Linear(width, 10))
    if net == "lenet":
        head = [nn.Conv2d(1, 6, 5, padding=2), nn.Sigmoid(), nn.AvgPool2d(2), nn.Conv2d(6, 16, 5), nn.Sigmoid()]
        tail = [nn.Linear(400, 120), nn.Sigmoid(), nn.Linear(120, 84), nn.Sigmoid(), nn.Linear(84, 10)]
        return nn.Sequential(*head, nn.AvgPool2d(2), nn.Flatten(), *tail)
    first = [nn.Linear(784, width), nn.BatchNorm1d(width), nn.ReLU()]
    return nn.Sequential(*first, nn.Linear(width, width), nn.BatchNorm1d(width), nn.ReLU(), nn.Linear(width, 10))


def training_step(net, batch, width):
    model, loss = net_of(net, width).to(device), nn.CrossEntropyLoss()
    optimizer = torch.optim.SGD(model.parameters(), lr=0.01)
    shape = (batch, 1, 28, 28) if net in ("cnn", "lenet") else (batch, 784)
    # The gradient for the input is computed too, as in our layers.
    x, t = torch.rand(shape, requires_grad=True, device=device), torch.randint(0, 10, (batch,), device=device)

    def step():
        optimizer.zero_grad()
        x.grad = None
        found = loss(model(x), t)
        found.backward()
        optimizer.step()
        # As ours do: a loss that nobody reads shows nothing.
        found.item()

    return step


def program(run):
    op = run["op"]
    if op == "net":
        return training_step(run["net"], run["batch"], run["width"])
    call = operation(run)
    return call and torch.no_grad()(call)


def operation(run):
    op = run["op"]
    if op == "matmul":
        m, k, n, dtype = run["m"], run["k"], run["n"], dtypes[run["dtype"]]
        x = torch.randn(k, m, dtype=dtype).T if run.get("xT") else torch.randn(m, k, dtype=dtype)
        y = torch.randn(n, k, dtype=dtype).T if run.get("yT") else torch.randn(k, n, dtype=dtype)
        return lambda: x @ y
    if op in ("elementwise", "output"):
        size, dtype = int(run["size"]), dtypes[run["dtype"]]
        x, y = torch.randn(size, dtype=dtype), torch.randn(size, dtype=dtype)
        table = x.reshape(max(1, size // 100), min(size, 100))
        out = torch.empty_like(x) if run.get("recycled") else None
        return {
            "add": lambda: torch.add(x, y, out=out),
            "relu": lambda: torch.clamp(x, min=0, out=out),
            "exp": lambda: torch.exp(x),
            "sum": lambda: x.sum(),
            "sumRows": lambda: table.sum(dim=1),
            "sumColumns": lambda: table.sum(dim=0),
        }[run["name"]]
    if op == "tiny":
        x, y = torch.randn(2, 2), torch.randn(2, 2)
        return lambda: x + y
    return None


serve(f"PyTorch {torch.__version__}", program)
