"""``python -m pendamping``."""

import sys

from pendamping.cli import main

sys.exit(main())
