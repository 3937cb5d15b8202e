"""Answers cases with NumPy: reads a case as JSON from each line, writes one answer for each.

A case names a function, describes its arrays (elements, and the steps that lead to the layout wanted) and gives the
other arguments as they are. An answer holds the results, or the name of the error.
"""

import base64
import json
import sys
import warnings

import numpy as np

# The one documented mapping: NumPy's int64 is int32 there.
TO_NUMPY = {"float64": np.float64, "float32": np.float32, "int32": np.int64, "bool": np.bool_}
FROM_NUMPY = {"float64": "float64", "float32": "float32", "int64": "int32", "int32": "int32", "bool": "bool", "int8": "int32", "float16": "float64"}


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


def argument(value, known=()):
    if isinstance(value, dict):
        if "array" in value:
            return build(value["array"])[1]
        if "number" in value:
            return number(value["number"])
        if "ref" in value:
            return known[value["ref"]]
        if "list" in value:
            return [argument(each, known) for each in value["list"]]
        return value
    if isinstance(value, list):
        return [argument(each, known) for each in value]
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


def floats(value):
    """In JavaScript 1 and 1.0 are one number, and lists are floats."""
    return np.asarray(value, float) if isinstance(value, list) else float(value)


def quantile(name):
    return lambda a, q, axis=None, keepdims=False, method="linear": getattr(np, name)(
        a, floats(q), axis=axis_of(axis), keepdims=keepdims, method=method)


def unique(a, index=False, inverse=False, counts=False, axis=None):
    return np.unique(a, return_index=index, return_inverse=inverse, return_counts=counts, axis=axis)


def meshgrid(*arrays):
    *arrays, last = arrays
    return np.meshgrid(*arrays, **last["options"]) if isinstance(last, dict) else np.meshgrid(*arrays, last)


def turned(a):
    return np.swapaxes(a, -1, -2)


def qr(a, mode="reduced"):
    """The signs of rows are left out: they hang on rounding where a column is all but 0."""
    q, r = np.linalg.qr(a, mode)
    return [q @ r, turned(q) @ q, abs(r)]


def svd(a, full=True):
    """What any singular value decomposition must satisfy: signs are free."""
    u, s, vt = np.linalg.svd(a, full)
    count = s.shape[-1]
    product = (u[..., :count] * s[..., None, :]) @ vt[..., :count, :]
    return [s, product, turned(u) @ u, vt @ turned(vt), np.array(u.shape), np.array(vt.shape)]


def eigh(a, part="L"):
    w, v = np.linalg.eigh(a, part)
    return [w, (v * w[..., None, :]) @ turned(v), turned(v) @ v, np.array(v.shape)]


FUNCTIONS = {
    **{name: reduction(name) for name in (
        "sum", "prod", "max", "min", "mean", "any", "all", "argmax", "argmin", "median", "count_nonzero",
        "nansum", "nanprod", "nanmax", "nanmin", "nanmean", "nanmedian", "nanargmax", "nanargmin")},
    **{name: spread(name) for name in ("var", "std", "nanvar", "nanstd")},
    **{name: quantile(name) for name in ("percentile", "quantile", "nanpercentile", "nanquantile")},
    "unique": unique,
    "meshgrid": meshgrid,
    "nan_to_num": lambda x, nan=0.0: np.nan_to_num(x, nan=nan),
    "roll": lambda a, shift, axis=None: np.roll(a, shift, axis_of(axis)),
    "append": lambda a, values, axis=None: np.append(a, values, axis),
    "einsum": lambda subscripts, *arrays: np.einsum(subscripts, *arrays),
    "linalg.cholesky": lambda a, upper=False: np.linalg.cholesky(a, upper=upper),
    "linalg.qr": qr,
    "linalg.svd": svd,
    "histogram": lambda a, bins, *more: np.histogram(a, floats(bins) if isinstance(bins, list) else bins, *more),
    "linalg.eigh": eigh,
    "linalg.norm": lambda x, order=None, axis=None, keepdims=False: np.linalg.norm(x, order, axis_of(axis), keepdims),
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
    "full": lambda shape, value, dtype=None: np.full(shape, value, TO_NUMPY.get(dtype)),
    "linspace": lambda start, stop, num, dtype=None: np.linspace(start, stop, num, dtype=TO_NUMPY.get(dtype)),
    "arange": lambda start, stop=None, step=1, dtype=None: np.arange(start, stop, step, TO_NUMPY.get(dtype)),
    "eye": lambda n, m, k: np.eye(n, m, k),
    "iterate": lambda a: list(a),
}


def write_set(view, parts, value):
    view[index(parts)] = value


WRITES = {
    "set": write_set,
    "fill": lambda view, value: view.fill(value),
    "add to": lambda view, value: np.copyto(view, np.add(view, value)),
    "copyto": np.copyto, "putmask": np.putmask, "place": np.place, "put": np.put, "put_along_axis": np.put_along_axis,
    "fill_diagonal": np.fill_diagonal,
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
    "diagonal": lambda a, offset: np.diagonal(a, offset),
    "rot90": np.rot90,
}


def encode(result):
    if isinstance(result, str):
        return {"text": result}
    if isinstance(result, (list, tuple)):
        return {"several": [encode(each) for each in result]}
    array = np.asarray(result)
    dtype = FROM_NUMPY[array.dtype.name]
    carried = array.astype("u1") if dtype == "bool" else array.astype("f8")
    half = {"half": True} if array.dtype == np.float16 else {}
    return {"dtype": dtype, **half, "shape": list(array.shape), "bytes": base64.b64encode(carried.tobytes()).decode()}


def named(name):
    """'linalg.norm' is np.linalg.norm."""
    found = FUNCTIONS.get(name)
    if found is None:
        found = np
        for each in name.split("."):
            found = getattr(found, each)
    return found


def attempt(run):
    try:
        return encode(run())
    except Exception as error:
        return {"error": type(error).__name__, "message": str(error)}


def step_of(step, arrays):
    args = [argument(each, arrays) for each in step["args"]]
    if step["step"] == "view":
        # A view that cannot be made is the array itself.
        arrays.append(arrays[step["of"]])
        arrays[-1] = VIEWS[step["view"]](arrays[-1], *args)
        return arrays[-1]
    if step["step"] == "write":
        WRITES[step["write"]](arrays[step["to"]], *args)
        return arrays[step["to"]]
    return named(step["function"])(*args)


def program(case):
    built = [build(each) for each in case["arrays"]]
    arrays = [view for _, view in built]
    answers = [attempt(lambda: step_of(step, arrays)) for step in case["program"]]
    return {"several": answers + [encode(base) for base, _ in built]}


def written(case):
    base, view = build(case["target"])
    view = VIEWS[case["through"]["view"]](view, *[argument(each) for each in case["through"]["args"]])
    given = [argument(each) for each in case["args"]]
    if case["write"] == "overlap":
        view[index(case["to"])] = view[index(case["from"])]
    else:
        WRITES[case["write"]](view, *given)
    return base


def answer(case):
    if "program" in case:
        return program(case)
    if "write" in case:
        return attempt(lambda: written(case))
    return attempt(lambda: named(case["function"])(*[argument(each) for each in case["args"]]))


if __name__ == "__main__":
    np.seterr(all="ignore")
    warnings.simplefilter("ignore")
    for line in sys.stdin:
        print(json.dumps(answer(json.loads(line))), flush=True)
