"""Parameters of the fit: algorithm, number of classes, sample, iterations."""

from ...core import choices
from ...i18n import tr
from .algorithm_run import AlgorithmRun
from .form import Form


def add_algorithm(form: Form) -> None:
    labels = {
        "kmeans": tr("K-means"),
        "minibatch_kmeans": tr("Mini-batch K-means (needs scikit-learn)"),
        "bisecting_kmeans": tr("Bisecting K-means"),
        "gaussian_mixture": tr("Gaussian mixture"),
        "isodata": tr("ISODATA"),
        "ward": tr("Ward hierarchical"),
    }
    form.add_choice(
        "ALGORITHM",
        tr("Algorithm"),
        [labels[algorithm] for algorithm in choices.ALGORITHMS],
        tr(
            "K-means finds round classes and is the fastest; its classes are tighter than those of "
            "mini-batch K-means. Bisecting K-means repeatedly splits the loosest class. A Gaussian "
            "mixture finds elongated classes and needs no scaling. ISODATA changes the number of "
            "classes during the fit. Ward merges many small groups into classes of any shape."
        ),
        advanced=False,
    )


def add_n_clusters(form: Form) -> None:
    form.add_number(
        "N_CLUSTERS",
        tr("Number of classes"),
        tr(
            "From 2 to 255. An image with fewer distinct pixels gives fewer classes, and the log "
            "reports it."
        ),
        advanced=False,
    )


def add_scaling(form: Form) -> None:
    labels = {"none": tr("None"), "standardise": tr("Standardise each band")}
    form.add_choice(
        "SCALING",
        tr("Scaling of the bands"),
        [labels[scaling] for scaling in choices.SCALINGS],
        tr(
            "Standardise bands that have different units or ranges, so that all have the same "
            "weight. Reflectances need no scaling."
        ),
    )


def add_search(form: Form) -> None:
    """Declare the initialisations, the iterations, and the limits of ISODATA."""
    form.add_number(
        "N_INIT",
        tr("Number of initialisations"),
        tr("The fit runs once for each initialisation, and the best result is kept."),
    )
    form.add_number(
        "MAX_ITER",
        tr("Maximum number of iterations"),
        tr("The fit ends after this number of iterations, even if centres still move."),
    )
    form.add_number(
        "ISODATA_MIN_SIZE",
        tr("ISODATA: minimum class size (%)"),
        tr("Percent of the pixels. A smaller class is dropped, and other classes take its pixels."),
    )
    form.add_number(
        "ISODATA_MAX_SPREAD",
        tr("ISODATA: maximum spread (0: automatic)"),
        tr(
            "Largest standard deviation of a band in a class. A class with a larger one is split. "
            "The unit is that of the raster, or standard deviations of standardised bands. "
            "Automatic: twice the typical value of K-means classes."
        ),
    )
    form.add_number(
        "ISODATA_MIN_DISTANCE",
        tr("ISODATA: minimum distance (0: automatic)"),
        tr(
            "Smallest distance between two class centres, in the same unit. Nearer classes are "
            "merged. Automatic: half the typical distance of neighbouring K-means classes."
        ),
    )
    form.add_number(
        "ISODATA_MAX_PAIRS",
        tr("ISODATA: maximum merges per iteration"),
        tr("The nearest pairs of classes are merged first."),
    )


def add_random_state(form: Form) -> None:
    form.add_number(
        "RANDOM_STATE",
        tr("Random seed"),
        tr("The same seed gives the same result. Other seeds show how stable the result is."),
    )


def fit_options(run: AlgorithmRun) -> dict:
    """Return the options of the fit that the form has, as arguments of the core."""
    options = {
        "algorithm": choices.ALGORITHMS[run.choice("ALGORITHM")],
        "scaling": choices.SCALINGS[run.choice("SCALING")],
    }
    for name in ("n_components", "sample_size", "n_init", "max_iter", "random_state"):
        if run.algorithm.parameterDefinition(name.upper()) is not None:
            options[name] = run.integer(name.upper())
    return options


def fit(run: AlgorithmRun):
    """Return the `FitOptions` of a classification."""
    from ...core.clustering.fit_options import Rules
    from ...core.models.search import FitOptions

    rules = Rules(
        min_size=run.decimal("ISODATA_MIN_SIZE"),
        max_spread=run.decimal("ISODATA_MAX_SPREAD"),
        min_distance=run.decimal("ISODATA_MIN_DISTANCE"),
        max_pairs=run.integer("ISODATA_MAX_PAIRS"),
    )
    return FitOptions(**fit_options(run), n_clusters=run.integer("N_CLUSTERS"), rules=rules)
