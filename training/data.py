"""Label files -> the data that training reads: split by cluster, the train part augmented, saved as a data set.

    python -m training.data --train seeds/train -o out/data --augment mask,swap,rename --seed 1 --holdout 0.1

A cluster's hash decides whether it is held out as ``validation``; only the rest is augmented. ``mask+swap`` swaps what mask
has made: texts whose outlet stands in the way of the swap. Every record is augmented with random numbers of its own id and
the seed: what becomes of it does not depend on its neighbours, and the same input gives the same bytes. Nothing is fetched,
sent or cached.
"""

from __future__ import annotations

import argparse
import hashlib
import sys
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from classifier.errors import InputError, UratoriError
from classifier.scheme import Scheme
from training.augment import AUGMENTATIONS, Maker
from training.data_folder import TRAIN, VALIDATION, load, load_labels, save
from training.labels import Label, read_labels

__all__ = ["Prepared", "held_out", "load", "load_labels", "main", "prepare", "report", "save"]


@dataclass(frozen=True, slots=True)
class Prepared:
    """Both parts, and what the augmentations made and refused."""

    train: list[Label]
    validation: list[Label]
    maker: Maker

    def parts(self) -> dict[str, list[Label]]:
        """What ``save`` takes."""
        return {TRAIN: self.train, VALIDATION: self.validation}


def prepare(
    labels: Sequence[Label],
    augment: Sequence[str] = (),
    seed: int = 1,
    holdout: float = 0.0,
    scheme: Scheme | None = None,
) -> Prepared:
    """Split by cluster and augment the train part; every made record follows its base. Raises InputError."""
    if not 0 <= holdout < 1:
        raise InputError(f"a holdout of {holdout} found, a share from 0 to below 1 expected; type --holdout 0.1")
    maker = Maker(labels, augment, seed, scheme)
    base = [label for label in labels if not held_out(label.cluster, holdout)]
    if not base:
        raise InputError(
            f"{len(labels)} records found, all of them in the holdout of {holdout}; give more records or type --holdout 0"
        )
    train = [record for label in base for record in (label, *maker.of(label))]
    return Prepared(train, [label for label in labels if held_out(label.cluster, holdout)], maker)


def held_out(cluster: str, holdout: float) -> bool:
    """Whether a cluster belongs to the validation part: its hash as a share of all hashes, whatever else there is."""
    drawn = int.from_bytes(hashlib.sha256(cluster.encode("utf-8", "surrogatepass")).digest()[:8], "big")
    return drawn < holdout * 2**64


def report(prepared: Prepared) -> str:
    """Counts of records, and of what each augmentation made and refused."""
    maker, held = prepared.maker, len(prepared.validation)
    lines = [f"{TRAIN} {len(prepared.train)}, of them made {maker.made.total()}; {VALIDATION} {held}"]
    for kind in maker.kinds:
        reasons = Counter({reason: n for (by, reason), n in maker.refused.items() if by == kind})
        lines.append(f"{kind}: made {maker.made[kind]}, refused {reasons.total()}")
        lines.extend(f"  {n:6}  {reason}" for reason, n in reasons.most_common())
    return "\n".join(lines)


def main(argv: list[str] | None = None) -> int:
    """Command line; exit 2 where something cannot be read or written."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--train", nargs="+", type=Path, required=True, help="label files or folders")
    parser.add_argument("-o", "--output", type=Path, required=True, help="folder of the data set")
    parser.add_argument(
        "--augment", default="", help=f"any of {', '.join(AUGMENTATIONS)}, by commas; mask+swap in a row"
    )
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument(
        "--holdout", type=float, default=0.1, help="share of clusters for validation; 0 with a dev split"
    )
    parser.add_argument("--scheme", type=Path, help="TOML file with labels of your own")
    args = parser.parse_args(argv)
    kinds = [kind.strip() for kind in args.augment.split(",") if kind.strip()]
    try:
        scheme = Scheme().extended(args.scheme) if args.scheme else Scheme()
        prepared = prepare(read_labels(args.train, scheme), kinds, args.seed, args.holdout, scheme)
        save(prepared.parts(), args.output)
    except UratoriError as error:
        print(error, file=sys.stderr)
        return 2
    print(f"{args.output}: {report(prepared)}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
