"""NumPy heads equal the torch heads they were trained as; ordinal levels are a distribution."""

import numpy as np
import torch
from hypothesis import given
from hypothesis import strategies as st

from classifier.score.heads import Heads, ordinal
from tests.conftest import HIDDEN, mini_weights
from training.network import Network


def twins() -> tuple[Heads, Network]:
    tensors = {k: v.astype(np.float32) for k, v in mini_weights(10).items() if k.startswith("heads.")}
    heads = Heads.from_tensors(tensors)
    network = Network(torch.nn.Identity(), HIDDEN)
    network.heads["stance_query"] = torch.nn.Linear(HIDDEN, 16)
    network.heads["stance_key"] = torch.nn.Linear(HIDDEN, 16)
    network.heads["stance_trunk"] = torch.nn.Linear(3 * HIDDEN, 16)
    network.heads["stance"] = torch.nn.Linear(16, 3)
    network.load_state_dict({k: torch.from_numpy(v) for k, v in tensors.items()})
    return heads, network.eval()


def test_numpy_equals_torch() -> None:
    heads, network = twins()
    rng = np.random.default_rng(0)
    states = rng.normal(size=(9, HIDDEN)).astype(np.float32)
    author, mention = np.arange(9) % 2 == 0, np.arange(9) > 6
    with torch.no_grad():
        want = network.item(torch.from_numpy(states), torch.from_numpy(author))
        stance = network.stance(torch.from_numpy(states), torch.from_numpy(author), torch.from_numpy(mention))
    got = heads.item(states, author)
    np.testing.assert_allclose(got.technique_pieces, want["technique_pieces"].sigmoid(), atol=1e-5)
    np.testing.assert_allclose(got.technique_items, want["technique_items"].sigmoid(), atol=1e-5)
    np.testing.assert_allclose(got.signal, want["signal"].sigmoid(), atol=1e-5)
    above = want["level"].sigmoid().numpy()
    np.testing.assert_allclose(got.levels, -np.diff([1.0, *above, 0.0]), atol=1e-5)
    np.testing.assert_allclose(heads.stance(states, author, mention), stance.softmax(0), atol=1e-5)


@given(st.floats(-30, 30), st.lists(st.floats(-5, 5), min_size=4, max_size=4))
def test_levels_are_a_distribution(score: float, cuts: list[float]) -> None:
    levels = ordinal(score - np.sort(np.array(cuts, dtype=np.float32)))
    assert np.isclose(levels.sum(), 1.0, atol=1e-5)
    assert (levels >= -1e-6).all()


def test_an_item_without_the_authors_words_has_no_technique_of_the_authors() -> None:
    heads, _ = twins()
    states = np.ones((3, HIDDEN), dtype=np.float32)
    assert (heads.item(states, np.zeros(3, dtype=bool)).technique_items < 0.01).all()
