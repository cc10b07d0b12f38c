"""The part of a form that says how classes are found."""

from ..core import defaults
from ..i18n import tr

# The order of the choices is a public interface: new ones come last.
ALGORITHMS = ("kmeans", "minibatch_kmeans")
SCALINGS = ("none", "standardise")


def add_algorithm(form):
    form.add_choice(
        "ALGORITHM",
        tr("Algorithm"),
        [tr("K-means"), tr("Mini-batch K-means (needs scikit-learn)")],
        tr(
            "K-means is the better choice: here it is as fast as mini-batch k-means and "
            "its classes are tighter."
        ),
        advanced=False,
    )


def add_scaling(form):
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
        defaults.SAMPLE_SIZE,
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
        defaults.N_INIT,
        1,
        1000,
        tr("How many times the search starts anew; the best outcome is kept."),
        advanced=True,
    )
    form.add_number(
        "MAX_ITER",
        tr("Most iterations"),
        defaults.MAX_ITER,
        1,
        100_000,
        tr("The search ends after so many iterations even if classes still move."),
        advanced=True,
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
        ``algorithm``, ``scaling``, ``sample_size`` and ``random_state``, and ``n_init`` and
        ``max_iter`` where the form has them.
    """
    options = {
        "algorithm": ALGORITHMS[form.parameterAsEnum(parameters, "ALGORITHM", context)],
        "scaling": SCALINGS[form.parameterAsEnum(parameters, "SCALING", context)],
    }
    for name in ("sample_size", "n_init", "max_iter", "random_state"):
        if form.parameterDefinition(name.upper()) is not None:
            options[name] = form.parameterAsInt(parameters, name.upper(), context)
    return options
