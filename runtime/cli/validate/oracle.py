"""Runs scripts on a solution written in NumPy, and answers with what it saw.

Standard input: {"solution": path, "scripts": [script, ...]}; standard output: [[value or null, ...], ...],
one value per step. Arrays travel as base64 of C-order little-endian bytes.
"""

import base64
import importlib.util
import json
import math
import sys

import numpy as np

DTYPES = {"float32": "<f4", "float64": "<f8", "int32": "<i4", "bool": "?"}


def decode(value):
    kind = value["kind"]
    if kind == "ndarray":
        data = np.frombuffer(base64.b64decode(value["bytes"]), DTYPES[value["dtype"]])
        # NumPy's own integer is 64 bits wide; ours of 32 stands for it.
        data = data.astype(np.int64) if value["dtype"] == "int32" else data.copy()
        return data.reshape(value["shape"])
    if kind == "number":
        number = float(value["value"])
        return int(number) if number.is_integer() and abs(number) < 2**53 else number
    if kind == "list":
        return [decode(item) for item in value["items"]]
    if kind == "record":
        return {key: decode(item) for key, item in value["entries"]}
    if kind in ("null", "undefined"):
        return None
    return value["value"]


def encode(x):
    if isinstance(x, (bool, np.bool_)):
        return {"kind": "bool", "value": bool(x)}
    if isinstance(x, (int, float, np.integer, np.floating)):
        return {"kind": "number", "value": repr(float(x))}
    if isinstance(x, np.ndarray):
        dtype = {"f": "float64", "i": "int32", "u": "int32", "b": "bool"}[x.dtype.kind]
        if x.dtype == np.float32:
            dtype = "float32"
        data = np.ascontiguousarray(x).astype(DTYPES[dtype]).tobytes()
        return {"kind": "ndarray", "dtype": dtype, "shape": list(x.shape), "bytes": base64.b64encode(data).decode()}
    if isinstance(x, (list, tuple)):
        return {"kind": "list", "items": [encode(item) for item in x]}
    if isinstance(x, dict):
        return {"kind": "record", "entries": [[key, encode(item)] for key, item in x.items()]}
    if isinstance(x, str):
        return {"kind": "string", "value": x}
    if x is None:
        return {"kind": "null"}
    return {"kind": "opaque", "type": type(x).__name__}


def argument(arg, results):
    kind = arg["kind"]
    if kind == "value":
        return decode(arg["value"])
    if kind == "step":
        return results[arg["step"]]
    if kind == "catalogue":
        return CATALOGUE[arg["name"]](*[argument(a, results) for a in arg["args"]])
    if kind == "list":
        return [argument(a, results) for a in arg["items"]]
    return {key: argument(a, results) for key, a in arg["entries"]}


def run(script, module):
    np.random.seed(script["seed"])
    results, seen, broken = [], [], set()
    for index, step in enumerate(script["steps"]):
        needs = json.dumps(step)
        if step.get("on") in broken or any(f'"step": {b}' in needs for b in broken):
            broken.add(index), results.append(None), seen.append({"kind": "notRun"})
            continue
        try:
            op = step["op"]
            args = [argument(a, results) for a in step.get("args", [])]
            if op in ("call", "construct"):
                result = getattr(module, step["target"])(*args)
            elif op == "method":
                result = getattr(results[step["on"]], step["name"])(*args)
            elif op == "get":
                result = getattr(results[step["on"]], step["name"])
            else:
                result = setattr(results[step["on"]], step["name"], argument(step["value"], results))
            results.append(result), seen.append(encode(result))
        except Exception as error:
            broken.add(index), results.append(None)
            seen.append({"kind": "threw", "message": f"{type(error).__name__}: {error}"})
    return seen


# The functions of runtime/script/catalogue.ts, written again from their formulas.
CATALOGUE = {
    "quadratic": lambda a, b: lambda x: float(0.5 * np.ravel(x) @ a @ np.ravel(x) + b @ np.ravel(x)),
    "sumOfSquares": lambda: lambda x: float((np.asarray(x) ** 2).sum()),
    "weightedSum": lambda w: lambda x: float((w * x).sum()),
    "waves": lambda w: lambda x: float(np.sin(w * x).sum()),
    "sine": lambda: math.sin,
    "exponential": lambda: math.exp,
    "polynomial": lambda c: lambda x: float(np.polynomial.polynomial.polyval(x, c)),
}

if __name__ == "__main__":
    request = json.load(sys.stdin)
    spec = importlib.util.spec_from_file_location("solution", request["solution"])
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    np.seterr(all="ignore")
    json.dump([run(script, module) for script in request["scripts"]], sys.stdout)
