"""Patterns over JSON: JSON with `$name` (captures, or must equal what it captured), `$any`,
`~"text"` (a string that contains the text) and `...` (anything more may follow)."""

import json
import re

from harness.report import Failure

TOKEN = re.compile(
    r"""\s*(?:(?P<punct>[{}\[\]:,])|(?P<more>\.\.\.)|(?P<var>\$\w+)"""
    r"""|(?P<part>~\s*"(?:[^"\\]|\\.)*")"""
    r"""|(?P<string>"(?:[^"\\]|\\.)*")|(?P<word>[^\s{}\[\]:,]+))""",
    re.S,
)
MORE = "..."


class Variable:
    def __init__(self, name):
        self.name = name

    def __repr__(self):
        return "$" + self.name


class Containing:
    def __init__(self, text):
        self.text = text

    def __repr__(self):
        return f"~{self.text!r}"


class Parser:
    def __init__(self, text):
        self.text = text
        self.tokens = [m for m in TOKEN.finditer(text)]
        self.position = 0

    def parse(self):
        value = self.value()
        if self.position != len(self.tokens):
            raise ValueError(f"pattern goes on after its end: {self.text}")
        return value

    def peek(self):
        if self.position >= len(self.tokens):
            raise ValueError(f"pattern ends too early: {self.text}")
        return self.tokens[self.position]

    def take(self):
        token = self.peek()
        self.position += 1
        return token

    def value(self):
        token = self.take()
        kind, text = token.lastgroup, token.group(token.lastgroup)
        if kind == "var":
            return Variable(text[1:])
        if kind == "part":
            return Containing(json.loads(text[1:].strip()))
        if kind in ("string", "word"):
            return json.loads(text)
        if text == "{":
            return self.members()
        if text == "[":
            return self.items()
        raise ValueError(f"unexpected {text!r} in the pattern: {self.text}")

    def members(self):
        found = {}
        while True:
            token = self.take()
            if token.group("punct") == "}":
                return found
            if token.group("punct") == ",":
                continue
            if token.lastgroup == "more":
                found[MORE] = True
                continue
            key = json.loads(token.group("string") or "null")
            if key is None or self.take().group("punct") != ":":
                raise ValueError(f"no key and colon in the pattern: {self.text}")
            found[key] = self.value()

    def items(self):
        found = []
        while True:
            token = self.peek()
            if token.group("punct") in ("]", ","):
                self.take()
                if token.group("punct") == "]":
                    return found
            elif token.lastgroup == "more":
                self.take()
                found.append(MORE)
            else:
                found.append(self.value())


def parse(text):
    return Parser(text).parse()


def substitute(text, variables, as_json):
    """Puts captured values in place of `$name`; unknown names stay."""

    def value(match):
        name = match.group(1)
        if name not in variables:
            return match.group(0)
        found = variables[name]
        return (
            found
            if isinstance(found, str) and not as_json
            else json.dumps(found, ensure_ascii=False)
        )

    return re.sub(r"\$(\w+)", value, text)


def match(pattern, value, variables, where="$"):
    """Raises Failure at the first difference; captures variables on the way."""
    if isinstance(pattern, Variable):
        return _variable(pattern, value, variables, where)
    if isinstance(pattern, Containing):
        if not isinstance(value, str) or pattern.text not in value:
            raise Failure(f"{where}: {value!r:.200} does not contain {pattern.text!r}")
    elif isinstance(pattern, dict):
        _object(pattern, value, variables, where)
    elif isinstance(pattern, list):
        _array(pattern, value, variables, where)
    else:
        if isinstance(pattern, str):
            pattern = substitute(pattern, variables, as_json=False)
        same_kind = isinstance(pattern, bool) == isinstance(value, bool)
        if pattern != value or not same_kind:
            raise Failure(f"{where}: expected {pattern!r:.300}, got {value!r:.300}")
    return None


def _variable(pattern, value, variables, where):
    if pattern.name == "any":
        return
    if pattern.name in variables:
        if variables[pattern.name] != value:
            raise Failure(
                f"{where}: expected ${pattern.name} = {variables[pattern.name]!r}, got {value!r}"
            )
        return
    variables[pattern.name] = value


def _object(pattern, value, variables, where):
    if not isinstance(value, dict):
        raise Failure(f"{where}: expected an object, got {value!r:.200}")
    for key, part in pattern.items():
        if key == MORE:
            continue
        if key not in value:
            raise Failure(
                f"{where}: no key {key!r} in {json.dumps(value, ensure_ascii=False)[:300]}"
            )
        match(part, value[key], variables, f"{where}.{key}")
    extra = [key for key in value if key not in pattern]
    if extra and MORE not in pattern:
        raise Failure(f"{where}: unexpected {', '.join(extra)}: {value[extra[0]]!r:.200}")


def _array(pattern, value, variables, where):
    if not isinstance(value, list):
        raise Failure(f"{where}: expected an array, got {value!r:.200}")
    if MORE not in pattern:
        if len(pattern) != len(value):
            shown = json.dumps(value, ensure_ascii=False)[:400]
            raise Failure(f"{where}: expected {len(pattern)} items, got {len(value)}: {shown}")
        for i, part in enumerate(pattern):
            match(part, value[i], variables, f"{where}[{i}]")
        return
    # With `...` each listed item must be somewhere, in any order.
    for part in pattern:
        if part != MORE and not any(_matches(part, item, variables) for item in value):
            raise Failure(
                f"{where}: no item fits {part!r} in {json.dumps(value, ensure_ascii=False)[:600]}"
            )


def _matches(part, item, variables):
    trial = dict(variables)
    try:
        match(part, item, trial)
    except Failure:
        return False
    variables.update(trial)
    return True
