"""Augmentation: more records from those that there are, with labels carried; ``training.data`` applies them to train.

mask     the outlet's name becomes an invented one, so that wording and sourcing must tell what the name told
swap     two sides change places, and their stance labels with them, so that no side is bound to a direction
rename   a target beyond the default ones gets an invented name, so that the context must tell the stance

Each is refused where the result would not read true to its labels: no record is better than a wrong one.
"""

from training.augment.made import Refused
from training.augment.maker import AUGMENTATIONS, Maker
from training.augment.mask import mask_outlet
from training.augment.rename import rename_target
from training.augment.swap import swap_sides

__all__ = ["AUGMENTATIONS", "Maker", "Refused", "mask_outlet", "rename_target", "swap_sides"]
