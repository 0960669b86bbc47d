"""What a Swedish spreadsheet shows when someone double-clicks a CSV or an XLSX file."""

import subprocess
import xml.etree.ElementTree as ElementTree
from dataclasses import dataclass
from pathlib import Path

# Excel takes the separator from Windows (';' in Swedish) and UTF-8 from the byte order mark, and turns whatever
# looks like a number, a date or a formula into one. LibreOffice is told to do the same: ';', '"', UTF-8, from line 1,
# no column types, Swedish, quoted cells are not text, numbers and dates are recognised.
AS_EXCEL_IN_SWEDISH = "59,34,76,1,,1053,false,true"
SWEDISH = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Setup/L10N">
<prop oor:name="ooSetupSystemLocale" oor:op="fuse"><value>sv-SE</value></prop>
</item>
</oor:items>
"""
TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"


@dataclass(frozen=True)
class Cell:
    shown: str
    # 'string', or 'float', 'date' and so on when it no longer is the text it was.
    kind: str
    formula: str | None


def opened(csv: bytes, folder: Path) -> list[dict[str, Cell]]:
    """The rows below the header, by header."""
    read_as = f"--infilter=Text - txt - csv (StarCalc):{AS_EXCEL_IN_SWEDISH}"
    (rows,) = _converted(csv, "attendees.csv", folder, read_as).values()
    return rows


def opened_workbook(xlsx: bytes, folder: Path) -> dict[str, list[dict[str, Cell]]]:
    """The rows of each sheet below its header, by header."""
    return _converted(xlsx, "attendees.xlsx", folder)


def _converted(file: bytes, name: str, folder: Path, *how: str) -> dict[str, list[dict[str, Cell]]]:
    profile = folder / "profile"
    (profile / "user").mkdir(parents=True)
    (profile / "user/registrymodifications.xcu").write_text(SWEDISH, "utf-8")
    (folder / name).write_bytes(file)
    subprocess.run(
        [
            "soffice", f"-env:UserInstallation={profile.as_uri()}", "--headless", *how,
            "--convert-to", "fods", "--outdir", folder, folder / name,
        ],
        check=True, capture_output=True, timeout=180,
    )  # fmt: skip
    sheets = ElementTree.parse(folder / "attendees.fods").iter(f"{TABLE}table")
    return {sheet.get(f"{TABLE}name"): _rows(sheet) for sheet in sheets}


def _rows(sheet) -> list[dict[str, Cell]]:
    table = sheet.iter(f"{TABLE}table-row")
    header, *rows = [cells for cells in map(_cells, table) if any(cell.shown for cell in cells)]
    return [dict(zip((cell.shown for cell in header), row, strict=True)) for row in _padded(rows, len(header))]


def _cells(row) -> list[Cell]:
    cells = []
    for element in row.iter(f"{TABLE}table-cell"):
        shown = "\n".join(_text(paragraph) for paragraph in element.findall(f"{TEXT}p"))
        cell = Cell(shown, element.get(f"{OFFICE}value-type", "string"), element.get(f"{TABLE}formula"))
        cells += [cell] * int(element.get(f"{TABLE}number-columns-repeated", "1"))
    while cells and not cells[-1].shown:
        cells.pop()
    return cells


def _padded(rows: list[list[Cell]], width: int):
    for row in rows:
        yield row + [Cell("", "string", None)] * (width - len(row))


def _text(element) -> str:
    """The text of a paragraph, with the spaces that ODF counts instead of writing."""
    text = element.text or ""
    for child in element:
        if child.tag == f"{TEXT}s":
            text += " " * int(child.get(f"{TEXT}c", "1"))
        elif child.tag == f"{TEXT}tab":
            text += "\t"
        else:
            text += _text(child)
        text += child.tail or ""
    return text
