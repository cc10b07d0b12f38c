"""Bad input gives one clear message and leaves no file."""

import os
from contextlib import contextmanager

import numpy as np
import pytest
from osgeo import gdal, gdal_array
from qgis.core import QgsProject, QgsRasterLayer, QgsVectorLayer
from qgis_tools import class_counts, grid_of, linux_only, listing, read

TILES = "type=xyz&url=file:///tiles/%7Bz%7D/%7Bx%7D/%7By%7D.png&zmin=0&zmax=3"


def assert_says(refused, *words):
    """Check for one line without a traceback that names object, value and limit."""
    sentence = refused.sentence
    assert "\n" not in sentence
    assert "Traceback" not in sentence
    assert "Error:" not in sentence
    for word in words:
        assert word in sentence, sentence


@pytest.fixture(autouse=True)
def nothing_is_left(out):
    """Check that no test of this module leaves a file other than its map."""
    yield
    left = [name for name in listing(out) if not name.startswith("classes.")]
    assert left == []


def noise(*shape, dtype=np.uint16):
    return np.random.default_rng(1).integers(1, 200, shape).astype(dtype)


class TestInput:
    def test_a_missing_file_is_named(self, refusal, out):
        assert_says(refusal(INPUT="/nowhere/scene.tif"), "/nowhere/scene.tif", "INPUT")
        assert listing(out) == {}

    @pytest.mark.parametrize("layer", ["no such layer", None, ""])
    def test_a_missing_layer_is_refused(self, refusal, out, layer):
        assert_says(refusal(INPUT=layer), "INPUT")
        assert listing(out) == {}

    def test_a_file_that_is_not_a_raster_is_named(self, refusal, out, tmp_path):
        path = tmp_path / "notes.tif"
        path.write_text("not a raster")
        assert_says(refusal(INPUT=str(path)), "notes.tif")
        assert listing(out) == {}

    def test_a_wms_layer_is_refused_with_a_remedy(self, refusal, out):
        layer = QgsRasterLayer(TILES, "street map", "wms")
        assert layer.isValid()
        assert_says(refusal(INPUT=layer), "street map", "wms", "GeoTIFF")
        assert listing(out) == {}

    def test_a_wms_layer_of_the_project_is_refused_by_id(self, refusal, project, out):
        layer = QgsRasterLayer(TILES, "street map", "wms")
        QgsProject.instance().addMapLayer(layer)
        assert_says(refusal(INPUT=layer.id()), "street map", "wms")
        assert listing(out) == {}

    def test_a_vector_layer_is_refused(self, refusal, out):
        layer = QgsVectorLayer("Point?crs=EPSG:4326", "points", "memory")
        assert_says(refusal(INPUT=layer), "INPUT")
        assert listing(out) == {}

    def test_a_damaged_file_is_named(self, refusal, out, make_raster):
        path = make_raster(noise(3, 400, 400))
        with open(path, "r+b") as file:
            file.truncate(os.path.getsize(path) // 2)
        assert_says(refusal(INPUT=path), path)
        assert listing(out) == {}


class TestBands:
    @pytest.mark.parametrize("bands", [0, [0], "0", 14, [14], [1, 14]])
    def test_a_missing_band_is_named_with_the_limit(self, refusal, out, bands):
        value = "14" if "14" in str(bands) else "0"
        assert_says(refusal(BANDS=bands), f"Band {value}", "13")
        assert listing(out) == {}

    @pytest.mark.parametrize("bands", ["B2", ["B2"], [1, "B2"], "1;B2"])
    def test_a_band_name_in_place_of_a_number_is_refused(self, refusal, out, bands):
        assert_says(refusal(BANDS=bands), "B2", "number")
        assert listing(out) == {}

    @pytest.mark.parametrize("bands", [-1, [-3], 1.5])
    def test_a_band_number_that_is_not_whole_is_refused(self, refusal, out, bands):
        assert_says(refusal(BANDS=bands), str(bands).strip("[]"))
        assert listing(out) == {}

    def test_a_band_named_twice_is_refused(self, refusal, out):
        assert_says(refusal(BANDS=[2, 3, 2]), "Band 2", "twice")
        assert listing(out) == {}

    @pytest.mark.parametrize("bands", ["[1,3]", "1;3", "1, 3", ["1", "3"], (1, 3)], ids=str)
    def test_a_list_as_text_means_the_same_bands(self, classify, scene, out, bands):
        expected = classify(INPUT=scene, BANDS=[1, 3], N_CLUSTERS=3).pixels
        assert np.array_equal(classify(INPUT=scene, BANDS=bands, N_CLUSTERS=3).pixels, expected)

    @pytest.mark.parametrize("bands", [None, [], "", [""]], ids=str)
    def test_no_band_means_all_bands(self, classify, scene, bands):
        expected = classify(INPUT=scene, BANDS=list(range(1, 14)), N_CLUSTERS=3).pixels
        assert np.array_equal(classify(INPUT=scene, BANDS=bands, N_CLUSTERS=3).pixels, expected)


class TestNumbers:
    @pytest.mark.parametrize(
        ("name", "value", "limits"),
        [
            ("N_CLUSTERS", 1, ("2", "255")),
            ("N_CLUSTERS", 256, ("2", "255")),
            ("N_CLUSTERS", -8, ("2", "255")),
            ("SAMPLE_SIZE", -1, ("0",)),
            ("N_INIT", 0, ("1",)),
            ("MAX_ITER", 0, ("1",)),
            ("RANDOM_STATE", -1, ("0",)),
            ("N_COMPONENTS", 3_000_000_000, ("0", "2147483647")),
            ("MIN_AREA", -1, ("Choose 0 or more",)),
            ("IGNORE_VALUE", "inf", ("Choose a finite number",)),
            ("IGNORE_VALUE", "none", ("is not a number",)),
            ("IGNORE_VALUE", "0,5", ("is not a number",)),
        ],
    )
    def test_a_number_out_of_range_is_named_with_its_limits(
        self, refusal, out, name, value, limits
    ):
        refused = refusal(**{name: value})
        assert_says(refused, name, str(value), *limits)
        assert listing(out) == {}

    @pytest.mark.parametrize("name", ["ALGORITHM", "SCALING", "PALETTE"])
    def test_an_unknown_choice_is_refused(self, refusal, out, name):
        assert_says(refusal(**{name: 9}), name)
        assert listing(out) == {}

    def test_fewer_sampled_pixels_than_classes_are_refused(self, refusal, out):
        assert_says(refusal(SAMPLE_SIZE=5, N_CLUSTERS=8), "5", "8")
        assert listing(out) == {}


class TestCluster:
    def test_a_silent_scheduler_is_refused(self, refusal, scene, out):
        refused = refusal(INPUT=scene, DASK_SCHEDULER="tcp://127.0.0.1:1")
        assert_says(refused, "Dask")
        assert listing(out) == {}


class TestPixels:
    def test_a_raster_of_nodata_only_is_refused(self, refusal, out, make_raster):
        path = make_raster(np.full((2, 30, 30), 7, np.uint16), nodata=7)
        assert_says(refusal(INPUT=path), path, "nodata")
        assert listing(out) == {}

    def test_a_raster_of_nan_only_is_refused(self, refusal, out, make_raster):
        path = make_raster(np.full((2, 30, 30), np.nan, np.float32))
        assert_says(refusal(INPUT=path), path, "no valid pixel")
        assert listing(out) == {}

    def test_an_extent_of_nodata_only_is_refused(self, refusal, out, make_raster):
        values = noise(1, 40, 40)
        values[:, :20] = 0
        path = make_raster(values, nodata=0)
        extent = "442970,443370,4173960,4174060 [EPSG:32618]"
        assert_says(refusal(INPUT=path, EXTENT=extent), "extent")
        assert listing(out) == {}

    def test_a_constant_raster_gives_one_class(self, classify, make_raster):
        run = classify(INPUT=make_raster(np.full((2, 30, 20), 7, np.uint16)))
        assert run.results["N_CLASSES"] == 1
        assert class_counts(run.pixels) == {1: 600}
        assert len(run.feedback.warnings) == 1

    def test_nan_and_infinity_count_as_nodata(self, classify, make_raster):
        values = noise(2, 50, 60, dtype=np.float32)
        hidden = np.zeros((50, 60), dtype=bool)
        hidden[3:9, 10:20] = True
        values[0, 3:9, 10:15] = np.nan
        values[1, 3:9, 15:20] = np.inf
        broken = classify(INPUT=make_raster(values), N_CLUSTERS=4).pixels
        values[:, hidden] = -9999
        declared = classify(INPUT=make_raster(values, nodata=-9999), N_CLUSTERS=4).pixels
        assert np.array_equal(broken == 0, hidden)
        assert np.array_equal(broken, declared)

    @pytest.mark.parametrize("kind", ["CInt16", "CFloat32", "CFloat64", "Int64", "UInt64"])
    def test_an_unsupported_data_type_is_named(self, refusal, out, tmp_path, kind):
        code = getattr(gdal, f"GDT_{kind}", None)
        if code is None:
            pytest.skip(f"This GDAL knows no {kind}.")
        path = str(tmp_path / "raster.tif")
        dataset = gdal.GetDriverByName("GTiff").Create(path, 20, 20, 1, code)
        dataset.GetRasterBand(1).Fill(1)
        dataset = None
        assert_says(refusal(INPUT=path), path, kind, "Band 1")
        assert listing(out) == {}

    @pytest.mark.parametrize("kind", ["uint8", "int16", "uint32", "int32", "float32", "float64"])
    def test_every_supported_data_type_gives_the_same_map(self, classify, make_raster, kind):
        values = noise(2, 40, 30)
        expected = classify(INPUT=make_raster(values), N_CLUSTERS=4).pixels
        given = classify(INPUT=make_raster(values.astype(kind)), N_CLUSTERS=4).pixels
        assert gdal_array.NumericTypeCodeToGDALTypeCode(np.dtype(kind).type)
        assert np.array_equal(given, expected)


class TestGrid:
    def test_a_map_of_a_raster_without_crs_has_no_crs(self, classify, make_raster):
        path = make_raster(noise(2, 30, 40), epsg=None)
        run = classify(INPUT=path, N_CLUSTERS=3)
        assert grid_of(run.path) == grid_of(path)
        assert grid_of(run.path)[3] == ""
        assert all(row.split()[-1] == "-" for row in run.feedback.table[1:])

    def test_a_map_of_a_raster_without_georeference_has_none(self, classify, make_raster):
        path = make_raster(noise(2, 30, 40), geotransform=None, epsg=None)
        assert grid_of(classify(INPUT=path, N_CLUSTERS=3).path)[2] is None

    @pytest.mark.parametrize(
        "geotransform",
        [
            (442970.0, 8.0, 6.0, 4174060.0, 6.0, -8.0),
            (442970.0, 10.0, 0.0, 4174060.0, 0.0, 10.0),
            (442970.0, 10.0, 0.0, 4174060.0, 0.0, -20.0),
        ],
        ids=["rotated", "south up", "oblong pixels"],
    )
    def test_an_unusual_geotransform_is_kept(self, classify, make_raster, geotransform):
        path = make_raster(noise(2, 30, 40), geotransform=geotransform)
        run = classify(INPUT=path, N_CLUSTERS=3)
        assert grid_of(run.path) == grid_of(path)

    def test_an_extent_outside_the_raster_is_named(self, refusal, out):
        extent = "1000,2000,3000,4000 [EPSG:32618]"
        assert_says(refusal(EXTENT=extent), "1000", "outside", "overlaps")
        assert listing(out) == {}

    def test_an_extent_on_another_continent_is_refused(self, refusal, out):
        assert_says(refusal(EXTENT="100,101,-10,-9 [EPSG:4326]"), "extent")
        assert listing(out) == {}


@contextmanager
def small_disk():
    """Limit all files to 4 kB, as on a full disk; also the log of pytest."""
    import resource

    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (4096, limits[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)


class TestDestination:
    @pytest.fixture
    def sealed(self, tmp_path):
        """Return a folder that nobody can write to, not even root."""
        if os.geteuid() == 0:
            return "/proc"
        folder = tmp_path / "sealed"
        folder.mkdir(mode=0o555)
        return str(folder)

    def test_a_missing_output_folder_is_named(self, refusal, out):
        path = str(out / "missing" / "map.tif")
        assert_says(refusal(OUTPUT=path), path, str(out / "missing"))
        assert listing(out) == {}

    def test_a_folder_as_output_is_refused(self, refusal, out):
        assert_says(refusal(OUTPUT=str(out)), str(out), "folder")
        assert listing(out) == {}

    @linux_only
    def test_a_read_only_folder_is_named(self, refusal, scene, sealed):
        assert_says(refusal(INPUT=scene, OUTPUT=f"{sealed}/map.tif"), sealed, "map.tif")
        assert not os.path.exists(f"{sealed}/map.tif")

    def test_an_output_over_the_input_is_refused(self, refusal, make_raster, tmp_path):
        path = make_raster(noise(2, 30, 40))
        before = listing(tmp_path)
        assert_says(refusal(INPUT=path, OUTPUT=path), path, "input")
        assert listing(tmp_path) == before

    def test_an_output_over_a_link_to_the_input_is_refused(self, refusal, make_raster, tmp_path):
        path = make_raster(noise(2, 30, 40))
        os.symlink(path, tmp_path / "link.tif")
        before = listing(tmp_path)
        assert_says(refusal(INPUT=path, OUTPUT=str(tmp_path / "link.tif")), "input")
        assert listing(tmp_path) == before

    def test_an_output_over_a_source_of_a_vrt_is_refused(self, refusal, make_raster, tmp_path):
        path = make_raster(noise(2, 30, 40))
        gdal.GetDriverByName("VRT").CreateCopy(str(tmp_path / "input.vrt"), gdal.Open(path))
        before = listing(tmp_path)
        assert_says(refusal(INPUT=str(tmp_path / "input.vrt"), OUTPUT=path), path)
        assert listing(tmp_path) == before

    @pytest.mark.parametrize("output", ["OUTPUT_TABLE", "OUTPUT_MODEL", "OUTPUT_REPORT"])
    def test_a_text_output_over_the_input_is_refused(self, refusal, make_raster, output):
        path = make_raster(noise(3, 40, 40), "scene.tif")
        before = read(path)
        assert_says(refusal(INPUT=path, **{output: path}), "scene.tif", "is the input itself")
        np.testing.assert_array_equal(read(path), before)

    def test_one_path_for_two_outputs_is_refused(self, refusal, scene, tmp_path):
        path = str(tmp_path / "text.csv")
        both = {"OUTPUT_TABLE": path, "OUTPUT_MODEL": path}
        assert_says(refusal(INPUT=scene, **both), "text.csv", "two outputs")

    @linux_only
    def test_a_full_disk_is_reported_and_leaves_no_file(self, refusal, scene, out):
        path = str(out / "map.tif")
        with small_disk():
            refused = refusal(INPUT=scene, OUTPUT=path)
        assert_says(refused, path)
        assert listing(out) == {}

    @linux_only
    def test_a_full_disk_leaves_the_existing_map_unchanged(self, classify, refusal, scene, out):
        classify(INPUT=scene, N_CLUSTERS=3)
        before = listing(out)
        with small_disk():
            refusal(INPUT=scene)
        assert listing(out) == before


class TestExistingOutput:
    @pytest.fixture
    def before(self, classify, scene, out):
        classify(INPUT=scene, N_CLUSTERS=3)
        return listing(out)

    @pytest.mark.parametrize(
        "parameters",
        [
            {"INPUT": "/nowhere/scene.tif"},
            {"BANDS": [14]},
            {"N_CLUSTERS": 256},
            {"SAMPLE_SIZE": 5},
            {"EXTENT": "1000,2000,3000,4000 [EPSG:32618]"},
        ],
        ids=lambda parameters: next(iter(parameters)),
    )
    def test_a_refused_run_leaves_the_existing_output_unchanged(
        self, refusal, out, before, parameters
    ):
        refusal(**parameters)
        assert listing(out) == before

    def test_a_failed_run_leaves_the_existing_output_unchanged(
        self, refusal, out, before, make_raster
    ):
        path = make_raster(noise(3, 400, 400), name="damaged.tif")
        with open(path, "r+b") as file:
            file.truncate(os.path.getsize(path) // 2)
        refusal(INPUT=path)
        assert listing(out) == before

    def test_a_successful_run_replaces_the_existing_output(self, classify, scene, out, before):
        classify(INPUT=scene, N_CLUSTERS=5)
        assert sorted(listing(out)) == sorted(before)
        assert len(class_counts(read(out / "classes.tif"))) == 5
