"""The algorithm s2kmeans:classify: its map, output numbers and log."""

import colorsys
import re

import numpy as np
import pytest
from osgeo import gdal, osr
from qgis.core import QgsCoordinateReferenceSystem, QgsReferencedRectangle
from qgis_tools import class_counts, grid_of, read

X0, Y0, STEP = 442970.0, 4174060.0, 10.0


def class_means(values, pixels):
    """Return the mean of each class, shape (n_classes, n_bands)."""
    return np.array([values[:, pixels == value].mean(axis=1) for value in class_counts(pixels)])


def squared_distances(values, centers):
    """Return the squared distances of pixels and centres, shape (n_centers, height, width)."""
    return np.array([((values - c[:, None, None]) ** 2).sum(axis=0) for c in centers])


def colors_of(path):
    dataset = gdal.Open(path)
    table = dataset.GetRasterBand(1).GetColorTable()
    values = class_counts(dataset.ReadAsArray())
    return {value: table.GetColorEntry(value)[:3] for value in values}


def same_partition(first, second):
    """Return the share of equal pixels of two maps after matching their classes."""
    table = np.zeros((256, 256), dtype=int)
    np.add.at(table, (first.ravel(), second.ravel()), 1)
    return table.max(axis=1).sum() / first.size


def test_the_map_has_the_grid_of_the_input(sample_run, sample_path):
    assert grid_of(sample_run.path) == grid_of(sample_path)


def test_the_map_is_one_byte_band_with_nodata_zero(sample_run):
    dataset = gdal.Open(sample_run.path)
    assert dataset.RasterCount == 1
    band = dataset.GetRasterBand(1)
    assert gdal.GetDataTypeName(band.DataType) == "Byte"
    assert band.GetNoDataValue() == 0


def test_output_numbers_match_the_pixels_of_the_map(sample_run):
    n_pixels = np.count_nonzero(sample_run.pixels)
    found = {name: sample_run.results[name] for name in ("N_CLASSES", "N_PIXELS", "N_NODATA")}
    assert found == {
        "N_CLASSES": len(class_counts(sample_run.pixels)),
        "N_PIXELS": n_pixels,
        "N_NODATA": sample_run.pixels.size - n_pixels,
    }


def test_classes_are_numbered_without_gaps(sample_run):
    assert sorted(class_counts(sample_run.pixels)) == list(range(1, 9))


def test_every_pixel_is_in_the_class_whose_mean_is_nearest(sample_run, sample_path):
    values = read(sample_path).astype(float)
    means = class_means(values, sample_run.pixels)
    nearest = 1 + squared_distances(values, means).argmin(axis=0)
    assert np.mean(nearest == sample_run.pixels) > 0.998


def test_the_inertia_is_the_sum_of_squares_around_the_means(sample_run, sample_path):
    values = read(sample_path).astype(float)
    means = class_means(values, sample_run.pixels)
    distances = squared_distances(values, means)
    least = sum(
        distances[number][sample_run.pixels == number + 1].sum() for number in range(len(means))
    )
    # The fit saw all pixels, so its centres are the means.
    assert sample_run.results["INERTIA"] == pytest.approx(least, rel=5e-5)


def test_classes_are_numbered_from_the_darkest(sample_run, sample_path):
    brightness = class_means(read(sample_path).astype(float), sample_run.pixels).mean(axis=1)
    assert (np.diff(brightness) > 0).all()


def test_classes_of_one_band_are_ranges_in_order(classify, sample_path):
    run = classify(BANDS=[4], N_CLUSTERS=5)
    band = read(sample_path)[3]
    lows = [band[run.pixels == value].min() for value in range(1, 6)]
    highs = [band[run.pixels == value].max() for value in range(1, 6)]
    assert all(high < low for high, low in zip(highs, lows[1:]))


def test_the_same_run_twice_gives_the_same_bytes(classify, scene, out):
    first = classify(INPUT=scene, OUTPUT=str(out / "first.tif"))
    second = classify(INPUT=scene, OUTPUT=str(out / "second.tif"))
    with open(first.path, "rb") as one, open(second.path, "rb") as other:
        assert one.read() == other.read()


def test_nodata_of_any_chosen_band_is_nodata_in_the_map(classify, make_raster, scene):
    values = read(scene)[:3].copy()
    values[0, 10:30, 40:90] = 0
    values[2, 150:, :7] = 0
    run = classify(INPUT=make_raster(values, nodata=0), N_CLUSTERS=4)
    hidden = (values == 0).any(axis=0)
    assert np.array_equal(run.pixels == 0, hidden)
    assert run.results["N_NODATA"] == np.count_nonzero(hidden)


def test_nodata_of_another_band_masks_nothing(classify, make_raster, scene):
    values = read(scene)[:3].copy()
    values[0, 10:30, 40:90] = 0
    run = classify(INPUT=make_raster(values, nodata=0), BANDS=[2, 3], N_CLUSTERS=4)
    assert run.results["N_NODATA"] == 0


def test_a_fit_on_all_pixels_has_at_most_the_inertia_of_a_sample(classify, scene):
    few = classify(INPUT=scene, SAMPLE_SIZE=2000)
    whole = classify(INPUT=scene, SAMPLE_SIZE=0)
    assert whole.results["INERTIA"] <= 1.0005 * few.results["INERTIA"]


def test_a_temporary_output_is_a_raster_that_can_be_opened(classify, scene):
    run = classify(INPUT=scene, OUTPUT="TEMPORARY_OUTPUT", N_CLUSTERS=3)
    assert len(class_counts(read(run.path))) == 3


class TestAlgorithm:
    def test_mini_batch_reaches_nearly_the_inertia_of_kmeans(self, classify, scene, out):
        kmeans = classify(INPUT=scene)
        mini = classify(INPUT=scene, ALGORITHM=1, OUTPUT=str(out / "mini.tif"))
        assert mini.results["N_CLASSES"] == 8
        assert kmeans.results["INERTIA"] < 1.1 * mini.results["INERTIA"]
        assert mini.results["INERTIA"] < 1.1 * kmeans.results["INERTIA"]
        assert not np.array_equal(mini.pixels, kmeans.pixels)

    def test_mini_batch_gives_the_same_map_twice(self, classify, scene, out):
        first = classify(INPUT=scene, ALGORITHM=1)
        second = classify(INPUT=scene, ALGORITHM=1, OUTPUT=str(out / "second.tif"))
        assert np.array_equal(first.pixels, second.pixels)

    @pytest.mark.parametrize("algorithm", range(6))
    def test_the_model_of_each_algorithm_gives_the_same_map(self, classify, scene, out, algorithm):
        import processing

        model = str(out / "model.json")
        run = classify(INPUT=scene, ALGORITHM=algorithm, N_CLUSTERS=5, OUTPUT_MODEL=model)
        again = {"INPUT": scene, "MODEL": model, "OUTPUT": str(out / "again.tif")}
        processing.run("s2kmeans:applymodel", again)
        assert len(class_counts(run.pixels)) == run.results["N_CLASSES"]
        assert np.array_equal(read(again["OUTPUT"])[0], run.pixels)

    def test_isodata_logs_its_first_and_last_number_of_classes(self, classify, scene):
        parameters = {"ISODATA_MAX_SPREAD": 100.0, "ISODATA_MIN_DISTANCE": 1.0}
        run = classify(INPUT=scene, ALGORITHM=4, N_CLUSTERS=3, **parameters)
        n_classes = run.results["N_CLASSES"]
        assert n_classes > 3
        assert f"ISODATA started with 3 classes and ended with {n_classes}." in run.feedback.infos

    def test_the_confidence_of_a_mixture_is_a_probability(self, classify, scene, out):
        path = str(out / "confidence.tif")
        classify(INPUT=scene, ALGORITHM=3, N_CLUSTERS=4, OUTPUT_CONFIDENCE=path)
        percent = read(path)[0]
        # The likeliest of four has at least a quarter.
        assert 25 <= percent.min() <= percent.max() <= 100


class TestScaling:
    """Return the scene with a band in another unit, 2000 times as large."""

    def partitions(self, classify, make_raster, scene, scaling):
        values = read(scene)[[1, 7]].astype(np.float32)
        run = classify(INPUT=make_raster(values), SCALING=scaling, N_CLUSTERS=5)
        before = run.pixels
        values[0] *= 2048
        after = classify(INPUT=make_raster(values), SCALING=scaling, N_CLUSTERS=5).pixels
        return same_partition(before, after)

    def test_a_scaled_band_does_not_change_a_standardised_map(self, classify, make_raster, scene):
        assert self.partitions(classify, make_raster, scene, 1) > 0.999

    def test_a_scaled_band_changes_a_map_without_scaling(self, classify, make_raster, scene):
        assert self.partitions(classify, make_raster, scene, 0) < 0.95


class TestExtent:
    def test_an_extent_in_the_layer_crs_gives_exactly_its_pixels(self, classify):
        left, top = X0 + 100 * STEP, Y0 - 50 * STEP
        run = classify(EXTENT=f"{left},{left + 1200},{top - 900},{top} [EPSG:32618]")
        assert grid_of(run.path)[:3] == (120, 90, (left, STEP, 0.0, top, 0.0, -STEP))

    def test_an_extent_includes_pixels_that_it_cuts(self, classify):
        left, top = X0 + 100 * STEP, Y0 - 50 * STEP
        extent = f"{left + 4},{left + 1196},{top - 896},{top - 3} [EPSG:32618]"
        run = classify(EXTENT=extent)
        assert grid_of(run.path)[:3] == (120, 90, (left, STEP, 0.0, top, 0.0, -STEP))

    def test_an_extent_beyond_the_raster_is_clipped(self, classify):
        run = classify(EXTENT=f"{X0 - 5000},{X0 + 500},{Y0 - 300},{Y0 + 9000} [EPSG:32618]")
        assert grid_of(run.path)[:3] == (50, 30, (X0, STEP, 0.0, Y0, 0.0, -STEP))

    @pytest.fixture
    def bounds(self, classify):
        """Return step and bounds of a map, and of its extent, which is given in degrees."""
        west, east, south, north = -75.63, -75.62, 37.68, 37.69
        run = classify(EXTENT=f"{west},{east},{south},{north} [EPSG:4326]")
        width, height, (left, step, _, top, _, _), _ = grid_of(run.path)
        xs, ys = self.outline(west, east, south, north)
        found = np.array([left, left + width * step, top - height * step, top])
        return step, found, np.array([min(xs), max(xs), min(ys), max(ys)])

    def test_an_extent_in_another_crs_is_covered(self, bounds):
        _, (left, right, bottom, top), (west, east, south, north) = bounds
        assert left <= west < east <= right
        assert bottom <= south < north <= top

    def test_an_extent_in_another_crs_gives_at_most_a_pixel_more(self, bounds):
        step, (left, right, bottom, top), (west, east, south, north) = bounds
        assert right - left <= east - west + 3 * step
        assert top - bottom <= north - south + 3 * step

    def test_an_extent_in_another_crs_lies_on_the_grid_of_the_raster(self, bounds):
        step, (left, _, _, top), _ = bounds
        assert ((left - X0) % step, (Y0 - top) % step) == (0, 0)

    def outline(self, west, east, south, north):
        """Return many points on the edges of the rectangle."""
        geographic, projected = osr.SpatialReference(), osr.SpatialReference()
        geographic.ImportFromEPSG(4326)
        projected.ImportFromEPSG(32618)
        geographic.SetAxisMappingStrategy(osr.OAMS_TRADITIONAL_GIS_ORDER)
        transform = osr.CoordinateTransformation(geographic, projected)
        edge = np.linspace(0, 1, 21)
        lons, lats = west + edge * (east - west), south + edge * (north - south)
        points = [(lon, lat) for lon in lons for lat in (south, north)]
        points += [(lon, lat) for lon in (west, east) for lat in lats]
        places = transform.TransformPoints(points)
        return [place[0] for place in places], [place[1] for place in places]

    def test_an_extent_may_be_a_referenced_rectangle(self, classify, sample_path):
        crs = QgsCoordinateReferenceSystem("EPSG:32618")
        bounds = (X0, Y0 - 400, X0 + 600, Y0)
        run = classify(EXTENT=QgsReferencedRectangle(rectangle(*bounds), crs))
        assert grid_of(run.path)[:2] == (60, 40)

    def test_an_extent_of_the_whole_raster_changes_nothing(self, classify, scene, out):
        width, height, (left, step, _, top, _, _), _ = grid_of(scene)
        right, bottom = left + width * step, top - height * step
        whole = classify(INPUT=scene)
        same = classify(
            INPUT=scene,
            EXTENT=f"{left},{right},{bottom},{top} [EPSG:32618]",
            OUTPUT=str(out / "same.tif"),
        )
        assert np.array_equal(whole.pixels, same.pixels)

    def test_pixels_outside_the_extent_do_not_count_as_nodata(self, classify, scene):
        left, top = grid_of(scene)[2][0], grid_of(scene)[2][3]
        run = classify(INPUT=scene, EXTENT=f"{left},{left + 500},{top - 400},{top} [EPSG:32618]")
        assert run.results["N_PIXELS"] == 50 * 40
        assert run.results["N_NODATA"] == 0


def rectangle(*bounds):
    from qgis.core import QgsRectangle

    return QgsRectangle(*bounds)


class TestPalette:
    @pytest.mark.parametrize("palette", [0, 1, 2])
    def test_no_two_classes_share_a_colour(self, classify, scene, palette):
        colors = colors_of(classify(INPUT=scene, PALETTE=palette, N_CLUSTERS=30).path)
        assert len(set(colors.values())) == 30

    def test_a_palette_changes_no_pixel(self, classify, scene, out):
        maps = [
            classify(INPUT=scene, PALETTE=palette, OUTPUT=str(out / f"{palette}.tif")).pixels
            for palette in (0, 1, 2)
        ]
        assert np.array_equal(maps[0], maps[1])
        assert np.array_equal(maps[1], maps[2])

    def test_spectrum_runs_from_blue_to_red(self, classify, scene):
        colors = colors_of(classify(INPUT=scene, PALETTE=2).path)
        hues = [colorsys.rgb_to_hsv(*(c / 255 for c in colors[n]))[0] for n in sorted(colors)]
        assert hues == sorted(hues, reverse=True)
        assert 0.6 < hues[0] < 0.75
        assert hues[-1] < 0.05

    def test_distinct_colours_lie_far_apart(self, classify, scene):
        colors = np.array(list(colors_of(classify(INPUT=scene, PALETTE=1).path).values()), float)
        distances = np.linalg.norm(colors[:, None] - colors[None], axis=2)
        assert distances[~np.eye(len(colors), dtype=bool)].min() > 60


class TestLog:
    def test_the_log_shows_the_grid(self, sample_run):
        assert self.line(sample_run, r"560 x 520")

    def test_the_log_names_the_bands(self, sample_run):
        bands = self.line(sample_run, "Bands")
        for name in ("B01", "B02", "B8A", "B12"):
            assert name in bands

    def test_the_log_names_only_chosen_bands(self, classify, scene):
        bands = self.line(classify(INPUT=scene, BANDS=[4, 8]), "Bands")
        assert "B04" in bands
        assert "B08" in bands
        assert "B02" not in bands

    def test_the_log_shows_sampled_pixels_and_iterations(self, sample_run):
        assert re.search(r"291,200 pixels; \d+ iterations", self.line(sample_run, "Sample"))

    def test_the_log_shows_the_chosen_sample_size(self, classify, scene):
        assert "1,234 pixels" in self.line(classify(INPUT=scene, SAMPLE_SIZE=1234), "Sample")

    def test_the_log_shows_the_inertia(self, sample_run):
        shown = float(self.line(sample_run, "Inertia").split(":")[1])
        assert shown == pytest.approx(sample_run.results["INERTIA"], rel=1e-4)

    def test_the_log_shows_pixels_percent_and_hectares_of_each_class(self, sample_run):
        counts = class_counts(sample_run.pixels)
        _, *rows = sample_run.feedback.table
        shown = [[float(cell.replace(",", "")) for cell in row.split()[-3:]] for row in rows]
        # A pixel of 10 m is a hundredth of a hectare.
        expected = [[n, 100 * n / sample_run.pixels.size, n / 100] for n in counts.values()]
        assert np.allclose(shown, expected, atol=0.006)

    def test_the_log_aligns_the_columns_of_the_class_table(self, sample_run):
        assert len({len(line) for line in sample_run.feedback.table}) == 1

    def test_the_log_shows_the_seconds_of_each_stage(self, sample_run):
        line = self.line(sample_run, "Seconds")
        assert len(re.findall(r"\d+\.\d\d", line)) == 3

    def test_the_log_estimates_memory_and_disk_space(self, sample_run):
        needs = self.line(sample_run, "Estimate")
        assert re.search(r"\d+ MB of memory", needs)
        assert re.search(r"\d+ MB of disk", needs)
        infos = sample_run.feedback.infos
        assert infos.index(needs) < infos.index(self.line(sample_run, "Sample"))

    def test_the_log_mentions_suggested_names_only_if_there_are_some(
        self, classify, sample_run, make_raster
    ):
        assert self.line(sample_run, "are suggestions")
        unnamed = classify(INPUT=make_raster(np.arange(900, dtype=np.uint16).reshape(1, 30, 30)))
        assert not any("are suggestions" in line for line in unnamed.feedback.infos)

    def test_a_default_run_logs_no_warning_and_no_error(self, sample_run):
        assert sample_run.feedback.warnings == []
        assert sample_run.feedback.errors == []

    def line(self, run, pattern):
        (found,) = [line for line in run.feedback.infos if re.search(pattern, line)]
        return found


class TestFewerClasses:
    """A raster with three distinct pixels, classified into eight classes."""

    @pytest.fixture
    def run(self, classify, make_raster):
        values = np.ones((2, 30, 40), np.uint16)
        values[:, :, 10:20] = 500
        values[0, :, 20:] = 90
        return classify(INPUT=make_raster(values), N_CLUSTERS=8)

    def test_fewer_distinct_pixels_give_fewer_classes(self, run):
        assert run.results["N_CLASSES"] == 3
        assert class_counts(run.pixels) == {1: 300, 2: 600, 3: 300}

    def test_fewer_distinct_pixels_give_zero_inertia(self, run):
        assert run.results["INERTIA"] == 0

    def test_a_warning_names_both_numbers_of_classes(self, run):
        (warning,) = run.feedback.warnings
        assert "3 classes" in warning
        assert "8" in warning

    def test_the_legend_has_only_the_remaining_classes(self, run):
        dataset = gdal.Open(run.path)
        assert dataset.GetRasterBand(1).GetDefaultRAT().GetRowCount() == 3
