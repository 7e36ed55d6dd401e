"""The pictures of the report."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import matplotlib as mpl

mpl.use("Agg")
from matplotlib import pyplot as plt
from matplotlib.figure import Figure

from evaluation.confidence import Bin, Cost

DPI = 110
DARK_FROM = 0.5  # white figures on dark cells


def draw_areas(path: Path, areas: Sequence[str], shares: Sequence[Sequence[float]]) -> None:
    """Draw which area is taken for which; the diagonal is left out, so that the errors can be seen."""
    errors = [[0.0 if i == j else 100 * v for j, v in enumerate(row)] for i, row in enumerate(shares)]
    figure, axes = plt.subplots(figsize=(8, 6.5))
    picture = axes.imshow(errors, cmap="Reds", vmin=0)
    most = max(max(row) for row in errors)
    for i, row in enumerate(errors):
        for j, value in enumerate(row):
            shown = f"({100 * shares[i][j]:.1f})" if i == j else f"{value:.1f}"
            colour = "white" if value > DARK_FROM * most else "black"
            axes.text(j, i, shown, ha="center", va="center", color=colour, fontsize=8)
    axes.set_xticks(range(len(areas)), areas, rotation=45, ha="right")
    axes.set_yticks(range(len(areas)), areas)
    axes.set_xlabel("taken for")
    axes.set_ylabel("is about")
    axes.set_title("Confusion between areas, % of the sentences of a row (right ones in brackets)")
    figure.colorbar(picture)
    _save(figure, path)


def draw_reliability(path: Path, bins: Sequence[Bin], error: float) -> None:
    """Draw accuracy over confidence; the size of a point is the number of questions."""
    figure, axes = plt.subplots(figsize=(5.5, 5))
    axes.plot([0, 1], [0, 1], color="grey", linestyle="--", label="perfectly calibrated")
    axes.plot([b.confidence for b in bins], [b.accuracy for b in bins], color="tab:blue")
    total = sum(b.number for b in bins)
    sizes = [20 + 600 * b.number / total for b in bins]
    axes.scatter(
        [b.confidence for b in bins], [b.accuracy for b in bins], s=sizes, alpha=0.6, label="questions"
    )
    axes.set(xlabel="confidence", ylabel="share that is right", xlim=(0, 1), ylim=(0, 1.02))
    axes.set_title(f"Reliability, expected calibration error {100 * error:.1f} %")
    axes.legend(loc="lower right", markerscale=0.4)
    _save(figure, path)


def draw_risk(path: Path, curve: Sequence[tuple[float, float]]) -> None:
    """Draw the share of wrong answers over the share of questions answered."""
    figure, axes = plt.subplots(figsize=(5.5, 4))
    axes.plot([100 * covered for covered, _ in curve], [100 * risk for _, risk in curve])
    axes.set(xlabel="questions answered, surest first, %", ylabel="of these wrong, %", xlim=(0, 100))
    axes.set_ylim(bottom=0)
    axes.grid(alpha=0.3)
    axes.set_title("Risk and coverage")
    _save(figure, path)


def draw_costs(path: Path, costs: Sequence[Cost], used: float) -> None:
    """Draw the cost over the threshold for answers."""
    figure, axes = plt.subplots(figsize=(5.5, 4))
    axes.plot([c.threshold for c in costs], [c.total for c in costs], marker="o")
    axes.axvline(used, color="grey", linestyle="--", label="in use")
    axes.set(xlabel="threshold for answers", ylabel="cost on the questions for tuning")
    axes.legend()
    axes.grid(alpha=0.3)
    _save(figure, path)


def _save(figure: Figure, path: Path) -> None:
    figure.tight_layout()
    figure.savefig(path, dpi=DPI)
    plt.close(figure)
