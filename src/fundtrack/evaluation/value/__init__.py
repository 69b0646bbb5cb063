"""Value for money: what was paid, what it prevented, what that was worth.

Estimates of what offences cost society are not money in the books: draws of them are
floats of pence, rounded once to whole pence where they are stated.
"""
