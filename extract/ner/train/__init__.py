"""Training the recogniser of names: ``python -m extract.ner.train --corpus DIR``."""
