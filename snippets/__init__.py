"""Code that the weekly decks show: small, typed functions on what was read, each with its source and its tests.

Arrays are NumPy's. What is drawn at random takes a `numpy.random.Generator`, so that its output can be had again.
"""

from typing import Any

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.floating[Any]]
"""An array of numbers; docstrings give its shape."""
