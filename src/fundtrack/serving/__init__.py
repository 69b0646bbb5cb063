"""The server of the pages: Voila on its own, with our template, headers and kernels.

Importing this package keeps jsonschema from loading its parsers for international web
addresses, which nothing here needs and which would cost a second at every start.
"""

import sys

sys.modules.setdefault("rfc3987_syntax", None)  # type: ignore[arg-type]
