"""vendor: copies of what pages would ask other hosts for, kept in the site: scripts that are pinned, and pictures.

Here stands what a build asks for, which reads files and no more. What fetches (`sources`) is the command's alone.
"""

from deckbook.vendor.copies import Script, copies_of, script_of
from deckbook.vendor.packages import FOLDER, PACKAGES, Package, PackageFile, find
from deckbook.vendor.pictures import FOLDER as PICTURES
from deckbook.vendor.pictures import INDEX, address

__all__ = [
    "FOLDER",
    "INDEX",
    "PACKAGES",
    "PICTURES",
    "Package",
    "PackageFile",
    "Script",
    "address",
    "copies_of",
    "find",
    "script_of",
]  # fmt: skip
