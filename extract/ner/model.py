"""The shape of the recogniser: a small convolution over hashed shapes of syllables."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from spacy.language import Language

PACKAGED = Path(__file__).parent / "data" / "model"

CONFIG: dict[str, Any] = {
    "moves": None,
    "model": {
        "@architectures": "spacy.TransitionBasedParser.v2",
        "state_type": "ner",
        "extra_state_tokens": False,
        "hidden_width": 48,
        "maxout_pieces": 2,
        "use_upper": True,
        "nO": None,
        "tok2vec": {
            "@architectures": "spacy.Tok2Vec.v2",
            "embed": {
                "@architectures": "spacy.MultiHashEmbed.v2",
                "width": 64,
                "attrs": ["NORM", "PREFIX", "SUFFIX", "SHAPE"],
                "rows": [4000, 500, 1000, 500],
                "include_static_vectors": False,
            },
            "encode": {
                "@architectures": "spacy.MaxoutWindowEncoder.v2",
                "width": 64,
                "window_size": 1,
                "maxout_pieces": 2,
                "depth": 3,
            },
        },
    },
}


def add_ner(nlp: Language, model: Path = PACKAGED) -> None:
    """Add the trained recogniser kept in a folder to a pipeline."""
    ner = nlp.add_pipe("ner", config=CONFIG)
    ner.from_disk(model)  # type: ignore[attr-defined]
