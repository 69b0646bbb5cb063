"""Methods beside the estimate: cross-checks that a reader may know by name.

Each answers in its own way whether crime changed; a verdict reads none of them.
"""
