"""The body of a composed notice: assessment, tasks in one of three shapes, supervision."""

from __future__ import annotations

from typing import NamedTuple

from samples.draft import Paragraph
from samples.gold import GoldAssignee, GoldDeadline, GoldFinding, GoldTask
from samples.items import Clause, Names, Setting, capital, clause, distributed, task, units
from samples.phrases import FIELDS, prose
from samples.phrases.terms import day_term, finding

LETTERS = "abcdđeghiklmnopqrstuvxy"
"""The order of points in Vietnamese papers."""

_LISTED = "Báo cáo, gồm:"
"""Said once a notice at most."""


class Entry(NamedTuple):
    """A paragraph and the tasks that begin in it."""

    paragraph: Paragraph
    tasks: tuple[GoldTask, ...] = ()


class Body(NamedTuple):
    """All paragraphs between preamble and closing formula."""

    entries: list[Entry]
    findings: list[GoldFinding]


class Numbering(NamedTuple):
    """How sections and the items in them are numbered."""

    sections: tuple[str, ...]
    """``I.``, ``II.`` or ``1.``, ``2.``"""
    nested: bool
    """Whether items carry the section's number: ``2.1.``"""
    bold: bool = True
    """Whether headings of agencies are bold; headings of sections always are."""
    marks: str = "dash"
    """What stands before the items of an agency: ``dash`` or ``letter``."""

    def heading(self, section: int) -> str:
        """Printed number of a section, from 0."""
        return f"{self.sections[section]}."

    def item(self, section: int, number: int) -> tuple[str, str]:
        """Printed number of an item, and its path."""
        name = self.sections[section]
        if self.nested:
            return f"{name}.{number}.", f"{name}.{number}"
        return f"{number}.", f"{name}/{number}"


ROMAN = Numbering(("I", "II", "III"), nested=False)
ARABIC = Numbering(("1", "2", "3"), nested=True)


def body(setting: Setting) -> Body:
    """A body in one of the shapes: by sections and agencies, or running text by points."""
    if setting.random.random() < 0.22:
        return _flat(setting)
    return _sectioned(setting)


def _sectioned(setting: Setting) -> Body:
    random = setting.random
    marks = random.choice(("dash", "dash", "letter"))
    numbering = random.choice((ROMAN, ARABIC))._replace(marks=marks, bold=random.random() < 0.7)
    entries = [_heading(numbering, 0, random.choice(prose.ASSESSMENT))]
    paragraphs, findings = assessment(setting)
    entries += [Entry(Paragraph(text=text)) for text in paragraphs]
    entries.append(_heading(numbering, 1, random.choice(prose.TASKS)))
    if random.random() < 0.35:
        group = random.choice(setting.tier.groups)
        entries.append(
            Entry(
                Paragraph(text=random.choice(prose.LEAD_IN).format(group=group, boss=setting.boss))
            )
        )
    count = random.randint(3, 7)
    for number, (field, leads) in enumerate(_addressees(setting, count), 1):
        entries += _agency(setting._replace(field=field), numbering, number, leads)
    number = count + 1
    if random.random() < 0.5:
        label, path = numbering.item(1, number)
        entries.append(_supervision(setting, f"{label} ", path))
        number += 1
    else:
        entries.append(_heading(numbering, 2, "Tổ chức thực hiện"))
        entries.append(_supervision(setting, "", f"{numbering.sections[2]}/1"))
        return Body(entries, findings)
    if random.random() < 0.3:
        # An unnumbered demand after the numbered items is the next one among them.
        path = numbering.item(1, number)[1]
        entries.append(_demand(setting, path))
    return Body(entries, findings)


def _heading(numbering: Numbering, section: int, words: str) -> Entry:
    shown = words.upper() if not numbering.nested else words
    text = f"{numbering.heading(section)} {shown}"
    return Entry(Paragraph(text=text, bold=True, keep=True))


def _addressees(setting: Setting, count: int) -> list[tuple[str, Names]]:
    """Who gets an agency heading, with the field of its work."""
    random, tier = setting.random, setting.tier
    fields = random.sample(sorted(tier.units), min(count, len(tier.units)))
    if setting.field not in fields:
        fields[0] = setting.field
    seen: set[str] = set()
    found: list[tuple[str, Names]] = []
    while len(found) < count:
        field = fields[len(found) % len(fields)]
        shape = random.random()
        spread = distributed(setting, tuple(seen)) if shape > 0.92 else None
        if shape < 0.1:
            names = Names("; ".join(tier.heads), tier.heads)
        elif shape < 0.2:
            group = random.choice(tier.groups)
            names = Names(group, (group,))
        elif spread:
            names = spread
        else:
            name = random.choice(tier.units[field])
            if name in seen:
                name = random.choice([n for n in units(tier) if n not in seen] or [name])
            names = Names(name, (name,))
        seen.update(names.each)
        found.append((field, names))
    return found


def _agency(setting: Setting, numbering: Numbering, number: int, leads: Names) -> list[Entry]:
    """One agency: a heading with items below, or a sentence of its own."""
    random = setting.random
    marks = numbering.marks
    label, path = numbering.item(1, number)
    if random.random() < 0.25:
        return [_sentence(setting, label, path, leads)]
    verb = random.choice(("", "Giao ", "Giao ", "Yêu cầu "))
    heading = capital(f"{verb}{leads.printed}")
    colon = random.choice(("", ":"))
    entries = [Entry(Paragraph(text=f"{label} {heading}{colon}", bold=numbering.bold, keep=True))]
    count = random.randint(1, 4)
    bare = count == 1 and random.random() < 0.7
    for index in range(count):
        asked = clause(setting, lead=leads.each)
        own = f"{path}/{LETTERS[index] if marks == 'letter' and not bare else index + 1}"
        mark = "" if bare else f"{LETTERS[index]}) " if marks == "letter" else "- "
        entries += _item(setting, own, mark, asked, leads)
    return entries


def _item(setting: Setting, path: str, mark: str, asked: Clause, leads: Names) -> list[Entry]:
    """An item; now and then with a list of contents or a subject of its own."""
    random = setting.random
    chance = random.random()
    if chance < 0.08 and not asked.coordinates:
        own = random.choice([name for name in units(setting.tier) if name not in leads.each])
        text = f"{random.choice(('Riêng ', ''))}{own} {asked.text}."
        return [Entry(Paragraph(text=mark + text), (task(path, text, asked, (own,)),))]
    if chance < 0.2 and mark and _LISTED not in setting.used:
        return _with_contents(setting, path, mark, leads)
    text = capital(asked.text) + "."
    return [Entry(Paragraph(text=mark + text), (task(path, text, asked, leads.each),))]


def _with_contents(setting: Setting, path: str, mark: str, leads: Names) -> list[Entry]:
    """An item whose sub-items only list what it asks for: they belong to its text."""
    random = setting.random
    setting.used.add(_LISTED)
    when = day_term(random, setting.issued)
    first = f"Báo cáo kết quả thực hiện về {setting.tier.office} {when.phrase}, gồm:"
    parts = random.sample(prose.CONTENTS, 3)
    rest = [f"+ {capital(part)}{';' if i < 2 else '.'}" for i, part in enumerate(parts)]
    asked = Clause(first, (), (when.meaning,), ())
    found = task(path, " ".join([first, *rest]), asked, leads.each)
    return [
        Entry(Paragraph(text=mark + first, keep=True), (found,)),
        *(Entry(Paragraph(text=line)) for line in rest),
    ]


def _sentence(setting: Setting, label: str, path: str, leads: Names) -> Entry:
    """A numbered point whose sentence names who is to act."""
    random = setting.random
    if random.random() < 0.2:
        name = random.choice(setting.tier.outside)
        leads = Names(name, (name,))
        verb = "Đề nghị "
    else:
        verb = random.choice(("", "Giao ", "Yêu cầu "))
    asked = clause(setting, lead=leads.each)
    text = capital(f"{verb}{leads.printed} {asked.text}.")
    if random.random() < 0.12:
        agreed = random.choice(prose.AGREEMENTS)
        text = f"{agreed}; giao {leads.printed} {asked.text}."
    return Entry(Paragraph(text=f"{label} {text}"), (task(path, text, asked, leads.each),))


def _flat(setting: Setting) -> Body:
    """Running text by points: agreement and assessment first, then a point an agency."""
    random = setting.random
    paragraphs, findings = assessment(setting)
    entries = [Entry(Paragraph(text=f"1. {' '.join(paragraphs)}"))]
    number = 2
    if random.random() < 0.6:
        entries.append(Entry(Paragraph(text=f"{number}. {random.choice(prose.AGREEMENTS)}.")))
        number += 1
    for field, leads in _addressees(setting, random.randint(4, 7)):
        here = setting._replace(field=field)
        chance = random.random()
        if chance < 0.2:
            entries += _cautions(here, str(number), leads)
        elif chance < 0.35:
            entries.append(_two_subjects(here, str(number), leads))
        else:
            entries.append(_sentence(here, f"{number}.", str(number), leads))
        number += 1
    entries.append(_supervision(setting, f"{number}. ", str(number)))
    return Body(entries, findings)


def _cautions(setting: Setting, path: str, leads: Names) -> list[Entry]:
    """A point that asks for work and adds what to mind: each of these is a task too."""
    main = clause(setting, lead=leads.each)
    text = capital(f"{leads.printed} {main.text}, trong đó lưu ý:")
    entries = [
        Entry(Paragraph(text=f"{path}. {text}", keep=True), (task(path, text, main, leads.each),))
    ]
    for index in range(setting.random.randint(2, 3)):
        asked = clause(setting, lead=leads.each)
        line = capital(asked.text) + "."
        found = task(f"{path}/{index + 1}", line, asked, leads.each)
        entries.append(Entry(Paragraph(text=f"- {line}"), (found,)))
    return entries


def _two_subjects(setting: Setting, path: str, leads: Names) -> Entry:
    """Sentence by sentence, each with a new agency: one task a sentence."""
    others = [name for name in units(setting.tier) if name not in leads.each]
    second = setting.random.choice(others)
    texts, tasks = [], []
    for index, who in enumerate((leads, Names(second, (second,))), 1):
        asked = clause(setting, lead=who.each)
        text = capital(f"{who.printed} {asked.text}.")
        texts.append(text)
        tasks.append(task(f"{path}/{index}", text, asked, who.each))
    return Entry(Paragraph(text=f"{path}. {' '.join(texts)}"), tuple(tasks))


def _supervision(setting: Setting, label: str, path: str) -> Entry:
    words, phrase, kind = setting.random.choice(prose.SUPERVISION)
    office = setting.tier.office
    text = words.format(office=office, boss=setting.boss)
    deadlines = (GoldDeadline.model_validate({"verbatim": phrase, "kind": kind}),) if phrase else ()
    found = GoldTask(
        path=path,
        text=text,
        assignees=(GoldAssignee(name=office, role="supervise"),),
        deadlines=deadlines,
    )
    return Entry(Paragraph(text=label + text), (found,))


def _demand(setting: Setting, path: str) -> Entry:
    text = setting.random.choice(prose.DEMANDS).format(office=setting.tier.office)
    found = GoldTask(path=path, text=text, assignees=(GoldAssignee(name="các đơn vị"),))
    return Entry(Paragraph(text=text), (found,))


def assessment(setting: Setting) -> tuple[list[str], list[GoldFinding]]:
    """Praise, figures, then what is still wanting; nothing of it is a task."""
    random = setting.random
    found: list[GoldFinding] = []
    keys = [setting.field, random.choice(sorted(setting.tier.units))]
    lines = [line for key in dict.fromkeys(keys) for line in random.sample(FIELDS[key].findings, 2)]
    told = [_told(setting, line, found) for line in lines]
    good = f"{random.choice(prose.PRAISE)} {capital('; '.join(told[:2]))}."
    if len(told) == 2:
        return [good], found
    bad = f"{random.choice(prose.BUT)} {'; '.join(told[2:])}; {random.choice(prose.WANTING)}."
    # Names of fields of findings begin with a capital only at the head of a sentence.
    return [good, bad], found


def _told(setting: Setting, line: str, found: list[GoldFinding]) -> str:
    start = line.index("{")
    before = line[:start].rstrip().rpartition(" ")[2]
    figure = finding(setting.random, line[start + 1], before)
    found.append(figure)
    shown = figure.verbatim.removeprefix(f"{before} ")
    text = line[:start] + shown + line[start + 3 :]
    return text[:1].lower() + text[1:]
