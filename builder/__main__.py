"""`python -m builder` is `build`."""

import sys

from builder.cli import main

sys.exit(main())
