"""Business acts: who may, what is recorded, and the snapshot that follows."""
