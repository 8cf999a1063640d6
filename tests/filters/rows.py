"""Rows as one person reads them through lists."""


class Row:
    """A row of an entity: its number, its JSON, the values of its custom fields, and the keys of
    Account.owned that tell which fields are its own."""

    def __init__(self, entity, raw):
        self.kind, self.raw, self.id = entity.name, raw, raw[entity.key]
        self.custom = {item["field"]["id"]: item for item in raw.get("customFieldData", [])}
        self.owners = entity.owners(self)

    def value(self, field):
        """The value of a custom field; None where there is none. Entries of directories and data
        tags show a field without a value as an empty one."""
        item = self.custom.get(field)
        value = None if item is None else item.get("value")
        return None if value in ("", []) else value

    def ref(self, key):
        """The id of a reference; None where it is empty."""
        return (self.raw.get(key) or {}).get("id")

    def people(self, key):
        """Prefixed ids of a list of people, groups included."""
        found = self.raw[key]
        return {user["id"] for user in found["users"]} | {
            f"group:{group['id']}" for group in found["groups"]
        }


class Entity:
    """A kind of rows: where lists of them are, which fields the rules need, the rules, and who owns
    the custom fields of a row."""

    def __init__(self, name, path, many, fields, filters, owners, key="id", body=None):
        self.name, self.path, self.many, self.fields = name, path, many, fields
        self.filters, self.owners, self.key, self.body = filters, owners, key, body or {}

    def pages(self, client, fields, filters=()):
        """Every row that the list answers, page by page."""
        found, offset = [], 0
        while True:
            asked = {"offset": offset, "pageSize": 100, "fields": fields, "filters": list(filters)}
            page = client.post(self.path, {**self.body, **asked})[self.many]
            found += page
            offset += len(page)
            if len(page) < 100:
                return found

    def rows(self, client, custom=()):
        fields = ",".join([self.fields, *map(str, custom)])
        return [Row(self, raw) for raw in self.pages(client, fields)]

    def numbers(self, client, filters):
        return {row[self.key] for row in self.pages(client, self.key, filters)}
