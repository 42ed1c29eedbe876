"""One task as a sentence, with all that a clerk would read out of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from samples.gold import GoldAssignee, GoldDeadline, GoldPercentage, GoldTask
from samples.phrases import FIELDS
from samples.phrases.terms import Term, percentage, term

if TYPE_CHECKING:
    import datetime as dt
    from random import Random

    from samples.phrases.bodies import Tier


class Setting(NamedTuple):
    """What all items of one notice share."""

    random: Random
    tier: Tier
    issued: dt.date
    field: str
    boss: str
    """To whom reports go; never an assignee."""
    used: set[str]
    """Works already given out: none comes twice in a notice."""


class Names(NamedTuple):
    """Agencies as printed, and each one by its own name."""

    printed: str
    each: tuple[str, ...]


class Clause(NamedTuple):
    """What an item asks, without its subject; ``text`` begins in small letters, has no stop."""

    text: str
    coordinates: tuple[str, ...]
    deadlines: tuple[GoldDeadline, ...]
    percentages: tuple[GoldPercentage, ...]


def task(path: str, text: str, clause: Clause, leads: tuple[str, ...]) -> GoldTask:
    """The gold of an item."""
    return GoldTask(
        path=path,
        text=text,
        assignees=(
            *(GoldAssignee(name=name) for name in leads),
            *(GoldAssignee(name=name, role="coordinate") for name in clause.coordinates),
        ),
        deadlines=_as_printed(clause.deadlines, text),
        percentages=clause.percentages,
    )


def _as_printed(deadlines: tuple[GoldDeadline, ...], text: str) -> tuple[GoldDeadline, ...]:
    """A phrase that opens the item has a capital there."""
    return tuple(
        deadline
        if deadline.verbatim in text
        else deadline.model_copy(update={"verbatim": capital(deadline.verbatim)})
        for deadline in deadlines
    )


def capital(text: str) -> str:
    """The text with a capital at its head.

    >>> capital("đôn đốc Sở Y tế")
    'Đôn đốc Sở Y tế'
    """
    return text[:1].upper() + text[1:]


def clause(setting: Setting, *, lead: tuple[str, ...]) -> Clause:
    """What to do, with whom, by when, how much."""
    random, used = setting.random, setting.used
    works = [work for work in FIELDS[setting.field].works if work not in used]
    if not works:
        works = [w for field in FIELDS.values() for w in field.works if w not in used]
    work = random.choice(works)
    used.add(work)
    partners = coordinators(setting, lead) if random.random() < 0.35 else Names("", ())
    wish = random.random()
    when = term(random, setting.issued, setting.tier.unit) if wish < 0.5 else None
    text = _opened(random, work, partners, when)
    deadlines = (when.meaning,) if when else ()
    percentages: tuple[GoldPercentage, ...] = ()
    if when and not when.head:
        text += _joined(setting, when)
    elif random.random() < 0.3:
        text += random.choice(
            (
                f", báo cáo {setting.boss}",
                f", tham mưu {setting.boss} xem xét, quyết định",
                f", gửi kết quả về {setting.tier.office} để tổng hợp",
                f", kịp thời đề xuất {setting.boss} tháo gỡ khó khăn, vướng mắc",
            )
        )
    if random.random() < 0.35:
        bent, target = random.choice(FIELDS[setting.field].targets)
        phrase, asked = percentage(random, bent)
        text += random.choice(("; phấn đấu ", "; bảo đảm ", ", bảo đảm ")) + target.format(p=phrase)
        percentages = (asked,)
    return Clause(text, partners.each, deadlines, percentages)


def _opened(random: Random, work: str, partners: Names, when: Term | None) -> str:
    if when and when.head:
        work = f"{when.phrase} {work}"
        if not partners.printed:
            return work
    if partners.printed:
        verb = random.choice(
            ("chủ trì, phối hợp với", "chủ trì, phối hợp chặt chẽ với", "phối hợp với", "cùng với")
        )
        return f"{verb} {partners.printed} {work}"
    return (
        random.choice(("", "", "", "tập trung ", "khẩn trương ", "tiếp tục ", "chủ động ")) + work
    )


def _joined(setting: Setting, when: Term) -> str:
    random, boss = setting.random, setting.boss
    if "buổi" in when.phrase or "lần" in when.phrase:
        return f"; tổ chức ra quân, kiểm tra thực tế {when.phrase}"
    if when.meaning.kind == "recurring":
        return random.choice(
            (f"; báo cáo kết quả {when.phrase}", f"; tổ chức giao ban, kiểm tra {when.phrase}")
        )
    if when.phrase.startswith("từ "):
        return random.choice((f", thực hiện {when.phrase}", f" {when.phrase}"))
    return random.choice(
        (
            f", hoàn thành {when.phrase}",
            f", xong {when.phrase}",
            f" {when.phrase}",
            f", báo cáo {boss} {when.phrase}",
            f", trình {boss} xem xét, phê duyệt {when.phrase}",
        )
    )


def units(tier: Tier) -> list[str]:
    """All units of a tier by name, each once."""
    return list(dict.fromkeys(name for names in tier.units.values() for name in names))


def coordinators(setting: Setting, lead: tuple[str, ...]) -> Names:
    """Who else is to take part: one, two, a group or a list that says its noun once."""
    random, tier = setting.random, setting.tier
    others = [name for name in units(tier) if name not in lead]
    shape = random.random()
    if shape < 0.4:
        name = random.choice(others)
        return Names(name, (name,))
    if shape < 0.6:
        pair = random.sample(others, 2)
        return Names(random.choice((" và ", ", ")).join(pair), tuple(pair))
    if shape < 0.75:
        group = random.choice((*tier.groups, "các cơ quan, đơn vị liên quan"))
        return Names(group, (group,)) if group not in lead else Names(others[0], (others[0],))
    if shape < 0.9:
        return distributed(setting, lead) or Names(others[0], (others[0],))
    return below(setting) or Names(others[0], (others[0],))


def distributed(setting: Setting, without: tuple[str, ...] = ()) -> Names | None:
    """A list that says its noun once ("các Sở: Tài chính, Y tế"); the gold has each name in full."""
    noun = setting.tier.head_noun
    names = [n for n in units(setting.tier) if n.startswith(noun + " ") and n not in without]
    if len(names) < 3:
        return None
    chosen = setting.random.sample(names, setting.random.randint(2, 3))
    bare = ", ".join(name.removeprefix(noun + " ") for name in chosen)
    return Names(f"các {noun}: {bare}", tuple(chosen))


def below(setting: Setting) -> Names | None:
    """People's committees of units below, by name."""
    kind, names = setting.tier.below
    if kind in {"khu phố", "thôn"}:
        return None
    body = "UBND" if setting.tier.key == "huyen" else "Ủy ban nhân dân"
    chosen = setting.random.sample(names, setting.random.randint(2, 3))
    return Names(
        f"{body} các {kind}: {', '.join(chosen)}", tuple(f"{body} {kind} {name}" for name in chosen)
    )
