"""Let an environment open the chapters as notebooks and find the library beside this file.

Run it with the Python of the environment: ``sudo /opt/tljh/user/bin/python docs/hub/enable.py``.
"""

from __future__ import annotations

import shutil
import sys
import sysconfig
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
SETTINGS = "default_setting_overrides.json"


def main() -> None:
    """Copy the setting of JupyterLab and name the course's folders to Python."""
    config = Path(sys.prefix) / "etc" / "jupyter" / "labconfig"
    config.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(HERE / SETTINGS, config / SETTINGS)
    names = Path(sysconfig.get_path("purelib")) / "pendampingan.pth"
    names.write_text(f"{ROOT / 'src'}\n{ROOT}\n", encoding="utf-8")
    sys.stdout.write(f"{config / SETTINGS}\n{names}\n")


if __name__ == "__main__":
    main()
