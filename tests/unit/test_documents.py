"""What documents carry besides their pages is found, wherever it hides, and nothing breaks on it."""

from __future__ import annotations

import io
import random
import struct
import zipfile
import zlib

import pytest

from builder.documents import examined

CORE = "<cp:coreProperties><dc:creator>张三</dc:creator><cp:lastModifiedBy>李四</cp:lastModifiedBy>"
INFO = b"3 0 obj << /Title (x) /Author (\xfe\xff\x5f\x20\x4e\x09) /Creator (Word) >> endobj"
XMP = "<?xpacket?><rdf:RDF><dc:creator><rdf:Seq><rdf:li>&#26446;四</rdf:li></rdf:Seq></dc:creator>"


def pdf(body: bytes) -> bytes:
    return b"%PDF-1.5\n" + body + b"\ntrailer << /Info 3 0 R >>\n%%EOF"


def stream(head: bytes, data: bytes) -> bytes:
    return b"9 0 obj << " + head + b" >>\nstream\r\n" + data + b"\nendstream endobj"


def packed(files: dict[str, str | bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return out.getvalue()


def compound() -> bytes:
    """A file of the older kind, with a macro folder and its author in GBK."""

    def entry(name: str, kind: int, start: int, size: int) -> bytes:
        raw = name.encode("utf-16-le") + b"\0\0"
        links = struct.pack("<III", 0xFFFFFFFF, 0xFFFFFFFF, 0xFFFFFFFF)
        head = raw.ljust(64, b"\0") + struct.pack("<HBB", len(raw), kind, 1) + links
        return head + b"\0" * 36 + struct.pack("<IQ", start, size)

    name = "赵六".encode("gbk") + b"\0"
    section = struct.pack("<IIIIII", 0, 2, 1, 24, 4, 32) + struct.pack("<IHH", 2, 936, 0)
    section += struct.pack("<II", 30, len(name)) + name
    properties = b"\xfe\xff\0\0" + b"\0" * 20 + struct.pack("<I16sI", 1, b"", 48) + section
    fat = [0xFFFFFFFD, 0xFFFFFFFE, *range(3, 12), 0xFFFFFFFE]
    table = struct.pack("<128I", *fat, *[0xFFFFFFFF] * (128 - len(fat)))
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 16
    head += struct.pack("<HHHHH6xIII", 0x3E, 3, 0xFFFE, 9, 6, 0, 1, 1)
    head += struct.pack("<IIIIII", 0, 4096, 0xFFFFFFFE, 0, 0xFFFFFFFE, 0)
    head += struct.pack("<109I", 0, *[0xFFFFFFFF] * 108)
    directory = entry("Root Entry", 5, 0xFFFFFFFE, 0) + entry("\x05SummaryInformation", 2, 2, 5000)
    directory += entry("Macros", 1, 0, 0) + b"\0" * 128
    return head + table + directory + properties.ljust(512 * 10, b"\0")


@pytest.mark.parametrize(
    ("data", "suffix", "expected"),
    [
        (pdf(INFO), ".pdf", {("author", "张三")}),
        (pdf(b"1 0 obj << /Author 7 0 R >> endobj 7 0 obj <E5BCA0> endobj"), ".pdf", {("author", "张")}),
        (pdf(b"<< /Author (Zh\\141ng \\(San\\)) >>"), ".pdf", {("author", "Zhang (San)")}),
        (pdf(b"<< /Author ( ) /Creator (WPS) /Producer (x) >>"), ".pdf", set()),
        # An older version below a newer one without the name.
        (pdf(INFO) + pdf(b"3 0 obj << /Author () >> endobj"), ".pdf", {("author", "张三")}),
        (
            pdf(stream(b"/Type /ObjStm /Filter /FlateDecode", zlib.compress(INFO))),
            ".pdf",
            {("author", "张三")},
        ),
        (pdf(stream(b"/Type /Metadata /Subtype /XML", XMP.encode())), ".pdf", {("author", "李四")}),
        (pdf(b"<< /S /Java#53cript /JS (app.alert(1)) >>"), ".pdf", {("active", "JavaScript")}),
        (pdf(b"<< /S /Launch /F (calc.exe) >>"), ".pdf", {("active", "Launch")}),
        (pdf(b"<< /Names << /EmbeddedFiles 4 0 R >> >>"), ".pdf", {("active", "EmbeddedFile")}),
        (pdf(b"<< /Encrypt 5 0 R >>"), ".pdf", {("locked", "PDF")}),
        (pdf(b"<< /Type /Sig /ByteRange [0 1 2 3] >>"), ".pdf", {("signed", "PDF")}),
        # What a page shows is not looked into: bytes of a picture may spell anything.
        (pdf(stream(b"/Subtype /Image", b"/JS (x) /Author (y)")), ".pdf", set()),
        (b"<html>", ".pdf", {("damaged", "PDF")}),
        (packed({"docProps/core.xml": CORE}), ".docx", {("author", "张三"), ("author", "李四")}),
        (packed({"docProps/app.xml": "<Company>某某公司</Company>"}), ".xlsx", {("author", "某某公司")}),
        (packed({"word/document.xml": '<w:ins w:id="1" w:author="王五">'}), ".docx", {("author", "王五")}),
        (packed({"xl/comments1.xml": "<author>王五</author>"}), ".xlsx", {("author", "王五")}),
        (packed({"meta.xml": "<meta:initial-creator>王五</meta:initial-creator>"}), ".odt", {("author", "王五")}),
        (packed({"word/vbaProject.bin": b"x"}), ".docx", {("active", "macro")}),
        (packed({"Basic/Standard/Module1.xml": "x"}), ".odt", {("active", "macro")}),
        (packed({"word/embeddings/oleObject1.bin": "x"}), ".docx", {("active", "OLE")}),
        (packed({"_xmlsignatures/sig1.xml": "x"}), ".docx", {("signed", "")}),
        (packed({"a.xml": b"0" * 150_000_000}), ".docx", {("swollen", "150,000,000")}),
        (b"PK\x03\x04broken", ".docx", {("damaged", "")}),
        (compound(), ".doc", {("author", "赵六"), ("active", "macro")}),
        (b"{\\rtf1{\\info{\\author \\u24352?\\'c8\\'fd}}}", ".rtf", {("author", "张三")}),
        (b"{\\rtf1{\\object\\objdata 01}}", ".rtf", {("active", "OLE")}),
        (b"<html>", ".csv", set()),
    ],
)  # fmt: skip
def test_what_is_inside_is_found(data: bytes, suffix: str, expected: set[tuple[str, str]]) -> None:
    assert set(examined(data, suffix)) == expected


def test_no_damage_breaks_it() -> None:
    chance = random.Random(7)
    whole = [
        (pdf(INFO), ".pdf"),
        (compound(), ".doc"),
        (packed({"docProps/core.xml": CORE}), ".docx"),
    ]
    for _ in range(2_000):
        data, suffix = chance.choice(whole)
        bent = bytearray(data)
        for _ in range(chance.randrange(1, 12)):
            bent[chance.randrange(len(bent))] = chance.randrange(256)
        examined(
            bytes(bent[: chance.randrange(len(bent))] if chance.random() < 0.3 else bent), suffix
        )


@pytest.mark.parametrize(
    "unit",
    [b"/Author (", b"stream\n", b"/Author 1 0 R ", b"/Type/Filespec", b"<dc:creator>", b"endstream"],
)  # fmt: skip
def test_no_document_takes_long(unit: bytes) -> None:
    head = b"%PDF-1.4 1 0 obj << /Type /Metadata >>\nstream\n<rdf:RDF>"
    examined(head + unit * 100_000, ".pdf")
    examined(head[:9] + unit * 100_000, ".pdf")
