"""The part of a form that says how classes are found."""

from ...core import choices
from ...i18n import tr


def add_algorithm(form):
    # In the order of `clusterers.ALGORITHMS`.
    form.add_choice(
        "ALGORITHM",
        tr("Algorithm"),
        [
            tr("K-means"),
            tr("Mini-batch K-means (needs scikit-learn)"),
            tr("Bisecting K-means"),
            tr("Gaussian mixture"),
            tr("ISODATA"),
            tr("Ward hierarchical"),
        ],
        tr(
            "K-means finds round classes; it is the fastest, and here its classes are tighter than "
            "those of mini-batch k-means. Bisecting k-means cuts the loosest class in two again "
            "and again. A Gaussian mixture finds classes that are wide in some directions and "
            "narrow in others, and need no scaling. ISODATA changes the number of classes on its "
            "way. Ward merges many small groups into classes of any shape."
        ),
        advanced=False,
    )


def add_n_clusters(form):
    form.add_number(
        "N_CLUSTERS",
        tr("Number of classes"),
        8,
        2,
        choices.MAX_CLASSES,
        tr(
            "From 2 to 255. Where the image has fewer different pixels, fewer classes are "
            "delivered, and the log says so."
        ),
    )


def add_scaling(form):
    # In the order of `clusterers.SCALINGS`.
    form.add_choice(
        "SCALING",
        tr("Scaling of the bands"),
        [tr("None"), tr("Standardise each band")],
        tr(
            "Standardise when the bands have different units or ranges, so that each counts "
            "the same; leave it when all are reflectances."
        ),
    )


def add_sample_size(form, low, help_text):
    """How many pixels are drawn; a ``low`` of 0 stands for all of them."""
    form.add_number(
        "SAMPLE_SIZE",
        tr("Pixels that the fit sees (0: all)") if low == 0 else tr("Pixels that the fit sees"),
        choices.SAMPLE_SIZE,
        low,
        None,
        help_text,
        advanced=True,
    )


def add_search(form):
    """Starts and iterations."""
    form.add_number(
        "N_INIT",
        tr("Starts"),
        choices.N_INIT,
        1,
        1000,
        tr("How many times the search starts anew; the best outcome is kept."),
        advanced=True,
    )
    form.add_number(
        "MAX_ITER",
        tr("Most iterations"),
        choices.MAX_ITER,
        1,
        100_000,
        tr("The search ends after so many iterations even if classes still move."),
        advanced=True,
    )


def add_isodata(form):
    """When ISODATA drops, cuts and merges classes."""
    form.add_number(
        "ISODATA_MIN_SIZE",
        tr("ISODATA: least size of a class (percent of the pixels)"),
        choices.ISODATA_MIN_SIZE,
        0.0,
        50.0,
        tr("A smaller class is dropped, and its pixels go to others."),
        advanced=True,
    )
    form.add_number(
        "ISODATA_MAX_SPREAD",
        tr("ISODATA: largest standard deviation in a class (0: automatic)"),
        choices.ISODATA_MAX_SPREAD,
        0.0,
        None,
        tr(
            "A class with a band that varies more is cut in two. In the unit of the raster or, "
            "where bands are standardised, in their standard deviations. Automatic: twice "
            "what is typical of the classes of k-means."
        ),
        advanced=True,
    )
    form.add_number(
        "ISODATA_MIN_DISTANCE",
        tr("ISODATA: least distance between classes (0: automatic)"),
        choices.ISODATA_MIN_DISTANCE,
        0.0,
        None,
        tr(
            "Two classes whose centres are nearer are merged. In the same unit. Automatic: half of "
            "what is typical of neighbouring classes of k-means."
        ),
        advanced=True,
    )
    form.add_number(
        "ISODATA_MAX_PAIRS",
        tr("ISODATA: most pairs merged at a time"),
        choices.ISODATA_MAX_PAIRS,
        1,
        100,
        tr("The nearest pairs are merged first; others have to wait for the next round."),
        advanced=True,
    )


def isodata_rules(form, parameters, context):
    """What the form says of ISODATA: isodata.Rules."""
    from ...core.clustering.isodata import Rules

    def value(name):
        return form.parameterAsDouble(parameters, name, context)

    return Rules(
        min_size=value("ISODATA_MIN_SIZE"),
        max_spread=value("ISODATA_MAX_SPREAD"),
        min_distance=value("ISODATA_MIN_DISTANCE"),
        max_pairs=int(value("ISODATA_MAX_PAIRS")),
    )


def add_random_state(form):
    form.add_number(
        "RANDOM_STATE",
        tr("Random seed"),
        0,
        0,
        2**31 - 1,
        tr("The same seed gives the same outcome; try others to see how stable it is."),
        advanced=True,
    )


def fit_options(form, parameters, context):
    """What the form says of the fit, as arguments of the core.

    Returns
    -------
    dict
        ``algorithm``, ``scaling``, ``sample_size`` and ``random_state``, and ``n_components``,
        ``n_init`` and ``max_iter`` where the form has them.
    """
    from ...core.clustering.algorithms import ALGORITHMS, SCALINGS

    options = {
        "algorithm": list(ALGORITHMS)[form.parameterAsEnum(parameters, "ALGORITHM", context)],
        "scaling": SCALINGS[form.parameterAsEnum(parameters, "SCALING", context)],
    }
    for name in ("n_components", "sample_size", "n_init", "max_iter", "random_state"):
        if form.parameterDefinition(name.upper()) is not None:
            options[name] = form.parameterAsInt(parameters, name.upper(), context)
    return options
