"""The BERT encoder (Devlin et al. 2019) as an OpenVINO graph, built at load straight from the stored weights.

The weights lie once, in ``model.safetensors``, under the names of ``transformers.BertModel``; no second file is needed.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[Any]


@dataclass(frozen=True, slots=True)
class BertShape:
    """Sizes from ``config.json``."""

    layers: int
    hidden: int
    heads: int
    eps: float


def build_graph(weights: Mapping[str, Array], shape: BertShape) -> Any:
    """OpenVINO model: ``ids`` and ``mask`` (batch, length) int64 -> hidden states (batch, length, hidden) float32."""
    import openvino as ov
    from openvino import opset13 as op

    net = _Net(op, weights, shape)
    ids = op.parameter([-1, -1], np.int64, name="ids")
    mask = op.parameter([-1, -1], np.int64, name="mask")
    states = net.embed(ids)
    bias = net.mask_bias(mask)
    for layer in range(shape.layers):
        states = net.layer(states, bias, f"encoder.layer.{layer}.")
    return ov.Model([op.result(states)], [ids, mask], "uratori-encoder")


class _Net:
    def __init__(self, op: Any, weights: Mapping[str, Array], shape: BertShape) -> None:
        self.op, self.weights, self.shape = op, weights, shape

    def const(self, name: str) -> Any:
        """A weight, kept in its stored precision and widened in the graph."""
        return self.op.convert(self.op.constant(np.ascontiguousarray(self.weights[name])), "f32")

    def number(self, value: float) -> Any:
        return self.op.constant(np.float32(value))

    def ints(self, *values: int) -> Any:
        return self.op.constant(np.array(values, dtype=np.int64))

    def embed(self, ids: Any) -> Any:
        op, zero = self.op, self.ints(0)
        words = op.gather(self.const("embeddings.word_embeddings.weight"), ids, self.op.constant(np.int64(0)))
        length = op.gather(op.shape_of(ids), self.ints(1), zero)
        table = self.const("embeddings.position_embeddings.weight")
        positions = op.slice(table, zero, length, self.ints(1), zero)
        kind = op.slice(self.const("embeddings.token_type_embeddings.weight"), zero, self.ints(1), self.ints(1), zero)
        return self.norm(op.add(op.add(words, positions), kind), "embeddings.LayerNorm.")

    def mask_bias(self, mask: Any) -> Any:
        """0 where a piece stands, a large negative number where padding does; shape (batch, 1, 1, length)."""
        op = self.op
        inverse = op.subtract(self.number(1.0), op.convert(mask, "f32"))
        return op.unsqueeze(op.multiply(inverse, self.number(-1e4)), self.ints(1, 2))

    def layer(self, x: Any, bias: Any, prefix: str) -> Any:
        op = self.op
        attended = self.dense(self.attention(x, bias, prefix), prefix + "attention.output.dense.")
        x = self.norm(op.add(attended, x), prefix + "attention.output.LayerNorm.")
        inner = op.gelu(self.dense(x, prefix + "intermediate.dense."), "erf")
        return self.norm(op.add(self.dense(inner, prefix + "output.dense."), x), prefix + "output.LayerNorm.")

    def attention(self, x: Any, bias: Any, prefix: str) -> Any:
        op, prefix = self.op, prefix + "attention.self."
        query, key, value = (self.split_heads(self.dense(x, f"{prefix}{part}.")) for part in ("query", "key", "value"))
        context = op.scaled_dot_product_attention(query, key, value, bias)
        merged = op.transpose(context, self.ints(0, 2, 1, 3))
        return op.reshape(merged, self.ints(0, 0, self.shape.hidden), True)

    def split_heads(self, x: Any) -> Any:
        """(batch, length, hidden) -> (batch, heads, length, hidden / heads)."""
        size = self.shape.hidden // self.shape.heads
        split = self.op.reshape(x, self.ints(0, 0, self.shape.heads, size), True)
        return self.op.transpose(split, self.ints(0, 2, 1, 3))

    def dense(self, x: Any, prefix: str) -> Any:
        product = self.op.matmul(x, self.const(prefix + "weight"), False, True)
        return self.op.add(product, self.const(prefix + "bias"))

    def norm(self, x: Any, prefix: str) -> Any:
        scaled = self.op.mvn(x, self.ints(-1), True, self.shape.eps, "inside_sqrt")
        return self.op.add(self.op.multiply(scaled, self.const(prefix + "weight")), self.const(prefix + "bias"))
