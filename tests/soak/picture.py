"""Drawing of a curve as SVG without a plotting package."""

WIDTH, HEIGHT, LEFT, BOTTOM, TOP = 760, 300, 60, 40, 20
INK, MUTED, GRID, LINE = "#1f2933", "#52606d", "#e4e7eb", "#1f5f8b"


def curve(megabytes, marks):
    """Return an SVG of the memory after each run.

    Parameters
    ----------
    megabytes : sequence of float
        Memory after run 1, 2 and so on.
    marks : dict of int to str
        Labels of runs.

    Returns
    -------
    str
    """
    highest = 100 * (int(max(megabytes) / 100) + 1)

    def x(run):
        return round(LEFT + (WIDTH - LEFT - 20) * run / len(megabytes), 1)

    def y(value):
        return round(HEIGHT - BOTTOM - (HEIGHT - BOTTOM - TOP) * value / highest, 1)

    def text(left, top, words, anchor="middle", color=MUTED):
        place = f'x="{left}" y="{top}" text-anchor="{anchor}" fill="{color}"'
        return f"<text {place}>{words}</text>"

    parts = []
    for value in range(0, highest + 1, 100):
        parts.append(f'<path d="M{LEFT} {y(value)}H{WIDTH - 20}" stroke="{GRID}"/>')
        parts.append(text(LEFT - 8, y(value) + 4, value, "end"))
    for run in range(0, len(megabytes) + 1, 50):
        parts.append(text(x(run), HEIGHT - BOTTOM + 18, run))
    for level, (run, words) in enumerate(sorted(marks.items())):
        path = f"M{x(run)} {y(0)}V{TOP}"
        parts.append(f'<path d="{path}" stroke="{MUTED}" stroke-dasharray="3 3"/>')
        parts.append(text(x(run) + 5, y(0) - 12 - 18 * level, words, "start"))
    points = " ".join(f"{x(n)},{y(value)}" for n, value in enumerate(megabytes, start=1))
    parts.append(f'<polyline points="{points}" fill="none" stroke="{LINE}" stroke-width="2"/>')
    parts.append(text(LEFT, TOP - 6, "memory of the process, MB", "start", INK))
    parts.append(text(WIDTH - 20, HEIGHT - 4, "run", "end", INK))
    head = f'viewBox="0 0 {WIDTH} {HEIGHT}" width="{WIDTH}" height="{HEIGHT}"'
    ground = '<rect width="100%" height="100%" fill="#fff"/>'
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" {head} font-family="sans-serif" font-size="12">'
        f"{ground}{''.join(parts)}</svg>\n"
    )
