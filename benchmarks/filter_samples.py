"""One sensible filter of every type of every list, with values that the account really holds: types and kinds of
value come from our own OpenAPI file, values from pages of the lists themselves."""

import collections
import re

LINE = re.compile(r"^\* `(\d+)` (.*) \((\w[^)]*)\); value: (.*)$", re.M)
PERSON = re.compile(r"^(user|contact|group):\d+$")
DATES = [{"dateType": "last", "dateValue": 30}, {"dateType": "last", "dateValue": 3000},
         {"dateType": "next", "dateValue": 400}]


class Values:
    """Everything that the pages of one list hold, by the kind of filter value it may serve as."""

    def __init__(self):
        self.people, self.numbers = collections.Counter(), collections.Counter()
        self.texts, self.by_field = collections.Counter(), collections.defaultdict(list)

    def take(self, value, key=""):
        if isinstance(value, dict):
            if "field" in value and "value" in value:
                self.by_field[value["field"]["id"]].append(value["value"])
            for inner, item in value.items():
                self.take(item, inner)
        elif isinstance(value, list):
            for item in value:
                self.take(item, key)
        elif isinstance(value, bool) or value is None:
            return
        elif isinstance(value, (int, float)):
            self.numbers[value] += 1
        elif PERSON.match(value):
            self.people[value] += 1
        elif value:
            self.texts[value] += 1

    def common(self, counter, most=12):
        return [value for value, _ in counter.most_common(most)]


def word_of(text):
    words = re.findall(r"[\w@.+-]{3,}", re.sub(r"<[^>]*>", " ", text))
    return max(words, key=len, default=text)[:20]


def flat(value):
    """The comparable forms of one custom field value."""
    if value in ("", [], None):  # entries show fields without a value, too
        return []
    if isinstance(value, list):
        forms = [form for item in value for form in flat(item)]
        return forms + [";".join(str(form) for form in forms)] if forms else []
    if isinstance(value, dict):
        return [value[key] for key in ("id", "address", "time", "date") if key in value]
    return [value]


def candidates(operand, values, field):
    """Values to try, the likeliest first."""
    if operand.startswith("date"):
        return DATES
    if operand.startswith("true") or operand.startswith("flag"):
        return [True]
    held = [form for value in values.by_field.get(field, [])[:6] for form in flat(value)] if field else []
    if operand.startswith("contact"):
        contacts = [person for person in values.common(values.people, None) if person.startswith("contact")]
        return held + contacts + ["contact:1"]
    if operand.startswith("person"):
        return held + values.common(values.people) + ["user:1", "contact:1"]
    if operand.startswith("number of the custom field"):
        return sorted(values.by_field, key=lambda i: -len(values.by_field[i])) or [field]
    numbers = [n for n in values.common(values.numbers, 20) if isinstance(n, int)]
    words = [word_of(text) for text in values.common(values.texts, 25)]
    wants_number = "number" in operand or "key" in operand
    known = ["12:00", "Urgent", "Male", "En"]
    return held + known + (numbers + [1, 2] if wants_number and not held else []) + words


def fields_for(operand_name, filter_type, definitions):
    """Custom fields to try, the used ones first; [None] for filters that need none."""
    if not re.match(r"(custom )?field\b", operand_name):
        return [None]
    return definitions or [None]


class Sampler:
    """Finds the filters through `ask(method, path, body)`, which answers the JSON or None for a refusal."""

    def __init__(self, ask, swagger):
        self.ask, self.schemas = ask, swagger["components"]["schemas"]

    def rows(self, path, many, fields, offsets):
        values = Values()
        for offset in offsets:
            answer = self.ask("POST", path, {"offset": offset, "fields": fields}) or {many: []}
            for row in answer[many]:
                values.take(row)
        return values

    def filters(self, schema, path, many, values, definitions, subfilter=None):
        """[(type, filter with hits, or the last one that was accepted, or None)]"""
        text = self.schemas[schema]["properties"]["type"]["description"]
        used = sorted(definitions, key=lambda field: -len(values.by_field.get(field, [])))
        for number, name, operators, operand in LINE.findall(text):
            yield int(number), self.one(int(number), name, operators.split(", ")[0], operand, path, many, values,
                                        used, subfilter)

    def one(self, number, name, operator, operand, path, many, values, used, subfilter):
        accepted = None
        if operand.startswith("by `subfilter`"):
            return subfilter
        for field in fields_for(name, number, used):
            for value in candidates(operand, values, field)[:20 if field is None else 8]:
                item = {"type": number, "operator": operator, "value": value}
                if field is not None:
                    item["field"] = field
                answer = self.ask("POST", path, {"pageSize": 1, "filters": [item]})
                if answer is None:  # the field is of another type, or the value is
                    continue
                if answer[many]:
                    return item
                accepted = accepted or item
        return accepted
