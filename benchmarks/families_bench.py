"""The rows of the benchmark beyond tasks and comments: contacts, data tag entries, every filter of
every list, import."""

import json
import random
import time

from filter_samples import Sampler

# Every list with complex filters: path, key of the answer, filter schema, fields to sample, custom field kind.
LISTS = [
    ("/task/list", "tasks", "ComplexTaskFilter",
     "id,name,status,processId,assigner,parent,template,object,project,counterparty,assignees,participants,auditors",
     "task"),
    ("/contact/list", "contacts", "ComplexContactFilter",
     "id,name,midname,lastname,email,additionalEmailAddresses,telegram,telegramId,position,address,gender,group,"
     "template,supervisors,addedBy,phones", "contact"),
    ("/project/list", "projects", "ComplexProjectFilter",
     "id,name,status,owner,parent,group,template,counterparty,assignees,auditors,clientManagers", "project"),
    ("/user/list", "users", "ComplexUserFilter",
     "id,name,midname,lastname,email,telegramId,position,groups,role,languageCode,phones", "user"),
    ("/comment/list", "comments", "ComplexCommentFilter", "id,owner,task", None),
]


def median_ms(bench, path, bodies, seconds=0.6):
    lines = [f"POST /rest{path} {json.dumps(body, ensure_ascii=False)}" for body in bodies]
    return bench.median_us(bench.write("families.txt", lines), seconds) / 1000


def count_of(bench, path, many):
    """How long a list is: doubling, then halving over offsets."""
    low, high = 0, 1024
    while bench.ask("POST", path, {"offset": high, "pageSize": 1})[many]:
        low, high = high, high * 2
    while high - low > 1:
        middle = (low + high) // 2
        if bench.ask("POST", path, {"offset": middle, "pageSize": 1})[many]:
            low = middle
        else:
            high = middle
    return low + 1


def bar(bench, title, milliseconds, most):
    bench.row(title, f"{milliseconds:.2f} ms", f"< {most} ms", milliseconds < most)


def equal(number, value, operator="equal"):
    return {"type": number, "operator": operator, "value": value}


def bench_contacts(bench):
    """Each question is asked once: kept results answer nobody here."""
    middle = count_of(bench, "/contact/list", "contacts") // 2
    definitions = bench.ask("GET", "/customfield/contact?fields=id,type")["customfields"]
    number = next((field["id"] for field in definitions if field["type"] == 1), None)
    people = [contact for offset in (0, 100, 200)
              for contact in bench.ask("POST", "/contact/list", {
                  "offset": middle + offset, "isCompany": False,
                  "fields": f"id,name,lastname,email,phones,{number}"})["contacts"]]
    phones = [contact["phones"][0]["number"] for contact in people if contact["phones"]]
    cases = {
        "phone": [equal(4003, phone) for phone in phones],
        "last digits of a phone": [equal(4003, phone[-7:]) for phone in phones],
        "e-mail": [equal(4026, contact["email"]) for contact in people if contact["email"]],
        "part of the name": [equal(4001, contact["lastname"][1:]) for contact in people],
        "custom field": [dict(equal(4102, n + half, "lt"), field=number)
                         for n in range(-9, 30) for half in (0, 0.5)],
    }
    for title, items in cases.items():
        lines = ["POST /rest/contact/list " + json.dumps(
            {"filters": [item], "fields": "id,name,lastname,phones,email"}, ensure_ascii=False)
            for item in items]
        bar(bench, f"contacts by {title}", bench.load(bench.write("contacts.txt", lines), 1, 1, once=True)[1] / 1000,
            20)


def bench_entries(bench):
    tag, definition = None, None
    for candidate in bench.ask("POST", "/datatag/list", {"fields": "id,name,fields"})["dataTags"]:
        kinds = {field["type"]: field["id"] for field in candidate.get("fields", [])}
        people = kinds.get(14, kinds.get(11))
        if 3 in kinds and people:
            tag, definition = candidate["id"], (kinds[3], people, 14 in kinds)
            break
    if tag is None:
        bench.row("entries by user and month", "no data tag with a date and a person", "< 10 ms", False)
        return
    date, people, is_list = definition
    path = f"/datatag/{tag}/entry/list"
    filters = [{"type": 3103 if is_list else 3104, "operator": "equal", "field": people, "value": "user:3"},
               {"type": 3101, "operator": "equal", "field": date, "value": {"dateType": "lastMonth"}}]
    body = {"filters": filters, "fields": f"key,task,{date},{people}"}
    found = len(bench.ask("POST", path, body)["dataTagEntries"])
    bar(bench, f"entries of a data tag by user and month ({found} on the page)", median_ms(bench, path, [body]), 10)


def lists_of(bench):
    """LISTS, and the lists below a data tag and a directory that the account has."""
    tags = bench.ask("POST", "/datatag/list", {"fields": "id,name"})["dataTags"]
    directories = bench.ask("POST", "/directory/list", {"fields": "id,name"})["directories"]
    yield from LISTS
    for tag in tags[:1]:
        yield (f"/datatag/{tag['id']}/entry/list", "dataTagEntries", "ComplexDataTagFilter", "key,task,contact",
               f"datatag/{tag['id']}")
    most = max(directories, default=None, key=lambda d: len(
        bench.ask("GET", f"/customfield/directory/{d['id']}?fields=id")["customfields"]))
    if most:
        yield (f"/directory/{most['id']}/entry/list", "directoryEntries", "ComplexDirectoryFilter",
               "key,name,parentKey", f"directory/{most['id']}")


def subfilter_of(bench):
    """A filter of type 93 over the first data tag with a number or text field."""
    for tag in bench.ask("POST", "/datatag/list", {"fields": "id,fields"})["dataTags"]:
        for field in tag.get("fields", []):
            if field["type"] == 3:
                return {"type": 93, "operator": "equal", "value": {"dateType": "last", "dateValue": 60},
                        "subfilter": {"dataTagId": tag["id"], "filter": {"type": 3101, "field": field["id"]}}}
    return None


def bench_all_filters(bench):
    """Each type of each list alone, first page."""
    swagger = bench.page("/restapidocs/swagger.json")
    sampler = Sampler(bench.try_ask, swagger)
    measured, missing, slow, worst, total = 0, [], [], (0.0, ""), 0
    for path, many, schema, fields, kind in lists_of(bench):
        definitions = [] if kind is None else [
            field["id"] for field in bench.ask("GET", f"/customfield/{kind}?fields=id")["customfields"]]
        wanted = ",".join([fields] + [str(i) for i in definitions])
        values = sampler.rows(path, many, wanted, (0, 500, 5000))
        for number, item in sampler.filters(schema, path, many, values, definitions, subfilter_of(bench)):
            total += 1
            if item is None:
                missing.append(f"{path} {number}")
                continue
            measured += 1
            milliseconds = median_ms(bench, path, [{"filters": [item], "fields": fields.split(",")[0]}], 0.15)
            worst = max(worst, (milliseconds, f"{path} {number}"))
            if milliseconds >= 50:
                slow.append(f"{path} {number}: {milliseconds:.0f} ms")
    text = f"{worst[0]:.1f} ms ({worst[1]})"
    if slow:
        text += "; slow: " + ", ".join(slow)
    if missing:
        text += "; no field of the type in the account: " + ", ".join(missing)
    bench.row(f"slowest of {measured} of {total} filters of all lists alone", text, "< 50 ms", not slow)


def import_body(count, seed):
    """People with e-mails and phones, a third of them already in the same request."""
    source = random.Random(seed)
    people = []
    for n in range(count):
        number = n if n % 3 else source.randrange(max(1, n))
        people.append({"name": f"Импорт {number}", "lastname": f"Проверкин-{number % 97}",
                       "email": f"import{seed}-{number}@example.com",
                       "phones": [{"number": f"+7 900 {seed:02d}{number:05d}", "type": 1}]})
    return {"contactTemplateId": 1, "companyTemplateId": 2, "optionImportDuplicate": "update",
            "optionImportUniqueField": "email-phone-name", "contacts": people}


def bench_import(bench):
    """10,000 contacts in one request, matched by e-mail or phone against all contacts of the account."""
    body = import_body(10_000, 7)
    begin = time.monotonic()
    bench.ask("POST", "/contact/import", body)
    seconds = time.monotonic() - begin
    bench.row("import of 10,000 contacts, matched by e-mail and phone", f"{seconds:.2f} s", "< 5 s", seconds < 5)


def bench_all(bench):
    bench_contacts(bench)
    bench_entries(bench)
    bench_all_filters(bench)
    bench_import(bench)
