"""What the samples promise."""
