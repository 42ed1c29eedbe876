"""What fails, and what must hold after it."""
