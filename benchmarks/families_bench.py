"""The rows of the benchmark beyond tasks: comments, contacts, data tag entries, every filter of every list, import."""

import json
import os
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
    name = os.path.join(bench.work, "families.txt")
    with open(name, "w", encoding="utf-8") as out:
        for body in bodies:
            out.write(f"POST /rest{path} {json.dumps(body, ensure_ascii=False)}\n")
    return bench.median_us(name, seconds) / 1000


def bar(bench, title, milliseconds, most):
    bench.row(title, f"{milliseconds:.2f} ms", f"< {most} ms", milliseconds < most)


def equal(number, value, operator="equal"):
    return {"type": number, "operator": operator, "value": value}


def bench_comments(bench, account, program, run):
    """Pages of all comments, newest first; 100 comments of one task against fetching their rows."""
    ask, total = bench.ask, bench.comments
    newest = [{"field": "dateTime", "direction": "Desc"}]
    fields = "id,dateTime,owner,task,description,type"
    cases = {
        "no filter": [],
        "the last 30 days": [equal(3000, {"dateType": "last", "dateValue": 30})],
        "before today": [equal(3000, {"dateType": "today"}, "lt")],
    }
    for title, filters in cases.items():
        for offset in (0, total // 2, total - total // 20):
            body = {"offset": offset, "filters": filters, "fields": fields, "resultOrder": newest}
            bar(bench, f"comments newest first, {title}, offset {offset:,}", median_ms(bench, "/comment/list", [body]), 5)
    busy = {}
    for offset in range(0, total, max(1, total // 60)):
        for row in ask("POST", "/comment/list", {"offset": offset, "fields": "id,task"})["comments"]:
            busy.setdefault(row.get("task", {}).get("id"), 0)
            busy[row.get("task", {}).get("id")] += 1
    pages = []
    for task in sorted((t for t in busy if t), key=lambda t: -busy[t]):
        ids = [c["id"] for c in ask("POST", f"/task/{task}/comments/list", {"fields": "id"})["comments"]]
        if len(ids) == 100:
            pages.append((task, ids))
        if len(pages) == 4:
            break
    if not pages:
        bench.row("100 comments of a task / raw fetch", "no task has 100 comments", "<= 2.0", False)
        return
    ids_file = bench.write("comment-ids.txt", [" ".join(map(str, ids)) for _, ids in pages])
    requests = bench.write("task-comments.txt", [
        f"POST /rest/task/{task}/comments/list " + json.dumps({"fields": fields}) for task, _ in pages])
    ours, raw = [], []
    for _ in range(3):
        ours.append(bench.median_us(requests))
        raw.append(float(run(program("raw_sqlite"), "table", account, "comment", ids_file, "100")))
    us, base = sorted(ours)[1], sorted(raw)[1]
    bench.row("100 comments of a task / raw fetch", f"{us / base:.2f}  ({us:.0f} of {base:.0f} µs)", "<= 2.0",
              us / base <= 2.0)


def bench_contacts(bench):
    page = bench.ask("POST", "/contact/list", {"offset": bench.contacts // 2, "isCompany": False,
                                               "fields": "id,name,lastname,email,phones"})["contacts"]
    with_phone = next(c for c in page if c["phones"])
    with_mail = next(c for c in page if c["email"])
    definitions = bench.ask("GET", "/customfield/contact?fields=id,type,enumValues")["customfields"]
    wanted = ",".join(str(f["id"]) for f in definitions)
    rows = bench.ask("POST", "/contact/list", {"offset": bench.contacts // 2, "fields": "id," + wanted})["contacts"]
    held = next((item for row in rows for item in row["customFieldData"] if item["field"]["type"] == 0), None)
    cases = {
        "phone": equal(4003, with_phone["phones"][0]["number"]),
        "last digits of a phone": equal(4003, with_phone["phones"][0]["number"][-7:]),
        "e-mail": equal(4026, with_mail["email"]),
        "part of the name": equal(4001, with_mail["lastname"][:4] or with_mail["name"][:4]),
    }
    if held:
        cases["custom field"] = dict(equal(4101, held["value"]), field=held["field"]["id"])
    for title, item in cases.items():
        body = {"filters": [item], "fields": "id,name,lastname,phones,email"}
        bar(bench, f"contacts by {title}", median_ms(bench, "/contact/list", [body]), 20)


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
    swagger = bench.swagger()
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
        text += "; not measured: " + ", ".join(missing)
    bench.row(f"slowest of {measured} of {total} filters of all lists alone", text, "< 50 ms", not slow and not missing)


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
