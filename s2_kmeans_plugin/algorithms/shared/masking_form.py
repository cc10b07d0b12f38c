"""The part of a form that says which pixels are left out: a mask, and an undeclared border."""

from dataclasses import dataclass

from qgis.core import (
    QgsCoordinateTransform,
    QgsCsException,
    QgsProcessing,
    QgsProcessingException,
    QgsProcessingParameterEnum,
    QgsProcessingParameterMapLayer,
    QgsProcessingParameterNumber,
    QgsProcessingParameterString,
    QgsVectorLayer,
    QgsVectorLayerFeatureSource,
)

from ...core.choices import MASKED_SCENE_CLASSES, SCENE_CLASS_NAMES
from ...i18n import tr
from .paths import files_of, whole_path

_SIDES = ("inside", "outside")


def add_mask(form):
    """Declare the mask, and the value of a border that the file does not declare."""
    kinds = QgsProcessing.SourceType
    form.add(
        QgsProcessingParameterMapLayer(
            "MASK",
            tr("Mask"),
            optional=True,
            types=[kinds.TypeRaster, kinds.TypeVectorPolygon],
        ),
        tr(
            "Pixels to leave out: a raster, such as a scene classification, or polygons. In any "
            "coordinate system, with pixels of any size."
        ),
    )
    form.add(
        QgsProcessingParameterEnum(
            "MASK_CLASSES",
            tr("Classes that a scene classification leaves out"),
            [tr("No data"), *map(tr, SCENE_CLASS_NAMES)],
            allowMultiple=True,
            defaultValue=list(MASKED_SCENE_CLASSES),
            optional=True,
        ),
        tr("Where the mask is the scene classification (SCL) of a Sentinel-2 product."),
        advanced=True,
    )
    form.add(
        QgsProcessingParameterString(
            "MASK_VALUES", tr("Values that a raster mask leaves out"), optional=True
        ),
        tr("Where the mask is any other raster: numbers and ranges, such as 0, 3, 8-10."),
        advanced=True,
    )
    form.add_choice(
        "MASK_SIDE",
        tr("Polygons of a mask leave out"),
        [tr("What lies inside"), tr("What lies outside")],
        tr("A pixel lies where its centre does."),
    )
    form.add(
        QgsProcessingParameterNumber(
            "IGNORE_VALUE",
            tr("Value of a border that the file does not declare"),
            QgsProcessingParameterNumber.Type.Double,
            optional=True,
        ),
        tr(
            "Left out is every pixel that has this value in all chosen bands. Mostly 0 or 255. The "
            "log tells of a border that looks like one."
        ),
        advanced=True,
    )


@dataclass(frozen=True)
class MaskInput:
    """What a run needs of the layer MASK, free of the layer itself.

    Attributes
    ----------
    name : str
    source : str
        As qgis_process takes it.
    raster : LayerInput or None
    features : QgsVectorLayerFeatureSource or None
    crs : QgsCoordinateReferenceSystem
    files : tuple of str
        That no output may replace, of polygons.
    """

    name: str
    source: str
    raster: object
    features: object
    crs: object
    files: tuple = ()

    @classmethod
    def of(cls, form, parameters, context):
        """The layer that the form names, or None. On the thread that layers live on.

        Raises
        ------
        QgsProcessingException
            When there is no such layer, or it is of another kind.
        """
        if parameters.get("MASK") in (None, ""):
            return None
        layer = form.parameterAsLayer(parameters, "MASK", context)
        if layer is None:
            raise QgsProcessingException(
                tr(
                    "The mask {mask} is no layer that QGIS can open: choose a raster or polygons."
                ).format(mask=parameters["MASK"])
            )
        if not isinstance(layer, QgsVectorLayer):
            from .raster_input import LayerInput

            raster = LayerInput.of(layer)
            return cls(raster.name, raster.source, raster, None, layer.crs())
        return cls(
            layer.name(),
            layer.source(),
            None,
            QgsVectorLayerFeatureSource(layer),
            layer.crs(),
            files_of(layer),
        )

    @property
    def text(self):
        """The source with its whole path, for the line that repeats the run."""
        return whole_path(self.source)


def left_out(form, parameters, context, source, feedback, crs=None):
    """A raster without the pixels that the form leaves out; the log tells which.

    Parameters
    ----------
    form : RasterAlgorithm
        Prepared.
    parameters : dict
    context : QgsProcessingContext
    source : RasterSource
    feedback : QgsProcessingFeedback
    crs : QgsCoordinateReferenceSystem, optional
        Of the raster; that of INPUT when left out.

    Returns
    -------
    RasterSource

    Raises
    ------
    QgsProcessingException
    """
    from ...task import core_errors_translated
    from . import log

    masks = ()
    ignored = form.optional_number(parameters, "IGNORE_VALUE", context)
    if form.mask is not None:
        with core_errors_translated():
            mask = _mask(form, parameters, context, feedback, crs or form.layer.crs)
            look = mask.coverage(source.grid)
        if not look.overlaps:
            feedback.pushWarning(
                tr("The mask {mask} and the raster lie in different places.").format(
                    mask=form.mask.name
                )
            )
        feedback.pushInfo(log.hidden_by_mask(form.mask.name, look))
        masks = (mask,)
    return source.with_masks(masks, ignored)


def offer(form, source, feedback):
    """Tell of a scene classification that could be the mask, where none is given."""
    from ...core.products.scene_classes import scene_classification_of

    path = scene_classification_of(source) if form.mask is None else None
    if path:
        feedback.pushInfo(
            tr(
                "There is a scene classification of the raster, {path}: given as MASK, it leaves "
                "out clouds, their shadows and snow."
            ).format(path=path)
        )


def _mask(form, parameters, context, feedback, crs):
    from ...core.products.scene_classes import is_scene_classification
    from ...core.raster.mask import PolygonMask, RasterMask
    from ...core.raster.mask_values import parse_values

    given = form.mask
    if given.raster is None:
        side = _SIDES[form.parameterAsEnum(parameters, "MASK_SIDE", context)]
        return PolygonMask(
            tuple(_polygons(form.mask, crs, context, feedback)), side == "inside", given.files
        )
    source = given.raster.open([1])
    values = parse_values(form.parameterAsString(parameters, "MASK_VALUES", context))
    if not values and is_scene_classification(source):
        values = tuple(map(float, form.choices(parameters, "MASK_CLASSES", context)))
    if not values:
        raise QgsProcessingException(
            tr(
                "Nothing says which values of the mask {mask} are to be left out: list them in "
                "MASK_VALUES, such as 0, or 3, 8-10."
            ).format(mask=given.name)
        )
    return RasterMask(source, values)


def _polygons(given, crs, context, feedback):
    """WKB of each polygon of the mask in the coordinates of the raster."""
    transform = QgsCoordinateTransform(given.crs, crs, context.transformContext())
    for feature in given.features.getFeatures():
        if feedback.isCanceled():
            return
        geometry = feature.geometry()
        if geometry.isEmpty():
            continue
        try:
            geometry.transform(transform)
        except QgsCsException as error:
            raise QgsProcessingException(
                tr(
                    "Polygon {id} of the mask {mask} cannot be brought into the coordinate system "
                    "of the raster, {crs}: leave it out, or reproject the layer first."
                ).format(id=feature.id(), mask=given.name, crs=crs.authid())
            ) from error
        yield bytes(geometry.asWkb())
