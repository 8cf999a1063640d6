"""Lists of comments against their bars; bench.py runs it and brings the server and the baseline."""

import json
import statistics
import time

FIELDS = ("id,dateTime,type,fromType,description,task,contact,owner,isDeleted,isPinned,isHidden,"
          "recipients,files")
NEWEST_FIRST = [{"field": "dateTime", "direction": "Desc"}]
TASKS_WANTED = 40


def dated(operator, **value):
    return {"filters": [{"type": 3000, "operator": operator, "value": value}]}


def account_lists(bench, tasks, write_requests):
    """All comments newest first: any page, any date filter."""
    year = time.gmtime().tm_year - 1  # the account is two years old
    months = [(f"01-{month:02}-{year}", f"28-{month:02}-{year}") for month in range(1, 13)]
    cases = {
        "any page": [{"offset": offset} for offset in range(0, tasks * 5, tasks // 20)],
        "one day": [dated("equal", dateType="otherDate", dateValue=day) for day, _ in months],
        "one month": [dated("equal", dateType="otherRange", dateFrom=a, dateTo=b) for a, b in months],
        "before a day, any page": [
            {"offset": 5000 * i, **dated("lt", dateType="otherDate", dateValue=day)}
            for i, (day, _) in enumerate(months)],
    }
    for title, bodies in cases.items():
        lines = ["POST /rest/comment/list "
                 + json.dumps({"fields": FIELDS, "resultOrder": NEWEST_FIRST, **body})
                 for body in bodies]
        milliseconds = bench.median_us(write_requests("comments.txt", lines)) / 1000
        bench.row(f"comments, newest first, {title}", f"{milliseconds:.2f} ms", "< 5 ms",
                  milliseconds < 5)


def long_discussions(bench, tasks):
    """Tasks of at least a hundred comments, each with the numbers of the first page."""
    found, offset = {}, 0
    while len(found) < TASKS_WANTED and offset < tasks:
        page = bench.ask("POST", "/task/list",
                         {"offset": offset, "fields": "id,dateOfLastComment"})["tasks"]
        for task in page:
            if "dateOfLastComment" not in task:
                continue
            rows = bench.ask("POST", f"/task/{task['id']}/comments/list", {"fields": "id"})
            if len(rows["comments"]) == 100:
                found[task["id"]] = [row["id"] for row in rows["comments"]]
        offset += 100
    return found


def measure(bench, tasks, write_requests, raw_fetch):
    account_lists(bench, tasks, write_requests)
    found = long_discussions(bench, tasks)
    requests = write_requests("comments.txt", [
        f"POST /rest/task/{task}/comments/list " + json.dumps({"fields": FIELDS}) for task in found])
    ids = write_requests("ids.txt", [" ".join(map(str, page)) for page in found.values()])
    us = statistics.median(bench.median_us(requests) for _ in range(3))
    base = raw_fetch(ids)
    bench.row("100 comments of a task / raw fetch", f"{us / base:.2f}  ({us:.0f} of {base:.0f} µs)",
              "<= 2.0", us / base <= 2.0)
