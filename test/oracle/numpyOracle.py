"""Answers cases with NumPy: reads a list of cases as JSON, writes one answer for each.

A case names a function, describes its arrays (elements, and the steps that lead to the layout wanted) and gives the
other arguments as they are. An answer holds the results, or the name of the error.
"""

import base64
import json
import sys

import numpy as np

# The one documented mapping: NumPy's int64 is int32 there.
TO_NUMPY = {"float64": np.float64, "float32": np.float32, "int32": np.int64, "bool": np.bool_}
FROM_NUMPY = {"float64": "float64", "float32": "float32", "int64": "int32", "bool": "bool", "int8": "int32", "float16": "float64"}


def number(value):
    """JSON has neither NaN nor infinities nor -0."""
    return float(value) if isinstance(value, str) else value


def part(text):
    """'1:3' as a slice, '2' as a position, '...' as an ellipsis; lists and arrays as they are."""
    if not isinstance(text, str):
        return argument(text)
    if text == "...":
        return Ellipsis
    if ":" not in text:
        return int(text)
    return slice(*[int(piece) if piece else None for piece in text.split(":")])


def index(parts):
    """With an ellipsis, so that NumPy returns a view of rank 0 and not a scalar."""
    found = tuple(part(each) for each in parts)
    return found if any(each is Ellipsis for each in found) else found + (Ellipsis,)


def build(spec):
    """An array and the storage that it looks into."""
    elements = np.array([number(v) for v in spec["elements"]], dtype=np.float64)
    base = elements.astype(TO_NUMPY[spec["dtype"]]).reshape(spec["shape"])
    return base, laid(base, spec["steps"])


def laid(view, steps):
    for step in steps:
        if step["step"] == "slice":
            view = view[index(step["parts"])]
        elif step["step"] == "transpose":
            view = view.transpose(step["axes"])
        elif step["step"] == "broadcast":
            view = np.broadcast_to(view, step["shape"])
    return view


def argument(value):
    if isinstance(value, dict):
        if "array" in value:
            return build(value["array"])[1]
        if "number" in value:
            return number(value["number"])
        if "tuple" in value:
            return tuple(value["tuple"])
        if "list" in value:
            return [argument(each) for each in value["list"]]
        return argument(value["plain"])
    if isinstance(value, list):
        return [argument(each) for each in value]
    return number(value) if isinstance(value, str) and value in ("NaN", "Infinity", "-Infinity", "-0") else value


def axis_of(value):
    return tuple(value) if isinstance(value, list) else value


def reduction(name):
    return lambda a, axis=None, keepdims=False: getattr(np, name)(a, axis=axis_of(axis), keepdims=keepdims)


def spread(name):
    return lambda a, axis=None, ddof=0, keepdims=False: getattr(np, name)(a, axis=axis_of(axis), ddof=ddof, keepdims=keepdims)


def vindex(a, *parts):
    """Axes that come of arrays stand first, wherever NumPy would put them; a mask is the positions of its true elements."""
    found = a[index(parts)]
    items = []
    for item in index(parts):
        items.extend(np.nonzero(item) if isinstance(item, np.ndarray) and item.dtype == bool else [item])
    arrays = [i for i, item in enumerate(items) if isinstance(item, (list, np.ndarray))]
    looked_up = [i for i, item in enumerate(items) if isinstance(item, (list, np.ndarray, int))]
    if not arrays or looked_up != list(range(looked_up[0], looked_up[-1] + 1)):
        return found
    place = looked_up[0]
    count = max(np.ndim(items[i]) for i in arrays)
    return np.moveaxis(found, range(place, place + count), range(count))


def bindex(a, mask, axis=None):
    return a[mask] if axis is None else np.compress(mask, a, axis=axis)


FUNCTIONS = {
    "sum": reduction("sum"), "prod": reduction("prod"), "max": reduction("max"), "min": reduction("min"),
    "mean": reduction("mean"), "any": reduction("any"), "all": reduction("all"),
    "argmax": reduction("argmax"), "argmin": reduction("argmin"),
    "var": spread("var"), "std": spread("std"),
    "astype": lambda a, dtype: a.astype(TO_NUMPY[dtype]),
    "toString": lambda a: str(a),
    "copy": lambda a: a.copy(),
    "flatten": lambda a: a.flatten(),
    "slice": lambda a, *parts: a[index(parts)],
    "vindex": vindex,
    "iindex": lambda a, indices, axis=0: np.take(a, indices, axis=axis),
    "bindex": bindex,
    "argsort": lambda a, axis=-1: np.argsort(a, axis=axis, kind="stable"),
    "pad": lambda a, width, mode, value: np.pad(a, width, mode, constant_values=value),
    "squeeze": lambda a, axis=None: np.squeeze(a, axis_of(axis)),
    "expand_dims": lambda a, axis: np.expand_dims(a, axis_of(axis)),
    "flip": lambda a, axis=None: np.flip(a, axis_of(axis)),
    "eye": lambda n, m, k: np.eye(n, m, k),
    "iterate": lambda a: list(a),
}


def write_set(view, parts, value):
    view[index(parts)] = value


WRITES = {
    "set": write_set,
    "fill": lambda view, value: view.fill(value),
    "copyto": np.copyto, "putmask": np.putmask, "place": np.place, "put": np.put, "put_along_axis": np.put_along_axis,
}

# What is made of the array before it is written to: whether that is a view must show.
VIEWS = {
    "itself": lambda a: a,
    "T": lambda a: a.T,
    "reshape": lambda a, shape: a.reshape(shape),
    "ravel": lambda a: a.ravel(),
    "slice": lambda a, *parts: a[index(parts)],
    "swapaxes": np.swapaxes,
    "expand_dims": np.expand_dims,
    "squeeze": np.squeeze,
    # np.flip makes a scalar of an array of rank 0.
    "flip": lambda a: a[(slice(None, None, -1),) * a.ndim + (Ellipsis,)],
    "flatten": lambda a: a.flatten(),
    "copy": lambda a: a.copy(),
}


def encode(result):
    if isinstance(result, str):
        return {"text": result}
    if isinstance(result, (list, tuple)):
        return {"several": [encode(each) for each in result]}
    array = np.asarray(result)
    dtype = FROM_NUMPY[array.dtype.name]
    carried = array.astype("u1") if dtype == "bool" else array.astype("f8")
    return {"dtype": dtype, "shape": list(array.shape), "bytes": base64.b64encode(carried.tobytes()).decode()}


def answer(case):
    try:
        if "write" in case:
            base, view = build(case["target"])
            view = VIEWS[case["through"]["view"]](view, *[argument(each) for each in case["through"]["args"]])
            given = [view if each == "itself" else argument(each) for each in case["args"]]
            if case["write"] == "overlap":
                view[index(case["to"])] = view[index(case["from"])]
            else:
                WRITES[case["write"]](view, *given)
            return encode(base)
        function = FUNCTIONS.get(case["function"]) or getattr(np, case["function"])
        return encode(function(*[argument(each) for each in case["args"]]))
    except Exception as error:
        return {"error": type(error).__name__, "message": str(error)}


if __name__ == "__main__":
    np.seterr(all="ignore")
    json.dump([answer(case) for case in json.load(sys.stdin)], sys.stdout)
