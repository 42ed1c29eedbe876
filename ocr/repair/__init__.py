"""Damaged Vietnamese text restored by a noisy-channel decoder over syllables."""

from ocr.repair.repairer import Repaired, RepairedWord, Repairer, Token

__all__ = ["Repaired", "RepairedWord", "Repairer", "Token"]
