"""What the outline asks for: each task as a stretch of text with those who answer for it."""

from __future__ import annotations

from dataclasses import replace
from itertools import zip_longest
from typing import TYPE_CHECKING

from extract.asking import asks, only_reached
from extract.drafted import Answerable, Draft, Outlook, Reach
from extract.groups import Group, begins_group, party_key, unique
from extract.lead_in import announces, heading_parties, only_content, orders, own_work
from extract.markers import MarkerKind
from extract.names import NO_NAMES, Names
from extract.roles import coordinators, follows_up, later_leads, reported_to, supervises
from extract.row_parties import row_parties
from extract.sections import closes, ends_preamble, heading_kind
from extract.sentences import sentences
from extract.subjects import Subject, subject_of
from extract.table_columns import ColumnKind
from extract.verbs import opens_work
from models.notice import Role, SectionKind

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from extract.found import Found
    from extract.outline import Item
    from extract.parties import Party

    Rows = Mapping[int, Mapping[ColumnKind, tuple[int, int]]]

_FEWEST = 2
"""A lone syllable is dirt on the paper."""


class Walk:
    """Walks the outline and drafts the tasks."""

    def __init__(
        self,
        text: str,
        *,
        issuers: frozenset[str] = frozenset(),
        addressees: Sequence[Found[Party]] = (),
        names: Names = NO_NAMES,
        rows: Rows | None = None,
    ) -> None:
        self.text = text
        self.rows = rows or {}
        self.issuers = issuers
        self.addressees = tuple(addressees)
        self.names = names
        self.outlook = Outlook()

    def run(self, root: Item) -> Outlook:
        """Draft all tasks under the root."""
        children = list(root.children)
        opening = self._preamble(children)
        for item in children[:opening]:
            self._state(item)
        reach = Reach()
        if opening and children[opening - 1].marker is None:
            reach = self._introduced(children[opening - 1], reach)
        self._visit_all(children[opening:], reach)
        return self.outlook

    def _words(self, item: Item) -> str:
        return self.text[item.start : item.end]

    def _preamble(self, children: Sequence[Item]) -> int:
        """How many paragraphs at the head only tell of the meeting."""
        plain = next((i for i, item in enumerate(children) if item.marker), len(children))
        ends = [i for i in range(plain) if ends_preamble(self._words(children[i]))]
        if ends:
            return ends[-1] + 1
        return plain if plain < len(children) else 0

    def _state(self, item: Item) -> None:
        self.outlook.stated.append((item.start, item.end))
        for child in item.children:
            self._state(child)

    def _introduced(self, item: Item, reach: Reach, *, works: bool = False) -> Reach:
        """The reach of a lead-in paragraph, which may ask for work itself, over what follows."""
        subject = self._subject(item.start, item.end, reach)
        if not (subject and subject.works and (subject.ordered or works)):
            named = heading_parties(self._words(item), self._local(item))
            leads = tuple(one.moved(item.start) for one in named.members) if named else reach.leads
            return replace(reach, leads=leads, asked=True)
        helpers = () if own_work(self._words(item)) else self._helpers(item, subject)
        return replace(reach, leads=subject.parties, helpers=helpers, asked=True)

    def _helpers(self, item: Item, subject: Subject) -> tuple[Found[Party], ...]:
        """Those whom a lead-in names beside its subject."""
        end = subject.end
        return tuple(coordinators(self.text, item.start, item.end, self.names, behind=end))

    def _visit_all(self, items: Sequence[Item], reach: Reach) -> None:
        current = reach
        for place, (item, following) in enumerate(zip_longest(items, items[1:])):
            words = self._words(item)
            introduces = (item.marker is None and item.lead_in and following) and (
                following.marker or announces(words)
            )
            if introduces and reach.kind is SectionKind.ASSESSMENT and orders(words):
                reach = replace(reach, kind=SectionKind.ASSIGNMENT)
            if introduces and reach.kind is not SectionKind.ASSESSMENT:
                before = len(self.outlook.drafts)
                works = own_work(words)
                current = self._introduced(item, reach, works=works)
                if works and current.leads != reach.leads:
                    self._leaf(item, reach)
                else:
                    self.outlook.stated.append((item.start, item.end))
                    self._visit_all(items[place + 1 :], current)
                    drafted = list(range(before, len(self.outlook.drafts)))
                    self.outlook.introduced.append((item.start, item.end, drafted))
                    return
            else:
                self._visit(item, current)

    def _visit(self, item: Item, reach: Reach) -> None:
        words = self._words(item)
        if item.begin in self.rows:
            self._row(item, reach)
            return
        if item.marker is None and not item.children and closes(words):
            return
        if reach.kind is SectionKind.PREAMBLE:
            self._state(item)
            return
        item.children = [
            child
            for child in item.children
            if child.marker or child.children or not closes(self._words(child))
        ]
        if not item.children:
            self._leaf(item, reach)
            return
        kind = heading_kind(words) if item.marker else None
        if kind is SectionKind.ASSESSMENT and self._works(item, reach):
            kind = None  # "Sở A tái sử dụng kết quả đã số hóa, trong đó:" assesses nothing
        named = heading_parties(words, self._local(item))
        titled = kind is not None and words[-1:].isalnum()
        if named is None and not titled and self._is_content(item, reach):
            self._leaf(item, reach, end=item.last)
            return
        if kind and not named and reach.kind is None:
            self.outlook.sections.append((item, kind))
        elif named:
            kind = SectionKind.ASSIGNMENT
            self.outlook.sections.append((item, kind))
        self._branch(item, replace(reach, kind=kind or reach.kind), named=named is not None)

    def _local(self, item: Item) -> Names:
        return self.names.part(item.start, item.end)

    def _is_content(self, item: Item, reach: Reach) -> bool:
        if reach.kind is SectionKind.ASSESSMENT:
            return False
        below = [self._words(child) for child in item.children if child.marker]
        if not below or item.marker is None or len(below) < len(item.children):
            return False
        for child in item.children:
            if self._subject(child.start, child.end, reach):
                return False
            if child.children and heading_parties(self._words(child), self._local(child)):
                return False
            if any(self._is_work(below, reach) for below in child.children):
                return False
        return only_content(self._words(item), below)

    def _works(self, item: Item, reach: Reach) -> bool:
        subject = self._subject(item.start, item.end, reach)
        return bool(subject and subject.works)

    def _is_work(self, item: Item, reach: Reach) -> bool:
        return self._works(item, reach) or opens_work(self._words(item))

    def _branch(self, item: Item, reach: Reach, *, named: bool) -> None:
        """An item with items under it: a heading, a lead-in, or a task with parts."""
        words = self._words(item)
        if named:
            order = heading_parties(words, self._local(item))
            members = order.members if order else ()
            moved = tuple(member.moved(item.start) for member in members)
            self._visit_all(item.children, replace(reach, leads=moved, helpers=(), asked=True))
            return
        subject = self._subject(item.start, item.end, reach)
        if reach.kind is SectionKind.ASSESSMENT and not (subject and subject.ordered):
            self.outlook.stated.append((item.start, item.end))
            self._visit_all(item.children, reach)
            return
        leads = subject.parties if subject and subject.works else reach.leads
        helpers = reach.helpers
        if subject and subject.works:
            hands_on = words.rstrip().endswith(":") and not own_work(words)
            helpers = self._helpers(item, subject) if hands_on else ()
        ordered = subject is not None and subject.ordered and words.rstrip().endswith(":")
        handed = replace(
            reach,
            # Behind an order what follows is work, also in a section that assesses.
            kind=SectionKind.ASSIGNMENT if ordered else reach.kind,
            leads=leads,
            helpers=helpers,
            asked=reach.asked
            or reach.kind is SectionKind.ASSIGNMENT
            or bool(subject and subject.works)
            or words.rstrip().endswith(":"),
        )
        plain = all(child.marker is None for child in item.children)
        complete = words.rstrip()[-1:] in ".;" and len(words.split()) > 6
        if (plain and complete) or self._own(item, subject, reach):
            before = len(self.outlook.drafts)
            self._leaf(item, reach, path=f"{item.path}/1" if plain else None)
            added = len(self.outlook.drafts) - before
            if plain and added:
                self._name_followers(item, reach)
        else:
            self.outlook.stated.append((item.start, item.end))
            before = len(self.outlook.drafts)
            self._visit_all(item.children, handed)
            drafted = list(range(before, len(self.outlook.drafts)))
            if drafted and words.rstrip().endswith(":"):
                self.outlook.introduced.append((item.start, item.end, drafted))
            return
        self._visit_all(item.children, handed)

    def _name_followers(self, item: Item, reach: Reach) -> None:
        """Paragraphs behind a complete point: its second part, or the next of its siblings."""
        leads = self.outlook.drafts[-1].answerable
        names = {party_key(one.party) for one in leads}
        for child in item.children:
            subject = self._subject(child.start, child.end, reach)
            fresh = subject is not None and not names & {
                party_key(party) for party in subject.parties
            }
            if item.final and fresh and len(item.children) == 1:
                self._rename(item.path)
                child.path = _shifted(item.path)
            else:
                child.path = _shifted(child.path)

    def _rename(self, path: str) -> None:
        last = self.outlook.drafts[-1]
        if last.path == f"{path}/1":
            self.outlook.drafts[-1] = last._replace(path=path)

    def _own(self, item: Item, subject: Subject | None, reach: Reach) -> bool:
        words = self._words(item)
        if not (
            (subject and subject.works) or (opens_work(words) and (reach.leads or reach.asked))
        ):
            return False
        if not words.rstrip().endswith(":"):
            return words.rstrip()[-1:] in ".;" and len(words.split()) > 8
        return own_work(words)

    def _subject(self, start: int, end: int, reach: Reach) -> Subject | None:
        return subject_of(
            self.text, start, end, issuers=self.issuers, handed=bool(reach.leads), names=self.names
        )

    def _leaf(
        self, item: Item, reach: Reach, *, end: int | None = None, path: str | None = None
    ) -> None:
        """An item without parts: one task, several by sentence, or none."""
        if self._is_title(item):
            self.outlook.stated.append((item.start, item.end))
            return
        if len(self._words(item).split()) < _FEWEST:
            return
        stop = self._open_end(item.start, item.end if end is None else end)
        groups = self._groups(item.start, stop, reach, numbered=item.marker is not None)
        asked = [group for group in groups if group.asks]
        if not asked:
            self.outlook.stated.append((item.start, stop))
            return
        label = path or item.path
        if len(asked) == 1:
            only = asked[0]
            self._draft(item.start, stop, label, only, reach)
            if groups[0] is not only:
                self._tell(groups[0])
            return
        for number, group in enumerate(asked, 1):
            self._draft(group.start, group.end, f"{label}/{number}", group, reach)
        for group in groups:
            if not group.asks:
                self.outlook.stated.append((group.start, group.end))

    def _row(self, item: Item, reach: Reach) -> None:
        """A row of a table: a task with those of its cells, or a title of the rows under it."""
        cells = self.rows[item.begin]
        if cells:
            lead, helpers = row_parties(self.text, cells, self.names)
            answerable = [
                *(Answerable(party, Role.LEAD) for party in lead or reach.leads),
                *(Answerable(party, Role.COORDINATE) for party in helpers),
            ]
            term = cells.get(ColumnKind.DEADLINE)
            self.outlook.drafts.append(
                Draft(item.start, item.end, item.path, unique(answerable), (), term)
            )
        for child in item.children:
            self._visit(child, reach)

    def _tell(self, group: Group) -> None:
        """The sentences before the order of the last draft state what is so."""
        self.outlook.stated.append((group.start, group.end))
        self.outlook.drafts[-1] = self.outlook.drafts[-1]._replace(asked=group.end)

    def _is_title(self, item: Item) -> bool:
        """Whether a short heading has nothing under it: "3. Tổ chức thực hiện"."""
        words = self._words(item)
        if item.marker and item.marker.kind is MarkerKind.NAME:
            return True
        return bool(
            item.marker
            and len(words.split()) <= 8
            and words[-1:].isalpha()
            and heading_kind(words)
            and not self._subject(item.start, item.end, Reach())
        )

    def _open_end(self, start: int, end: int) -> int:
        """The end without a closing formula that follows in the same paragraph."""
        found = sentences(self.text, start, end)
        while len(found) > 1 and closes(self.text[found[-1].start : found[-1].end]):
            found.pop()
        return found[-1].end if found else end

    def _groups(self, start: int, end: int, reach: Reach, *, numbered: bool) -> list[Group]:
        """Sentences gathered: a new group begins where a sentence has a new subject."""
        groups: list[Group] = []
        telling = False
        for sentence in sentences(self.text, start, end):
            subject = self._subject(sentence.start, sentence.end, reach)
            words = self.text[sentence.start : sentence.end]
            asked = asks(words, subject, reach, numbered=numbered, told=telling)
            if telling and subject is None and not reach.leads:
                asked = asked and not only_reached(words)
            telling = telling or not asked
            fresh = subject is not None and subject.works and asked
            if not groups or (fresh and subject and begins_group(subject, groups[-1], reach)):
                groups.append(
                    Group(sentence.start, sentence.end, subject if fresh else None, asked)
                )
                continue
            last = groups[-1]
            if asked and not last.asks:
                groups.append(
                    Group(sentence.start, sentence.end, subject if fresh else None, asked)
                )
            else:
                last.end = sentence.end
        return groups

    def _draft(self, start: int, end: int, path: str, group: Group, reach: Reach) -> None:
        subject = group.subject
        leads = subject.parties if subject else reach.leads
        if not leads and self.addressees and subject is None and opens_work(self.text[start:end]):
            leads = self.addressees
        begin = subject.end if subject else start
        helpers = coordinators(self.text, start, end, self.names, behind=begin)
        helpers += reach.helpers if subject is None else ()
        names = {party_key(party) for party in leads}
        helpers = [helper for helper in helpers if party_key(helper) not in names]
        helped = {party_key(helper) for helper in helpers}
        more = [
            party
            for party in later_leads(self.text, begin, end, self.names)
            if party_key(party) not in names and party_key(party) not in helped
        ]
        role = Role.SUPERVISE if supervises(self.text, begin, end, helpers) else Role.LEAD
        answerable = [
            *(Answerable(party, role) for party in leads),
            *(
                Answerable(
                    party, Role.SUPERVISE if follows_up(self.text, party, end) else Role.LEAD
                )
                for party in more
            ),
            *(Answerable(party, Role.COORDINATE) for party in helpers),
        ]
        reported = [
            party
            for party in reported_to(self.text, begin, end, self.names)
            if party_key(party) not in helped
        ]
        unsure = not leads and not opens_work(self.text[start:end])
        self.outlook.drafts.append(
            Draft(start, end, path, unique(answerable), tuple(reported), unsure=unsure)
        )


def _shifted(path: str) -> str:
    head, _, place = path.rpartition("/")
    return f"{head}/{int(place) + 1}" if place.isdigit() else path
