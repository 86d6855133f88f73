"""All that somebody reads in a file that a team takes home, whatever its format."""

from io import BytesIO

import docx

from tests.summary.read_office import workbook
from tests.summary.read_pdf import structure
from tests.summary.readers import made, tables
from tests.summary.reading import page
from workshop.protocol.summary import Summary
from workshop.summary.reader import ENGLISH, Reader


def told(ending: str, summary: Summary, reader: Reader = ENGLISH) -> str:
    """The words of the file that this format makes of it."""
    body = made(ending, summary, reader)
    if ending.endswith("pdf"):
        return "\n".join(one.text for one in structure(body).tags)
    if ending.endswith("png"):
        return ""  # its words are drawn
    if ending == "docx":
        return _in_word(body)
    if ending == "xlsx":
        cells = [cell for sheet in workbook(body) for row in sheet.values for cell in row]
        return "\n".join(str(cell) for cell in cells if cell is not None)
    if ending == "zip":
        return "\n".join(
            cell for table in tables(body).values() for row in table for cell in row.values()
        )
    if ending == "ics":
        return body.decode().replace("\r\n ", "")
    return page(body.decode()).text if ending == "html" else body.decode()


def _in_word(body: bytes) -> str:
    document = docx.Document(BytesIO(body))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(one.text for one in document.paragraphs), *cells])
