"""Finds the classes of a sample: the fit, and then the order, names and colours of the classes."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace

import numpy as np

from .. import choices
from ..clustering.algorithms import ON_ALL_PIXELS, fit
from ..clustering.isodata import Rules
from ..errors import ArgumentError, check_choices, check_numbers
from ..legend import make_legend
from ..numerics.components import check_n_components, in_components
from .model import ClusterModel


@dataclass(frozen=True)
class Search:
    """How classes are looked for; the names are those of `pipeline.classify`."""

    algorithm: str = "kmeans"
    n_clusters: int = choices.N_CLUSTERS
    scaling: str = "none"
    n_components: int = 0
    sample_size: int = choices.SAMPLE_SIZE
    n_init: int = choices.N_INIT
    max_iter: int = choices.MAX_ITER
    tol: float = choices.TOL
    random_state: int = choices.RANDOM_STATE
    rules: Rules = None

    @property
    def n_drawn(self):
        """Pixels to draw, at least."""
        return self.sample_size or choices.GUIDING_SAMPLE_SIZE

    def check(self, source):
        """Refuse what is out of its range, or more than a raster has.

        Raises
        ------
        ArgumentError
        """
        check_numbers(
            n_clusters=(self.n_clusters, *choices.N_CLUSTERS_LIMITS),
            sample_size=(self.sample_size, *choices.SAMPLE_SIZE_LIMITS),
            n_components=(self.n_components, *choices.N_COMPONENTS_LIMITS),
            n_init=(self.n_init, *choices.N_INIT_LIMITS),
            max_iter=(self.max_iter, *choices.MAX_ITER_LIMITS),
            random_state=(self.random_state, *choices.RANDOM_STATE_LIMITS),
        )
        if 0 < self.sample_size < self.n_clusters:
            raise ArgumentError(
                "sample_size is {value}, fewer pixels than the {n_clusters} clusters asked for: "
                "choose more, or 0 for all.",
                value=self.sample_size,
                n_clusters=self.n_clusters,
            )
        check_choices(
            algorithm=(self.algorithm, choices.ALGORITHMS),
            scaling=(self.scaling, choices.SCALINGS),
        )
        if self.sample_size == 0 and self.algorithm not in ON_ALL_PIXELS:
            raise ArgumentError(
                "sample_size is 0, which stands for all pixels, and {algorithm} fits on a sample "
                "only: choose how many pixels, such as {default}, or one of {choices}.",
                algorithm=self.algorithm,
                default=choices.SAMPLE_SIZE,
                choices=", ".join(ON_ALL_PIXELS),
            )
        check_n_components(self.n_components, len(source.feature_names))

    def about(self, source):
        """What a map or a model is to tell of its parameters: dict of JSON's types."""
        named = ("algorithm", "n_clusters", "scaling", "sample_size", "n_init", "max_iter", "tol")
        return {
            **{name: getattr(self, name) for name in named},
            "random_state": self.random_state,
            **({"isodata": vars(self.rules or Rules())} if self.algorithm == "isodata" else {}),
            "bands": list(source.compared_bands),
            **({"indices": list(source.features.names)} if source.features else {}),
            **({"n_components": self.n_components} if self.n_components else {}),
            "masks": [mask.about() for mask in source.masks],
            "ignore_value": source.ignore_value,
        }

    def find(self, sample, source, *, carry_on=None, executor=None, watch):
        """Fit on a sample.

        Parameters
        ----------
        sample : Sample
        source : RasterSource
            That the sample is of, or the first of several.
        carry_on : callable, optional
            Given the fit, the sample as the fit saw it, offset, scale and projection, carries the
            fit on over more pixels.
        executor : concurrent.futures.Executor, optional
            Used if it is one of threads; to other processes the sample would have to travel.
        watch : Watch

        Returns
        -------
        Found

        Raises
        ------
        MissingDependencyError
            When the algorithm needs a package that is not installed.
        """
        seen, units, projection = in_components(
            sample, self.scaling, source.n_indices, self.n_components
        )
        fitted, offset, scale = fit(
            seen,
            self.algorithm,
            **units,
            n_clusters=self.n_clusters,
            n_init=self.n_init,
            max_iter=self.max_iter,
            tol=self.tol,
            random_state=self.random_state,
            rules=self.rules,
            executor=executor if isinstance(executor, ThreadPoolExecutor) else None,
            watch=watch,
        )
        inertia = fitted.inertia / sample.n_samples
        if carry_on:
            fitted = carry_on(fitted, seen.values, offset, scale, projection)
        model = ClusterModel.from_fit(
            fitted, offset, scale, source, self.algorithm, sample.values, projection
        )
        return Found(model, fitted.n_iter, inertia)


@dataclass(frozen=True)
class Found:
    """What came of a fit.

    Attributes
    ----------
    model : ClusterModel
    n_iter : int
    inertia_per_pixel : float
        Of the sample, before the fit was carried on.
    """

    model: ClusterModel
    n_iter: int
    inertia_per_pixel: float


def check_palette(palette):
    """Refuse colours that there are not.

    Raises
    ------
    ArgumentError
    """
    check_choices(palette=(palette, choices.PALETTES))


def labelled(model, source, palette, colors, class_name, name_classes, origin):
    """A model with the names and the colours of its classes.

    Parameters
    ----------
    model : ClusterModel
    source : RasterSource
        That tells the unit of the bands.
    palette, class_name, name_classes
        As in `pipeline.classify`.
    colors : ndarray or None
        Of the palette ``image``: `display.image_colors`.
    origin : dict
        `ClusterModel.about`, to which the version of numpy is added.

    Returns
    -------
    ClusterModel
    """
    names = ()
    if name_classes:
        means = source.measured(model.class_means)[:, : model.n_bands]
        names = name_classes(means, model.band_names[: model.n_bands])
    legend = make_legend(model.n_classes, palette, class_name, colors, names)
    return replace(model, legend=tuple(legend), about={**origin, "numpy": np.__version__})
