"""Run evaluation notebooks, one kernel each, and keep what they hand back."""

import sys

# papermill reaches jsonschema, whose optional checker of web addresses takes a second
# to import and checks nothing here. A module that is None counts as not installed.
sys.modules.setdefault("rfc3987_syntax", None)  # type: ignore[arg-type]
