"""Fachlotse: everything the assistant knows, understands and says."""

import os

# The products of one sentence are too small to share among cores, whose threads would wait for each other in a loop.
# NumPy reads this when it is imported, so it stands before every other import of ours.
os.environ["OPENBLAS_NUM_THREADS"] = "1"
