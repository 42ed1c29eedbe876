"""Published restorers of marks that install here and need no network: peers of the repair.

Each takes a text without marks and gives it with marks, line by line. ``LEFT_OUT`` says of other
packages that name themselves for the task why they are not among them.
"""

from __future__ import annotations

import importlib
import re
import shutil
import subprocess
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

_LETTERS = re.compile(r"[^\W\d_]+")

LEFT_OUT = {
    "underthesea 9.5.0": "has no restorer of marks",
    "vicorrect 0.0.8": "a hidden Markov model without data: to be trained, nltk's punkt fetched",
    "vina2vi 0.0.13": "ships character tables; the models of earlier versions are fetched",
    "orthomni-codeco 0.1.3": "BARTpho, whose weights are fetched from a hub on first use",
    "nom-vn with a network": "its sequence models are fetched from a hub; its table stands here",
    "iftc 1.2.6": "corrects typing (Telex, chat) from lists; restores no marks of whole texts",
    "ViNLP 1.2.106": "divides and tags words; restores no marks",
}
"""A peer must install from a registry and work on a machine without a network, its model with it."""


class Missing(Exception):
    """A peer is not installed."""


def _package(name: str) -> object:
    try:
        return importlib.import_module(name)
    except ImportError as error:
        raise Missing(name) from error


def pyvi() -> Callable[[str], str]:
    """pyvi: a conditional random field over characters."""
    add = _package("pyvi.ViUtils").add_accents  # type: ignore[attr-defined]

    def restore(text: str) -> str:
        found = []
        for line in text.split("\n"):
            try:
                found.append(add(line))
            except KeyError:  # it breaks on some consonants (Brazil); the line stays as it is
                found.append(line)
        return "\n".join(found)

    return restore


def nom() -> Callable[[str], str]:
    """nom-vn: a table of frequent words, what it offers without its networks."""
    fix: Callable[[str], str] = _package("nom.text").fix_diacritics  # type: ignore[attr-defined]
    return fix


def hunspell() -> Callable[[str], str]:
    """Hunspell with Debian's Vietnamese dictionary: its first suggestion for each unknown word."""
    program = shutil.which("hunspell")
    if program is None:
        raise Missing("hunspell")
    command = [program, "-d", "vi_VN", "-a", "-i", "utf-8"]
    if subprocess.run(command, input=b"", capture_output=True, check=False).returncode:
        raise Missing("hunspell-vi")

    def restore(text: str) -> str:
        words = sorted(set(_LETTERS.findall(text)))
        asked = "".join(f"^{word}\n" for word in words)  # ^ : a word, whatever it begins with
        done = subprocess.run(command, input=asked.encode(), capture_output=True, check=True)
        first = suggestions(done.stdout.decode())
        return _LETTERS.sub(lambda word: first.get(word[0], word[0]), text)

    return restore


def suggestions(told: str) -> dict[str, str]:
    r"""Each unknown word with the first suggestion, of what Hunspell tells in its pipe mode.

    >>> suggestions("@(#) Ispell\n*\n\n& cac 2 1: các, cạc\n\n# xyzq 1\n")
    {'cac': 'các'}
    """
    return {
        line.split()[1]: line.split(": ", 1)[1].split(", ")[0]
        for line in told.split("\n")
        if line.startswith("& ")
    }


ALL = {"pyvi": pyvi, "nom-vn": nom, "hunspell-vi": hunspell}
