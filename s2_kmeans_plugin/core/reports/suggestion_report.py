"""What is told of a suggested number of classes: sentences, and a page of them and the figures."""

import math

from ..evaluation.suggestion import APART_FROM, STABLE_FROM
from ..evaluation.trials import SILHOUETTE_PIXELS
from ..legend import make_legend
from . import charts
from .curves import CHOSEN, curve
from .page import page


def reasons(suggestion, translate=lambda text: text):
    """Why the number is suggested, and how far it can be trusted: list of sentences.

    Parameters
    ----------
    suggestion : Suggestion
    translate : callable
        Gives the text to show for an English one.
    """
    chosen, trials = suggestion.chosen, suggestion.trials
    sentences = {
        "clear": [
            translate(
                "{k} is the largest number whose classes all stand apart (the nearest two: "
                "{apart:.2f} of 2) and come out again on other pixels (stability {stable:.2f})."
            )
        ],
        "close": [
            translate(
                "{k} is the largest number whose classes all stand apart and come out again on "
                "other pixels (stability {stable:.2f}), but the nearest two are only just apart "
                "({apart:.2f} of 2): take it as a guide, as a class more or less serves as well."
            )
        ],
        "more": [
            translate(
                "Even {k}, the largest number tried, gives classes that all stand apart (the "
                "nearest two: {apart:.2f} of 2) and come out again on other pixels (stability "
                "{stable:.2f}): the image may hold more. Raise the largest number, or take as "
                "many as you can name."
            )
        ],
        "distinct": [
            translate("The chosen bands have only {k} different pixels: each is a class.")
        ],
        "none": [
            translate(
                "No number stands out: at none do all classes both stand apart and come out again "
                "on other pixels. The pixels are a continuum, which every number cuts in "
                "another way, so choose the number by what the map is for."
            ),
            translate("As a start: {k}, the last number before other pixels give other classes.")
            if chosen.is_stable
            else translate("As a start: {k}, whose classes are the most stable."),
        ],
    }[suggestion.verdict]
    later = [trial for trial in trials if trial.n_clusters > chosen.n_clusters]
    if later and suggestion.verdict in ("clear", "close"):
        sentences += _why_not(later[0], translate)
        if chosen.n_clusters == 2:
            sentences.append(
                translate(
                    "Two groups that lie far apart, such as water and land, may hide what there is "
                    "within each: try again on an extent with only one of them."
                )
            )
    if trials[-1].n_clusters < suggestion.n_asked and suggestion.verdict != "distinct":
        sentences.append(
            translate("More than {last} was not tried: there are no more different pixels.")
        )
    figures = {
        "k": chosen.n_clusters,
        "apart": chosen.separability,
        "stable": chosen.stability,
        "last": trials[-1].n_clusters,
    }
    return [sentence.format(**figures) for sentence in sentences]


def _why_not(trial, translate):
    """What speaks against one class more."""
    if not trial.is_apart:
        text = translate(
            "With {n} the nearest two classes may be the halves of one cloud ({apart:.2f}; the "
            "limit is {limit:.2f})."
        )
        limit = APART_FROM
    elif not trial.is_stable:
        text = translate(
            "With {n} other pixels give other classes (stability {stable:.2f}; the limit is "
            "{limit:.2f})."
        )
        limit = STABLE_FROM
    else:
        return []
    return [
        text.format(
            n=trial.n_clusters, apart=trial.separability, stable=trial.stability, limit=limit
        )
    ]


def preferred(trials):
    """The number that each of the classic indices prefers by itself, by its name."""
    scores = {
        "silhouette": lambda trial: trial.silhouette,
        "calinski_harabasz": lambda trial: trial.calinski_harabasz,
        "davies_bouldin": lambda trial: -trial.davies_bouldin,
    }
    found = {}
    for name, score in scores.items():
        known = [trial for trial in trials if math.isfinite(score(trial))]
        found[name] = max(known, key=score).n_clusters if known else None
    return found


def page_of(suggestion, run=None, translate=lambda text: text):
    """A suggestion as HTML.

    Parameters
    ----------
    suggestion : Suggestion
    run : page.Run, optional
    translate : callable
        Gives the text to show for an English one.

    Returns
    -------
    str

    Raises
    ------
    MissingDependencyError
        When jinja2 or plotly is not installed.
    """
    return page(
        "suggest.html.j2",
        _figures(suggestion, translate),
        run,
        translate,
        suggestion=suggestion,
        reasons=reasons(suggestion, translate),
        preferred=preferred(suggestion.trials),
        apart_from=APART_FROM,
        stable_from=STABLE_FROM,
        with_delivered=any(trial.n_delivered != trial.n_clusters for trial in suggestion.trials),
        n_silhouette=min(SILHOUETTE_PIXELS, suggestion.n_sampled),
        chosen_color=CHOSEN,
    )


def _figures(suggestion, translate):
    trials, chosen = suggestion.trials, suggestion.chosen
    numbers = [trial.n_clusters for trial in trials]
    best = preferred(trials)

    def of_figure(name, label, **marks):
        return curve(
            numbers,
            [getattr(trial, name) for trial in trials],
            chosen.n_clusters,
            {"x": translate("Number of classes"), "y": label},
            best=best.get(name),
            **marks,
        )

    legend = make_legend(chosen.n_delivered, "distinct", translate("Class {value}"))
    return {
        "separability": of_figure(
            "separability", translate("Nearest two"), limit=APART_FROM, top=2
        ),
        "stability": of_figure(
            "stability", translate("Adjusted Rand index"), limit=STABLE_FROM, top=1
        ),
        "silhouette": of_figure("silhouette", translate("Silhouette")),
        "calinski_harabasz": of_figure("calinski_harabasz", "Calinski-Harabasz"),
        "davies_bouldin": of_figure("davies_bouldin", "Davies-Bouldin"),
        "inertia": of_figure("inertia", translate("Inertia")),
        "scatter": charts.scatter(
            legend, suggestion.sample, suggestion.sample_labels, suggestion.scale, translate
        ),
    }
