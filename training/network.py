"""The trainable network: a BERT encoder and the heads of ``classifier.score.heads``, tensor by tensor the same."""

from __future__ import annotations

from typing import Any

import torch
from torch import Tensor, nn

from classifier.records import CRITERIA, LEVELS, STANCES
from classifier.scheme import Scheme

_NEVER = -20.0
STANCE_HIDDEN = 256
# Wide enough to find the words about a target, narrow enough to stay cheap.
STANCE_KEYS = 64


class Network(nn.Module):
    """``encoder``: a transformers BERT; head names equal those of the published tensors under ``heads.``."""

    def __init__(self, encoder: Any, hidden: int, scheme: Scheme | None = None, dropout: float = 0.1) -> None:
        super().__init__()
        scheme = scheme or Scheme()
        techniques = len(scheme.techniques)
        self.encoder = encoder
        self.dropout = nn.Dropout(dropout)
        self.heads = nn.ModuleDict(
            {
                "trunk": nn.Linear(2 * hidden, hidden),
                "criteria_pieces": nn.Linear(hidden, len(CRITERIA)),
                "level": Ordinal(hidden + len(CRITERIA)),
                "signal": nn.Linear(hidden + techniques, 1),
                "technique_items": nn.Linear(hidden, techniques),
                "technique_pooled": nn.Linear(hidden, techniques),
                "technique_pieces": nn.Linear(hidden, techniques),
                "source_type": nn.Linear(hidden, len(scheme.source_types)),
                "stance_query": nn.Linear(hidden, STANCE_KEYS),
                "stance_key": nn.Linear(hidden, STANCE_KEYS),
                "stance_trunk": nn.Linear(3 * hidden, STANCE_HIDDEN),
                "stance": nn.Linear(STANCE_HIDDEN, len(STANCES)),
            }
        )
        # Few pieces carry any technique: start from that prior instead of one half.
        for name in ("technique_pieces", "criteria_pieces"):
            nn.init.constant_(self.heads[name].bias, -4.0)  # type: ignore[arg-type]

    def encode(self, ids: Tensor, mask: Tensor) -> Tensor:
        """(batch, length) -> (batch, length, hidden)."""
        states: Tensor = self.encoder(input_ids=ids, attention_mask=mask).last_hidden_state
        return states

    def item(self, states: Tensor, author: Tensor) -> dict[str, Tensor]:
        """Outputs of one item. ``states``: (pieces, hidden); ``author``: (pieces,) bool. Logits, not probabilities."""
        states = self.dropout(states)
        both = torch.cat([mean(states), mean(states, author)])
        vector = self.dropout(torch.tanh(self.heads["trunk"](both)))
        pieces = self.heads["technique_pieces"](states)
        own = strongest(pieces[author])
        criteria = self.heads["criteria_pieces"](states)
        return {
            "level": self.heads["level"](torch.cat([vector, strongest(criteria).tanh()])),
            "signal": self.heads["signal"](torch.cat([vector, own.tanh()]))[0],
            "technique_items": self.heads["technique_items"](vector)
            + own
            + self._attended(pieces[author], states[author]),
            "source_type": self.heads["source_type"](vector),
            "technique_pieces": pieces,
            "criteria_pieces": criteria,
        }

    def stance(self, states: Tensor, author: Tensor, mentioned: Tensor) -> Tensor:
        """(3,) logits toward one target."""
        target, own = mean(states, mentioned), states[author]
        attended = states.new_zeros(states.shape[1])
        if len(own):
            query = self.heads["stance_query"](target)
            attended = torch.softmax(self.heads["stance_key"](own) @ query / len(query) ** 0.5, dim=0) @ own
        parts = self.dropout(torch.cat([mean(states, author), target, attended]))
        logits: Tensor = self.heads["stance"](torch.tanh(self.heads["stance_trunk"](parts)))
        return logits

    def _attended(self, pieces: Tensor, states: Tensor) -> Tensor:
        """(techniques,) each technique's reading of the author's pieces that it finds likeliest."""
        pooled = self.heads["technique_pooled"]
        assert isinstance(pooled, nn.Linear)
        if not len(states):
            return states.new_zeros(len(pooled.bias))
        made: Tensor = ((torch.softmax(pieces.T, dim=1) @ states) * pooled.weight).sum(dim=1) + pooled.bias
        return made


class Ordinal(nn.Module):
    """One score and rising cuts: cumulative logits (McCullagh 1980)."""

    def __init__(self, hidden: int) -> None:
        super().__init__()
        self.weight = nn.Parameter(torch.randn(1, hidden) * 0.02)
        self.bias = nn.Parameter(torch.zeros(1))
        self.cuts = nn.Parameter(torch.linspace(-1.5, 1.5, LEVELS - 1))

    def forward(self, vector: Tensor) -> Tensor:
        """(4,) logits of level > 0, > 1, > 2, > 3."""
        score = nn.functional.linear(vector, self.weight, self.bias)
        return score - torch.sort(self.cuts).values


def strongest(pieces: Tensor) -> Tensor:
    """The highest logit of every column; a logit that nothing outweighs where there is no piece."""
    return pieces.max(dim=0).values if len(pieces) else pieces.new_full((pieces.shape[1],), _NEVER)


def mean(states: Tensor, mask: Tensor | None = None) -> Tensor:
    """Mean over the selected pieces; zeros where none is."""
    chosen = states if mask is None else states[mask]
    return chosen.mean(dim=0) if len(chosen) else states.new_zeros(states.shape[1])
