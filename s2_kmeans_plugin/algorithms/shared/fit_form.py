"""The part of a form that says how classes are found."""

from ...core import choices
from ...i18n import tr


def add_algorithm(form):
    # In the order of `choices.ALGORITHMS`.
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
        choices.N_CLUSTERS,
        *choices.N_CLUSTERS_LIMITS,
        tr(
            "From 2 to 255. Where the image has fewer different pixels, fewer classes are "
            "delivered, and the log says so."
        ),
    )


def add_scaling(form):
    # In the order of `choices.SCALINGS`.
    form.add_choice(
        "SCALING",
        tr("Scaling of the bands"),
        [tr("None"), tr("Standardise each band")],
        tr(
            "Standardise when the bands have different units or ranges, so that each counts "
            "the same; leave it when all are reflectances."
        ),
    )


def add_sample_size(form, limits, help_text):
    """How many pixels are drawn; 0 stands for all of them."""
    form.add_number(
        "SAMPLE_SIZE",
        tr("Pixels that the fit sees (0: all)")
        if limits[0] == 0
        else tr("Pixels that the fit sees"),
        choices.SAMPLE_SIZE,
        *limits,
        help_text,
        advanced=True,
    )


def add_search(form):
    """Starts and iterations."""
    form.add_number(
        "N_INIT",
        tr("Starts"),
        choices.N_INIT,
        *choices.N_INIT_LIMITS,
        tr("How many times the search starts anew; the best outcome is kept."),
        advanced=True,
    )
    form.add_number(
        "MAX_ITER",
        tr("Most iterations"),
        choices.MAX_ITER,
        *choices.MAX_ITER_LIMITS,
        tr("The search ends after so many iterations even if classes still move."),
        advanced=True,
    )


def add_isodata(form):
    """When ISODATA drops, cuts and merges classes."""
    form.add_number(
        "ISODATA_MIN_SIZE",
        tr("ISODATA: least size of a class (percent of the pixels)"),
        choices.ISODATA_MIN_SIZE,
        *choices.ISODATA_MIN_SIZE_LIMITS,
        tr("A smaller class is dropped, and its pixels go to others."),
        advanced=True,
    )
    form.add_number(
        "ISODATA_MAX_SPREAD",
        tr("ISODATA: largest standard deviation in a class (0: automatic)"),
        choices.ISODATA_MAX_SPREAD,
        *choices.ISODATA_MAX_SPREAD_LIMITS,
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
        *choices.ISODATA_MIN_DISTANCE_LIMITS,
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
        *choices.ISODATA_MAX_PAIRS_LIMITS,
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
        choices.RANDOM_STATE,
        *choices.RANDOM_STATE_LIMITS,
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
    options = {
        "algorithm": choices.ALGORITHMS[form.parameterAsEnum(parameters, "ALGORITHM", context)],
        "scaling": choices.SCALINGS[form.parameterAsEnum(parameters, "SCALING", context)],
    }
    for name in ("n_components", "sample_size", "n_init", "max_iter", "random_state"):
        if form.parameterDefinition(name.upper()) is not None:
            options[name] = form.parameterAsInt(parameters, name.upper(), context)
    return options
