"""What the charts of all pages share: colours, names, axes and numbers as plotly takes them."""

import html

import numpy as np

_DIGITS = 5
LONGEST_NAME = 28
INK, MUTED, EDGE = "#1f2933", "#52606d", "#7b8794"
# In the place of a colour that would be lost on white.
GREY = (123, 135, 148)
ACCENT = "#1f5f8b"
_GRID = "#e4e7eb"
_FONT = 'system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif'


def is_light(color):
    """Whether a colour (red, green, blue) would be lost on white, so that it needs an edge."""
    red, green, blue = color
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue > 200


def css(color, alpha=1):
    """A colour (red, green, blue) as CSS."""
    return (
        "rgb({},{},{})".format(*color) if alpha == 1 else "rgba({},{},{},{})".format(*color, alpha)
    )


def plain(text, longest=LONGEST_NAME):
    """A name as plotly shows it: it would take markup for markup."""
    text = " ".join(str(text).split())
    if len(text) > longest:
        text = text[: longest - 1].rstrip() + "…"
    return html.escape(text, quote=False)


def inert(text):
    """A text in which plotly finds nothing to fill in."""
    return text.replace("%", "&#37;")


def titled_axis(title):
    return {
        "title": {"text": title},
        "gridcolor": _GRID,
        "zeroline": False,
        "linecolor": _GRID,
        "automargin": True,
        "tickfont": {"size": 11, "color": MUTED},
    }


def ticks(names, start=0):
    return {"tickvals": list(range(start, start + len(names))), "ticktext": names}


def rounded(array, digits=_DIGITS):
    """Numbers as JSON has them, without digits that nobody sees; None for what is no number."""
    return [
        float(f"{value:.{digits}g}") if np.isfinite(value) else None for value in np.asarray(array)
    ]


def number(translate, spec, value):
    """A number as the reader writes it: a translated text knows how."""
    return translate("{:" + spec + "}").format(value)


def separators(translate):
    """The decimal sign and that of thousands, as plotly takes them."""
    return number(translate, ".1f", 0.5)[1:-1] + number(translate, ",", 1000)[1:-3]


def figure(data, layout):
    return {
        "data": data,
        "layout": {
            "margin": {"l": 64, "r": 16, "t": 12, "b": 52},
            "font": {"family": _FONT, "size": 12, "color": INK},
            "paper_bgcolor": "white",
            "plot_bgcolor": "white",
            "hovermode": "closest",
            "hoverlabel": {"bgcolor": "white", "bordercolor": EDGE, "font": {"color": INK}},
            **layout,
        },
    }
