"""`python -m callfloor`, the same as the `callfloor` command."""

import sys

from callfloor.cli import main

sys.exit(main())
