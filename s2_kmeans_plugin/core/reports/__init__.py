"""Reports as HTML pages, and tables as CSV.

A function ``render_…_report`` takes the outcome of a use case, and ``run`` and ``translate`` as
`page.render` does. It raises MissingDependencyError if jinja2 or plotly is not installed.
"""
