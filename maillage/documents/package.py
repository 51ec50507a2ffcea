"""How is a Word or LibreOffice file (a zip of XML) read, changed, and written reproducibly?"""

import io
import zipfile
from collections.abc import Mapping

# The oldest date a zip can hold: a file must not differ by the second it was made.
_EPOCH = (1980, 1, 1, 0, 0, 0)
_STORED_FIRST = "mimetype"


def parts(file: bytes) -> dict[str, bytes]:
    """Return the parts of a zip by name, in its order."""
    with zipfile.ZipFile(io.BytesIO(file)) as archive:
        return {info.filename: archive.read(info) for info in archive.infolist()}


def packed(content: Mapping[str, bytes]) -> bytes:
    """Return a zip of `content`: fixed dates, OpenDocument's `mimetype` first and uncompressed."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in sorted(content, key=lambda name: name != _STORED_FIRST):
            info = zipfile.ZipInfo(name, date_time=_EPOCH)
            info.create_system = 3
            stored = name == _STORED_FIRST
            info.compress_type = zipfile.ZIP_STORED if stored else zipfile.ZIP_DEFLATED
            archive.writestr(info, content[name])
    return target.getvalue()
