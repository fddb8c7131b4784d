"""Spreadsheets as an office program saves them: LibreOffice, driven by a macro in a profile of its own."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

# Ending and name of the filter; the last one is encrypted, and then the package that Excel writes too.
FORMATS = {
    "xls": "MS Excel 97",
    "ods": "calc8",
    "csv": "Text - txt - csv (StarCalc)",
    "locked.xlsx": "Calc MS Excel 2007 XML",
}

# A profile that is set up already: a new one would get an empty library in place of ours.
_SETTINGS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Setup/Office"><prop oor:name="ooSetupInstCompleted" oor:op="fuse"><value>true</value>
</prop></item></oor:items>"""
_LIBRARIES = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE library:libraries PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "libraries.dtd">
<library:libraries xmlns:library="http://openoffice.org/2000/library" xmlns:xlink="http://www.w3.org/1999/xlink">
 <library:library library:name="Standard" xlink:href="$(USER)/basic/Standard/script.xlb/" xlink:type="simple"
  library:link="false"/>
</library:libraries>"""
_LIBRARY = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE library:library PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "library.dtd">
<library:library xmlns:library="http://openoffice.org/2000/library" library:name="Standard"
  library:readonly="false" library:passwordprotected="false">
 <library:element library:name="Module1"/>
</library:library>"""
_MODULE = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE script:module PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "module.dtd">
<script:module xmlns:script="http://openoffice.org/2000/script" script:name="Module1" script:language="StarBasic">
Sub Main
  On Error Goto finished
  Dim quiet(0) As New com.sun.star.beans.PropertyValue
  quiet(0).Name = "Hidden"
  quiet(0).Value = True
  Dim key(1) As New com.sun.star.beans.NamedValue
  key(0).Name = "OOXPassword"
  key(0).Value = "hemligt"
  key(1).Name = "CryptoType"
  key(1).Value = "Standard"
  Dim how(1) As New com.sun.star.beans.PropertyValue
  how(0).Name = "FilterName"
  book = StarDesktop.loadComponentFromURL("{folder}/blad.xlsx", "_blank", 0, quiet())
{saves}
finished:
  StarDesktop.terminate()
End Sub
</script:module>"""
_ENCRYPT = """  how(1).Name = "EncryptionData"
  how(1).Value = CreateUnoValue("[]com.sun.star.beans.NamedValue", key())
"""


def save_in_every_format(folder: Path) -> None:
    """Save the folder's ``blad.xlsx`` beside itself as ``blad.<ending>``, in every format above."""
    soffice = shutil.which("soffice")
    assert soffice is not None, "apt-get install libreoffice-calc (make test does it as root)"
    basic = folder / "profile" / "user" / "basic"
    (basic / "Standard").mkdir(parents=True)
    (basic.parent / "registrymodifications.xcu").write_text(_SETTINGS)
    (basic / "script.xlc").write_text(_LIBRARIES)
    (basic / "Standard" / "script.xlb").write_text(_LIBRARY)
    saves = "\n".join(_save(folder, ending, name) for ending, name in FORMATS.items())
    (basic / "Standard" / "Module1.xba").write_text(_MODULE.format(folder=folder.as_uri(), saves=saves))
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = [soffice, profile, "--headless", "macro:///Standard.Module1.Main"]
    subprocess.run(command, check=True, capture_output=True, timeout=180)


def _save(folder: Path, ending: str, name: str) -> str:
    encrypt = _ENCRYPT if ending == "locked.xlsx" else ""
    return f"""{encrypt}  how(0).Value = "{name}"
  book.storeToURL("{folder.as_uri()}/blad.{ending}", how())"""
