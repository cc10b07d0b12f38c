"""Metadata of a product."""

import pytest
from products import DATE, metadata_xml

from s2_kmeans_plugin.core.errors import FileError
from s2_kmeans_plugin.core.products.metadata import Metadata, read_metadata
from s2_kmeans_plugin.core.spectral.bands import WAVELENGTHS

BOMB = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>'
OUTSIDE = '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>'


def refusal(data):
    with pytest.raises(FileError) as caught:
        read_metadata(data, "MTD_MSIL2A.xml")
    return str(caught.value)


@pytest.mark.parametrize("level", ["L1C", "L2A"])
def test_product_since_baseline_4_has_offsets(level):
    metadata = read_metadata(metadata_xml(level, "05.10").encode(), "MTD.xml")
    assert metadata == Metadata(
        level=level,
        date=DATE,
        baseline="05.10",
        quantification=10_000.0,
        offsets=dict.fromkeys(WAVELENGTHS, -1000.0),
    )


@pytest.mark.parametrize("level", ["L1C", "L2A"])
def test_older_product_has_no_offsets(level):
    metadata = read_metadata(metadata_xml(level, "03.01", offset=None).encode(), "MTD.xml")
    assert metadata.offsets == {}
    assert metadata.quantification == 10_000.0


def test_each_band_has_the_offset_of_its_number():
    xml = metadata_xml(offset=None).replace(
        "</Product_Image",
        '<BOA_ADD_OFFSET band_id="8">-800</BOA_ADD_OFFSET>'
        '<BOA_ADD_OFFSET band_id="12">-1200</BOA_ADD_OFFSET></Product_Image',
    )
    assert read_metadata(xml.encode(), "x").offsets == {"B8A": -800.0, "B12": -1200.0}


def test_quantification_of_products_before_2018_is_found():
    xml = metadata_xml().replace("BOA_QUANTIFICATION", "L2A_BOA_QUANTIFICATION")
    assert read_metadata(xml.encode(), "x").quantification == 10_000.0


@pytest.mark.parametrize("head", [BOMB, OUTSIDE, "<!DOCTYPE x>"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_document_type_is_refused(head, encoding):
    xml = metadata_xml(head=head).replace("UTF-8", encoding).replace(DATE, "&a;")
    assert "declares a document type" in refusal(xml.encode(encoding))


@pytest.mark.parametrize("data", [b"", b"\x00\xff", b"<a><b></a>", metadata_xml().encode()[:-9]])
def test_incomplete_xml_is_refused(data):
    assert refusal(data).startswith("MTD_MSIL2A.xml is damaged: ")


@pytest.mark.parametrize(
    ("part", "other"),
    [
        ('band_id="12"', 'band_id="13"'),
        ('band_id="12"', 'band_id="1.5"'),
        ('band_id="12"', ""),
        (">-1000<", ">many<"),
        (">-1000<", ">nan<"),
        (">10000<", ">0<"),
        (">10000<", ">-inf<"),
    ],
)
def test_impossible_number_is_refused(part, other):
    sentence = refusal(metadata_xml().replace(part, other).encode())
    assert "is damaged: its " in sentence
    assert "Download the product again." in sentence
