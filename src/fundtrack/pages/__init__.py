"""The pages: each is build(session) -> widget and opens with a sentence."""
