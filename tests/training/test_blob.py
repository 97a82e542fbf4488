"""The decoder of the blob, on a miniature one that this file writes: 2 layers, hidden 32, 20 pieces."""

import struct
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from training.bert import bert_config, bert_name, bert_tensors, save_half
from training.blob import BLOCK, BaseError, Dims, dequantise, read_blob, shapes
from training.wheels import Wheel, read_member, sha256_of

Damage = Callable[[bytes], bytes]
DIMS = Dims(hidden=32, layers=2, heads=4, inner=64, vocab=24, positions=16, types=2, epsilon=1e-12)
NAMES = ["<s>", "<pad>", "</s>", "<unk>", *"裏取りの手帳▁日本語、。aé🙂", "新聞"]
PIECES = [(name, -float(i)) for i, name in enumerate(NAMES)]


def quantise(weights: np.ndarray) -> bytes:
    """Q4_0 as ggml writes it: the weight of largest magnitude becomes -8 times the scale."""
    packed = b""
    for block in weights.reshape(-1, BLOCK):
        scale = np.float16(block[np.abs(block).argmax()] / -8)
        q = np.clip(np.round(block / np.float32(scale)) + 8, 0, 15).astype(np.uint8)
        packed += scale.tobytes() + (q[: BLOCK // 2] | q[BLOCK // 2 :] << 4).tobytes()
    return packed


def vocabulary() -> bytes:
    names = [name.encode() for name, _ in PIECES]
    offsets = np.cumsum([0, *map(len, names)]).astype("<u4")
    scores = np.array([score for _, score in PIECES], "<f4")
    head = struct.pack("<5iQ", len(PIECES), 0, 2, 1, 3, int(offsets[-1]))
    normalisation = struct.pack("<iI", 1, 9) + struct.pack("<IBI", ord("Ａ"), 1, ord("A"))
    return head + offsets.tobytes() + scores.tobytes() + b"".join(names) + normalisation


def write_blob(weights: dict[str, np.ndarray]) -> bytes:
    sizes = (DIMS.hidden, DIMS.layers, DIMS.heads, DIMS.inner, DIMS.vocab, DIMS.positions, DIMS.types)
    start = b"E5S1" + struct.pack("<I7ifi", 1, *sizes, DIMS.epsilon, BLOCK) + vocabulary()
    start += struct.pack("<i", len(weights))
    at = len(start) + sum(len(name) + 23 for name in weights)
    directory, body = b"", b""
    for name, array in weights.items():
        packed = array.ndim == 2 and name not in ("emb.pos", "emb.type")
        chunk = quantise(array) if packed else array.tobytes()
        directory += struct.pack("<H", len(name)) + name.encode()
        directory += struct.pack("<BIQQ", packed, array.size, at + len(body), len(chunk))
        body += chunk
    return start + directory + body


@pytest.fixture(scope="module")
def weights() -> dict[str, np.ndarray]:
    random = np.random.default_rng(7)
    return {name: random.normal(size=shape).astype(np.float32) for name, shape in shapes(DIMS).items()}


@pytest.fixture(scope="module")
def data(weights: dict[str, np.ndarray]) -> bytes:
    return write_blob(weights)


def test_sizes_and_pieces_are_read(data: bytes) -> None:
    blob = read_blob(data)
    assert blob.dims == Dims(**{**DIMS.__dict__, "epsilon": blob.dims.epsilon})
    assert blob.dims.epsilon == pytest.approx(1e-12)
    assert blob.pieces == PIECES


def test_every_weight_is_within_one_quantisation_step(data: bytes, weights: dict[str, np.ndarray]) -> None:
    decoded = read_blob(data).tensors
    assert decoded.keys() == weights.keys()
    for name, exact in weights.items():
        if exact.ndim == 1 or name in ("emb.pos", "emb.type"):
            np.testing.assert_array_equal(decoded[name], exact)
            continue
        step = np.abs(exact.reshape(-1, BLOCK)).max(axis=1, keepdims=True) / 8
        error = np.abs(decoded[name] - exact).reshape(-1, BLOCK)
        assert (error <= step * 1.01).all(), name  # one step where the range ends at +7, half a step elsewhere
        assert np.median(error / step) < 0.3, name


def test_low_halves_come_first() -> None:
    packed = np.float16(0.5).tobytes() + bytes([0x80] + [0x8F] + [0x88] * 14)
    weights = dequantise(packed)
    assert weights[:3].tolist() == [-4.0, 3.5, 0.0] and not weights[16:].any()


@pytest.mark.parametrize(
    ("damage", "sentence"),
    [
        (lambda data: b"GGUF" + data[4:], r"begins with b'GGUF' where b'E5S1' is expected"),
        (lambda data: b"", "begins with b'' where"),
        (lambda data: data[:4] + b"\x02" + data[5:], "version 2"),
        (lambda data: data[:30], "truncated: byte"),
        (lambda data: data[:-1], "truncated: byte"),
        (lambda data: data.replace(b"l1.q.w", b"l9.q.w"), "l1.q.w is missing"),
    ],
)
def test_a_damaged_blob_is_refused_in_one_sentence(data: bytes, damage: Damage, sentence: str) -> None:
    with pytest.raises(BaseError, match=sentence) as refused:
        read_blob(damage(data))
    assert "\n" not in str(refused.value)


def test_every_length_of_a_truncated_blob_is_refused(data: bytes) -> None:
    for length in range(0, len(data), 997):
        with pytest.raises(BaseError):
            read_blob(data[:length])


def test_a_wheel_with_another_sha256_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "some.whl"
    path.write_bytes(b"not the pinned bytes")
    with pytest.raises(BaseError, match=f"some.whl has sha256 {sha256_of(path)}, expected 0000"):
        read_member(Wheel("some==1", "0" * 64, "inside"), path)
    with pytest.raises(BaseError, match="does not hold inside"):
        read_member(Wheel("some==1", sha256_of(path), "inside"), path)


@pytest.fixture(scope="module")
def transformers() -> Any:
    bert = pytest.importorskip("transformers.models.bert")
    assert bert.BertModel  # imported here, lazily: seconds
    return bert


def test_names_and_shapes_fit_transformers(data: bytes, tmp_path: Path, transformers: Any) -> None:
    blob = read_blob(data)
    config = transformers.BertConfig(**bert_config(blob.dims, DIMS.vocab) | {"dtype": "float32"})
    expected = transformers.BertModel(config, add_pooling_layer=False).state_dict()
    ours = bert_tensors(blob.tensors)
    assert {k: tuple(v.shape) for k, v in expected.items()} == {k: v.shape for k, v in ours.items()}
    assert bert_name("l1.aln.b") == "encoder.layer.1.attention.output.LayerNorm.bias"
    parameters = save_half(ours, tmp_path / "model.safetensors")
    assert parameters == sum(v.numel() for v in expected.values())
