"""Decoder of the `E5S1` blob: one file that holds a quantised BERT encoder and its unigram tokenizer.

    magic "E5S1", u32 version
    i32 hidden, layers, heads, inner, vocab, positions, types; f32 epsilon; i32 block (always 32)
    i32 pieces, bos, eos, pad, unk; u64 bytes; u32 offsets[pieces + 1]; f32 scores[pieces]; UTF-8 text
    i32 entries, u32 bytes; the normalisation map (skipped here: tokenizer.json carries the same map)
    i32 tensors; for each: u16 length, name, u8 kind (0 = f32, 1 = Q4_0), u32 weights, u64 offset, u64 bytes
    the tensors, at those offsets from the start of the file

A Q4_0 block is an fp16 scale and 16 bytes for 32 weights: byte j holds weight j in its low half and
weight j + 16 in its high half, and a half byte q stands for (q - 8) * scale.
"""

import struct
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

MAGIC = b"E5S1"
VERSION = 1
BLOCK = 32  # weights that share one scale
PLAIN, PACKED = 0, 1
PACKED_BLOCK = np.dtype([("scale", "<f2"), ("halves", "u1", (BLOCK // 2,))])

Array = NDArray[np.float32]


class BaseError(Exception):
    """The base encoder cannot be built; the message is one sentence that says why."""


@dataclass(frozen=True)
class Dims:
    """Sizes of the encoder, in the order of the file's header."""

    hidden: int
    layers: int
    heads: int
    inner: int
    vocab: int
    positions: int
    types: int
    epsilon: float


@dataclass(frozen=True)
class Blob:
    """`pieces[i]` is (piece, log-probability) of id i; `tensors` maps the blob's names to float32 arrays."""

    dims: Dims
    pieces: list[tuple[str, float]]
    tensors: dict[str, Array]


class _Cursor:
    """Reads little-endian values one after the other and refuses to run past the end."""

    def __init__(self, data: bytes) -> None:
        self.data = data
        self.at = 0

    def bytes(self, count: int) -> bytes:
        """The next `count` bytes."""
        chunk = _slice(self.data, self.at, count)
        self.at += count
        return chunk

    def values(self, layout: str) -> tuple[Any, ...]:
        """The next values, `layout` as in `struct`."""
        return struct.unpack("<" + layout, self.bytes(struct.calcsize("<" + layout)))

    def array(self, kind: str, count: int) -> NDArray[Any]:
        """The next `count` numbers of one numpy kind, shape (count,)."""
        return np.frombuffer(self.bytes(count * np.dtype(kind).itemsize), dtype=kind)


def _slice(data: bytes, start: int, count: int) -> bytes:
    if start < 0 or count < 0 or start + count > len(data):
        raise BaseError(f"the blob is truncated: byte {start + count:,} is needed and the file has {len(data):,}")
    return data[start : start + count]


def shapes(dims: Dims) -> dict[str, tuple[int, ...]]:
    """The blob's name of every tensor and its shape; a matrix is (outputs, inputs)."""
    h, inner = dims.hidden, dims.inner
    found: dict[str, tuple[int, ...]] = {
        "emb.word": (dims.vocab, h),
        "emb.pos": (dims.positions, h),
        "emb.type": (dims.types, h),
        "emb.ln.w": (h,),
        "emb.ln.b": (h,),
    }
    for layer in range(dims.layers):
        for part in ("q", "k", "v", "ao"):
            found |= {f"l{layer}.{part}.w": (h, h), f"l{layer}.{part}.b": (h,)}
        for part in ("aln", "oln"):
            found |= {f"l{layer}.{part}.w": (h,), f"l{layer}.{part}.b": (h,)}
        found |= {f"l{layer}.fi.w": (inner, h), f"l{layer}.fi.b": (inner,)}
        found |= {f"l{layer}.fo.w": (h, inner), f"l{layer}.fo.b": (h,)}
    return found


def dequantise(packed: bytes) -> Array:
    """Q4_0 blocks, 18 bytes each -> weights, shape (32 * blocks,)."""
    blocks = np.frombuffer(packed, dtype=PACKED_BLOCK)
    halves = blocks["halves"]
    signed = np.concatenate([halves & 0x0F, halves >> 4], axis=1).astype(np.float32) - 8
    weights: Array = (signed * blocks["scale"].astype(np.float32)[:, None]).ravel()
    return weights


def _header(cursor: _Cursor) -> Dims:
    magic = cursor.data[: len(MAGIC)]
    if magic != MAGIC:
        raise BaseError(f"not an encoder blob: it begins with {magic!r} where {MAGIC!r} is expected")
    cursor.at = len(MAGIC)
    version, *sizes, block = cursor.values("I7ifi")
    if (version, block) != (VERSION, BLOCK):
        raise BaseError(
            f"unknown blob: version {version} with blocks of {block}, expected version {VERSION} with {BLOCK}"
        )
    return Dims(*sizes)


def _pieces(cursor: _Cursor) -> list[tuple[str, float]]:
    count, _bos, _eos, _pad, _unk, size = cursor.values("5iQ")
    offsets = cursor.array("<u4", count + 1).tolist()
    scores = cursor.array("<f4", count).tolist()
    text = cursor.bytes(size)
    try:
        names = [text[offsets[i] : offsets[i + 1]].decode() for i in range(count)]
    except UnicodeDecodeError as error:
        raise BaseError(f"the blob's vocabulary is damaged: {error.reason} in a piece") from None
    return list(zip(names, scores, strict=True))


def _skip_normalisation(cursor: _Cursor) -> None:
    _entries, size = cursor.values("iI")
    cursor.bytes(size)


def _tensor(data: bytes, kind: int, weights: int, offset: int) -> Array:
    if kind == PLAIN:
        return np.frombuffer(_slice(data, offset, weights * 4), dtype="<f4").astype(np.float32)
    return dequantise(_slice(data, offset, weights // BLOCK * PACKED_BLOCK.itemsize))


def _tensors(cursor: _Cursor) -> dict[str, Array]:
    """Every tensor of the directory, still flat."""
    flat: dict[str, Array] = {}
    (count,) = cursor.values("i")
    for _ in range(count):
        (length,) = cursor.values("H")
        name = cursor.bytes(length).decode("ascii", "replace")
        kind, weights, offset, _size = cursor.values("BIQQ")
        if kind not in (PLAIN, PACKED):
            raise BaseError(f"tensor {name} has the unknown kind {kind}, expected 0 (f32) or 1 (Q4_0)")
        flat[name] = _tensor(cursor.data, kind, weights, offset)
    return flat


def _shaped(flat: Mapping[str, Array], dims: Dims) -> dict[str, Array]:
    expected = shapes(dims)
    if odd := sorted(expected.keys() ^ flat.keys()):
        raise BaseError(f"the blob's tensors do not fit its header: {odd[0]} is missing or unexpected")
    for name, shape in expected.items():
        if flat[name].size != np.prod(shape):
            raise BaseError(f"tensor {name} has {flat[name].size} weights, its shape {shape} needs {np.prod(shape)}")
    return {name: flat[name].reshape(shape) for name, shape in expected.items()}


def read_blob(data: bytes) -> Blob:
    """A whole `E5S1` file -> its sizes, pieces and float32 tensors (shapes as in `shapes`)."""
    cursor = _Cursor(data)
    dims = _header(cursor)
    pieces = _pieces(cursor)
    _skip_normalisation(cursor)
    return Blob(dims, pieces, _shaped(_tensors(cursor), dims))
