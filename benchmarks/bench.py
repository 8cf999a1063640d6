"""Measures a release build against baselines of the same run and prints one table of ratios.

Run by ./bench. Everything talks to loopback; what is started here is stopped here.
"""

import http.client
import json
import os
import re
import shutil
import signal
import statistics
import subprocess
import sys
import time

import comment_lists
import families_bench
import files_bench
import rights_bench

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
BUILD = os.path.join(ROOT, "build", "release")
WORK = os.path.join(ROOT, "build", "bench-data")
TASKS = int(os.environ.get("BENCH_TASKS", "200000"))
ROUNDS = int(os.environ.get("BENCH_ROUNDS", "3"))
SYSTEM_FIELDS = ("id,name,description,priority,status,processId,assigner,parent,template,project,"
                 "counterparty,dateTime,startDateTime,endDateTime,hasEndDate,dateOfLastUpdate,"
                 "overdue,assignees,participants,auditors")


def program(name):
    for folder in (BUILD, os.path.join(BUILD, "benchmarks")):
        path = os.path.join(folder, name)
        if os.path.exists(path):
            return path
    sys.exit(f"bench: {name} was not built")


def run(*words):
    return subprocess.run(words, check=True, capture_output=True, text=True).stdout


class Server:
    """One `planstead serve` on a free port."""

    def __init__(self, folder):
        self.started = time.monotonic()
        self.process = subprocess.Popen(
            [program("planstead"), "serve", "--data", folder, "--listen-http", "127.0.0.1:18080",
             "--listen-https", "127.0.0.1:18443", "--metrics-port", "19464", "--log-level", "warning"],
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        self.port = 18080
        self.metrics = 19464

    def wait_first_answer(self, path, token, method="GET", body=None):
        while True:
            try:
                call(self.port, token, method, path, body)
                return (time.monotonic() - self.started) * 1000
            except OSError:
                if self.process.poll() is not None:
                    sys.exit("bench: the server ended at once")
                time.sleep(0.002)  # the measurement is of a start, which can only be watched

    def private_mib(self):
        """Private memory without the mapped database files."""
        kib, counted = 0, True
        with open(f"/proc/{self.process.pid}/smaps", encoding="ascii", errors="replace") as maps:
            for line in maps:
                if re.match(r"^[0-9a-f]+-[0-9a-f]+ ", line):
                    counted = "account.sqlite" not in line
                elif counted and line.startswith(("Private_Clean:", "Private_Dirty:")):
                    kib += int(line.split()[1])
        return kib / 1024

    def stop(self):
        self.process.send_signal(signal.SIGTERM)
        self.process.wait(30)


def call(port, token, method, path, body=None):
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/json"}
    connection.request(method, path, None if body is None else json.dumps(body), headers)
    answer = connection.getresponse()
    data = answer.read()
    connection.close()
    result = json.loads(data)
    if result.get("result") != "success":
        raise SystemExit(f"bench: {method} {path} {body}: {data[:300]}")
    return result


def write_requests(name, lines):
    path = os.path.join(WORK, name)
    with open(path, "w", encoding="utf-8") as out:
        out.writelines(line + "\n" for line in lines)
    return path


def list_line(body):
    return "POST /rest/task/list " + json.dumps(body, ensure_ascii=False)


class Bench:
    def __init__(self, server, token):
        self.server, self.token = server, token
        self.rows = []

    def ask(self, method, path, body=None):
        return call(self.server.port, self.token, method, "/rest" + path, body)

    def try_ask(self, method, path, body=None):
        """None for a refusal."""
        try:
            return self.ask(method, path, body)
        except SystemExit:
            return None

    def page(self, path):
        """The JSON of a page outside /rest."""
        connection = http.client.HTTPConnection("127.0.0.1", self.server.port)
        connection.request("GET", path)
        found = json.loads(connection.getresponse().read())
        connection.close()
        return found

    def write(self, name, lines):
        return write_requests(name, lines)

    def load(self, requests, connections, seconds, once=False):
        """requests per second, median µs, p99 µs, requests, failures"""
        words = [program("load"), str(self.server.port), self.token, requests, str(connections),
                 str(seconds)] + (["once"] if once else [])
        values = [float(word) for word in run(*words).split()]
        if values[4]:
            sys.exit(f"bench: {int(values[4])} requests of {requests} failed")
        return values

    def median_us(self, requests, seconds=0.6):
        return self.load(requests, 1, seconds)[1]

    def row(self, name, value, bar, ok):
        self.rows.append((name, value, bar, ok))
        print(f"{'ok  ' if ok else 'MISS'}  {name:<58} {value:<34} {bar}", flush=True)


def wrk(port, token, script, connections=64):
    """Requests per second of one thread with many connections: the client takes little of the two cores."""
    out = run("wrk", "-t1", f"-c{connections}", "-d2s", "-s", script, f"http://127.0.0.1:{port}", "--", token)
    if "Non-2xx" in out:
        sys.exit(f"bench: {script}: {out}")
    return float(re.search(r"Requests/sec:\s+([\d.]+)", out).group(1))


def wrk_script(name, prepare):
    """`prepare` fills the table of requests. They are made before the clock runs: the client shares the cores."""
    path = os.path.join(WORK, name)
    with open(path, "w", encoding="utf-8") as out:
        out.write(f"""
local requests, at = {{}}, 0
function init(args)
  wrk.headers["Authorization"] = "Bearer " .. args[1]
  math.randomseed(7)
  {prepare}
end
function request()
  at = at % #requests + 1
  return requests[at]
end
""")
    return path


def discover(bench):
    """What the demonstration account holds: used custom fields by type, people, projects."""
    fields = bench.ask("GET", "/customfield/task?fields=id,name,type,enumValues")["customfields"]
    by_id = {field["id"]: field for field in fields}
    wanted = ",".join(str(i) for i in by_id)
    page = bench.ask("POST", "/task/list", {"offset": TASKS // 3, "fields":
                     "id,template,object,project,status,processId,assigner,assignees,participants,auditors,"
                     "counterparty,parent,dataTags," + wanted})["tasks"]
    used = {}
    for task in page:
        for item in task["customFieldData"]:
            used.setdefault(item["field"]["id"], []).append(item["value"])
    common = sorted(used, key=lambda i: -len(used[i]))[:5]
    return {"fields": by_id, "used": used, "common": common, "page": page}


def first(page, key):
    for task in page:
        if task.get(key):
            return task[key]
    return None


def person_of(page, key):
    for task in page:
        if task[key]["users"]:
            return task[key]["users"][0]["id"]
    return "user:1"


def field_with(found, kind):
    for number, values in found["used"].items():
        if found["fields"][number]["type"] == kind:
            return number, values[0]
    for number, field in found["fields"].items():
        if field["type"] == kind:
            return number, None
    return None, None


def bench_throughput(bench, minimal_port, found):
    ping = wrk_script("ping.lua", 'requests[1] = wrk.format("GET", "/rest/ping")')
    fields = SYSTEM_FIELDS + "," + ",".join(str(i) for i in found["common"])
    # Twenty pages over the whole account: 2,000 tasks.
    ids = [task["id"] for offset in range(0, TASKS, TASKS // 20)
           for task in bench.ask("POST", "/task/list", {"offset": offset, "fields": "id"})["tasks"]]
    get = wrk_script("get.lua", f"""
  local ids = {{{','.join(map(str, ids))}}}
  for i = 1, 4 * #ids do
    requests[i] = wrk.format("GET", "/rest/task/" .. ids[math.random(#ids)] .. "?fields={fields}")
  end""")
    minimal, pings, gets = [], [], []
    for _ in range(ROUNDS + 2):
        minimal.append(wrk(minimal_port, bench.token, ping))
        pings.append(wrk(bench.server.port, bench.token, ping))
        gets.append(wrk(bench.server.port, bench.token, get))
    base = statistics.median(minimal)
    for name, values, bar in (("GET /ping of a minimal server", pings, 0.70),
                              ("GET /task/{id}, 20 fields + 5 custom, of a minimal server", gets, 0.40)):
        ratio = statistics.median(values) / base
        bench.row(name, f"{ratio:.2f}  ({statistics.median(values):,.0f} of {base:,.0f}/s)", f">= {bar}",
                  ratio >= bar)


def bench_lists(bench, found, account):
    side = os.path.join(WORK, "relational.sqlite")
    if not os.path.exists(side):
        run(program("raw_sqlite"), "layout", account, side + ".new")
        os.rename(side + ".new", side)
    fields = SYSTEM_FIELDS + "," + ",".join(str(i) for i in found["common"])
    label, value = field_with(found, 8)
    cases = {
        "project": [{"type": 5, "operator": "equal", "value": first(found["page"], "project")["id"]}],
        "status": [{"type": 10, "operator": "equal", "value": 2}],
        "assignee": [{"type": 2, "operator": "equal", "value": person_of(found["page"], "assignees")}],
        "custom field": [{"type": 106, "operator": "equal", "field": label, "value": value}],
        "status and assignee": [{"type": 10, "operator": "equal", "value": 2},
                                {"type": 2, "operator": "equal", "value": person_of(found["page"], "assignees")}],
    }
    for name, filters in cases.items():
        bodies = [{"offset": offset, "pageSize": 100, "filters": filters, "fields": fields}
                  for offset in (0, 100, 200, 300)]
        pages = [[task["id"] for task in bench.ask("POST", "/task/list", body)["tasks"]] for body in bodies]
        full = [(body, ids) for body, ids in zip(bodies, pages) if len(ids) == 100]
        if not full:
            bench.row(f"list of 100 by {name}", f"only {len(pages[0])} rows", "100 rows", False)
            continue
        requests = write_requests("list.txt", [list_line(body) for body, _ in full])
        ids = write_requests("ids.txt", [" ".join(map(str, ids)) for _, ids in full])
        ours, plain, own = [], [], []
        for _ in range(ROUNDS):
            ours.append(bench.median_us(requests))
            plain.append(float(run(program("raw_sqlite"), "fetch", side, ids, "100")))
            own.append(float(run(program("raw_sqlite"), "rows", account, ids, "100")))
        us, raw, row = map(statistics.median, (ours, plain, own))
        bench.row(f"list of 100 by {name} / raw fetch",
                  f"{us / raw:.2f}  ({us:.0f} of {raw:.0f} µs; own layout {row:.0f})", "<= 2.0", us / raw <= 2.0)


def bench_walks(bench):
    for name, filters in (("no filter", []), ("status is not 7", [{"type": 10, "operator": "notequal", "value": 7}])):
        body = {"pageSize": 100, "fields": "id,name,status,assignees", "filters": filters}
        lines, offset = [], 0
        times = []
        connection = http.client.HTTPConnection("127.0.0.1", bench.server.port)
        headers = {"Authorization": f"Bearer {bench.token}"}
        while True:
            body["offset"] = offset
            payload = json.dumps(body)
            begin = time.perf_counter()
            connection.request("POST", "/rest/task/list", payload, headers)
            data = connection.getresponse().read()
            times.append(time.perf_counter() - begin)
            count = len(json.loads(data)["tasks"])
            offset += count
            if count < 100:
                break
        connection.close()
        del lines
        start, end = statistics.median(times[1:21]), statistics.median(times[-21:-1])
        bench.row(f"walk of {offset:,} tasks, {name}: last page / first", f"{end / start:.2f}  "
                  f"({end * 1e6:.0f} of {start * 1e6:.0f} µs)", "<= 1.5", end / start <= 1.5)


def bench_cold(folder, token):
    server = Server(folder)
    first_answer = server.wait_first_answer("/rest/ping", token)
    bench = Bench(server, token)
    listed = server.wait_first_answer("/rest/task/list", token, "POST", {"pageSize": 1})
    times = {}
    for name, filters in (("none", []), ("broad", [{"type": 10, "operator": "notequal", "value": 7}])):
        requests = write_requests("cold.txt", [list_line({"offset": TASKS // 2, "filters": filters})])
        times[name] = bench.load(requests, 1, 1, once=True)[1] / 1000
    server.stop()
    return first_answer, listed, times


def bench_names(bench):
    for name, needle, bar in (("three letters and more, common", "договор", 5), ("rare", "щербак", 5),
                              ("three letters", "акт", 5), ("absent", "ъъъыы", 5), ("two letters", "ов", 100)):
        requests = write_requests("contains.txt", [list_line(
            {"filters": [{"type": 8, "operator": "equal", "value": needle}], "fields": "id,name"})])
        milliseconds = bench.median_us(requests) / 1000
        bench.row(f"name contains, {name}", f"{milliseconds:.2f} ms", f"< {bar} ms", milliseconds < bar)


def create_lines(bench, found):
    fields = [i for i in found["common"]]
    template = first(found["page"], "template")["id"]
    sample = next(t for t in found["page"] if t.get("template", {}).get("id") == template and t["customFieldData"])
    custom = [{"field": {"id": item["field"]["id"]}, "value": item["value"]} for item in sample["customFieldData"]
              if item["field"]["type"] in (0, 1, 7, 8)]
    del fields
    return ["POST /rest/task/ " + json.dumps({
        "name": f"Договор поставки оборудования и запасных частей № {n}", "template": {"id": template},
        "description": "Согласовать условия, проверить приложения и сроки оплаты. " * 6,
        "assignees": {"users": [{"id": person_of(found["page"], "assignees")}], "groups": []},
        "endDateTime": {"date": "31-12-2027"}, "customFieldData": custom}, ensure_ascii=False)
        for n in range(500)]


def metric(bench, name):
    connection = http.client.HTTPConnection("127.0.0.1", bench.server.metrics)
    connection.request("GET", "/metrics")
    text = connection.getresponse().read().decode()
    connection.close()
    found = re.search(rf"^{name}(?:{{[^}}]*}})? ([\d.e+]+)$", text, re.M)
    return float(found.group(1)) if found else None


def bench_writes(bench, found, account):
    lines = create_lines(bench, found)
    requests = write_requests("create.txt", lines)
    bodies = write_requests("bodies.txt", [line.split(" ", 2)[2] for line in lines])
    script = wrk_script("create.lua", f"""
  for line in io.lines("{bodies}") do
    requests[#requests + 1] = wrk.format("POST", "/rest/task/", nil, line)
  end""")
    ours, raw, groups = [], [], []
    for _ in range(ROUNDS):
        before = metric(bench, "planstead_commits_total"), metric(bench, "planstead_writes_total")
        rate = wrk(bench.server.port, bench.token, script, 32)
        commits = metric(bench, "planstead_commits_total") - before[0]
        group = max(1, round((metric(bench, "planstead_writes_total") - before[1]) / commits))
        scratch = os.path.join(WORK, "commit.sqlite")
        for suffix in ("", "-wal", "-shm"):
            if os.path.exists(scratch + suffix):
                os.remove(scratch + suffix)
        raw.append(float(run(program("raw_sqlite"), "commit", account, scratch, str(group), "2")))
        ours.append(rate)
        groups.append(group)
    ratio = statistics.median(ours) / statistics.median(raw)
    bench.row("POST /task/ by 32 clients / raw commits, same groups",
              f"{ratio:.2f}  ({statistics.median(ours):,.0f} of {statistics.median(raw):,.0f}/s; groups of "
              f"{statistics.median(groups):.0f})", ">= 0.5", ratio >= 0.5)
    return requests


def bench_reads_beside_writes(bench, found, create_requests):
    fields = SYSTEM_FIELDS + "," + ",".join(str(i) for i in found["common"])
    ids = [task["id"] for task in found["page"]]
    gets = write_requests("gets.txt", [f"GET /rest/task/{i}?fields={fields}" for i in ids])
    alone, beside = [], []
    for _ in range(ROUNDS):
        alone.append(bench.load(gets, 8, 2)[0])
        writers = subprocess.Popen([program("load"), str(bench.server.port), bench.token, create_requests, "4", "3"],
                                   stdout=subprocess.DEVNULL)
        beside.append(bench.load(gets, 8, 2)[0])
        writers.wait()
    ratio = statistics.median(beside) / statistics.median(alone)
    bench.row("reads beside 4 writers / reads alone",
              f"{ratio:.2f}  ({statistics.median(beside):,.0f} of {statistics.median(alone):,.0f}/s)", ">= 0.5",
              ratio >= 0.5)


def bench_files(bench):
    """1 GB up and down, against copying by the system; what the server's memory grows by."""
    figures = files_bench.measure(program("planstead"), 1024, ROUNDS)
    bench.row("upload of 1 GB, durable / cp and sync", f"{figures['upload_of_cp_sync']:.2f}  "
              f"({figures['upload_seconds']:.2f} of {figures['cp_sync_seconds']:.2f} s)", ">= 0.5",
              figures["upload_of_cp_sync"] >= 0.5)
    bench.row("download of 1 GB / cp", f"{figures['download_of_cp']:.2f}  "
              f"({figures['download_seconds']:.2f} of {figures['cp_seconds']:.2f} s)", ">= 0.5",
              figures["download_of_cp"] >= 0.5)
    grown = (figures["memory_peak"] - figures["memory_before"]) / 2**20
    bench.row("memory that both grow by", f"{grown:.1f} MiB", "< 8 MiB", grown < 8)


def prepare():
    """The demonstration account, made once per size and program, and a fresh copy of it to work on."""
    os.makedirs(WORK, exist_ok=True)
    original = os.path.join(WORK, f"demo-{TASKS}-all")
    if not os.path.exists(os.path.join(original, "done")):
        shutil.rmtree(original, ignore_errors=True)
        begin = time.monotonic()
        subprocess.run([program("planstead"), "demo", "--only-load", "--tasks", str(TASKS), "--contacts",
                        str(TASKS), "--seed", "1", "--data", original], check=True)
        print(f"loaded {TASKS:,} tasks and what hangs on them in {time.monotonic() - begin:.0f} s")
        with open(os.path.join(original, "done"), "w", encoding="ascii"):
            pass
    folder = os.path.join(WORK, "account")
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(original, folder)
    made = run(program("planstead"), "token", "create", "--data", folder, "--person", "user:1", "--name", "bench")
    return folder, re.search(r"ps_\w+", made).group(0)


def main():
    folder, token = prepare()
    account = os.path.join(folder, "account.sqlite")
    print(f"{TASKS:,} tasks, {os.cpu_count()} cores shared by load and server; medians of interleaved rounds\n")
    first_answer, first_list, cold = bench_cold(folder, token)
    server = Server(folder)
    minimal = subprocess.Popen([program("minimal_server"), "18081", "2"])
    try:
        server.wait_first_answer("/rest/task/list", token, "POST", {"pageSize": 1})
        bench = Bench(server, token)
        bench.row("start to the first answer", f"{first_answer:.0f} ms (first list {first_list:.0f} ms)", "< 300 ms",
                  first_answer < 300)
        bench.row(f"cold request at offset {TASKS // 2:,}, no filter", f"{cold['none']:.1f} ms", "< 20 ms",
                  cold["none"] < 20)
        bench.row(f"cold request at offset {TASKS // 2:,}, broad filter", f"{cold['broad']:.1f} ms", "< 300 ms",
                  cold["broad"] < 300)
        found = discover(bench)
        bench_throughput(bench, 18081, found)
        bench_lists(bench, found, account)
        comment_lists.measure(bench, TASKS, write_requests, lambda ids: statistics.median(
            float(run(program("raw_sqlite"), "comments", account, ids, "100")) for _ in range(ROUNDS)))
        bench_walks(bench)
        bench_names(bench)
        families_bench.bench_all(bench)
        create_requests = bench_writes(bench, found, account)
        bench_reads_beside_writes(bench, found, create_requests)
        rights_bench.measure(bench, lambda one: Bench(server, one),
                             lambda person: rights_bench.token_of(run, program, folder, person), TASKS, SYSTEM_FIELDS)
        memory = server.private_mib()
        bench.row("private memory after all of it", f"{memory:.0f} MiB", "< 300 MiB", memory < 300)
    finally:
        server.stop()
        minimal.terminate()
        minimal.wait()
    bench_files(bench)
    missed = [row for row in bench.rows if not row[3]]
    print(f"\n{len(bench.rows) - len(missed)} of {len(bench.rows)} bars held")


if __name__ == "__main__":
    main()
