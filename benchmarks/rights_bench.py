"""The cost of rights: pages of tasks for employees, as ratios to the same pages for a robot; bench.py runs it.

One employee takes part in 2,000 of 200,000 tasks; another one is the head of so many people that he sees 150,000.
"""

import json
import re
import statistics
import time

ROUNDS = 5


def token_of(run, program, folder, person):
    made = run(program("planstead"), "token", "create", "--data", folder, "--person", f"user:{person}",
               "--name", "rights")
    return re.search(r"ps_\w+", made).group(0)


def count_of(bench):
    """How many tasks the bench's person sees: the first offset behind which nothing is listed."""
    low, high = 0, 1
    while bench.ask("POST", "/task/list", {"offset": high, "pageSize": 1})["tasks"]:
        low, high = high, high * 2
    while high - low > 1:
        middle = (low + high) // 2
        found = bench.ask("POST", "/task/list", {"offset": middle, "pageSize": 1})["tasks"]
        low, high = (middle, high) if found else (low, middle)
    return high


def participate(bench, person, tasks):
    """Makes the person participant of 2,000 tasks in 20 places."""
    for place in range(20):
        page = bench.ask("POST", "/task/list", {"offset": place * tasks // 20, "pageSize": 100, "fields": "id"})
        for task in page["tasks"]:
            bench.ask("POST", f"/task/{task['id']}?silent=true",
                      {"participants": {"users": [{"id": f"user:{person}"}]}})


def lead(bench, person, seen, wanted):
    """Makes the person head of one employee after the other until he sees enough."""
    for user in bench.ask("POST", "/user/list", {"fields": "id,personalManagers"})["users"]:
        if seen() >= wanted:
            return
        heads = [{"id": head["id"]} for head in user.get("personalManagers", [])]
        # The owner's card is his alone, and his tasks are few.
        bench.try_ask("POST", f"/user/{user['id']}", {"personalManagers": heads + [{"id": f"user:{person}"}]})


def waited(bench):
    """A token that another process has made is known within a second."""
    for _ in range(30):
        if bench.try_ask("POST", "/task/list", {"pageSize": 1}) is not None:
            return bench
        time.sleep(0.1)
    raise SystemExit("bench: the token is not known")


def measure(bench, make_bench, token_for, tasks, fields):
    people = {}
    for name in ("few", "many"):
        number = bench.ask("POST", "/user/", {"name": f"Sees {name}", "role": "User"})["id"]
        people[name] = (number, waited(make_bench(token_for(number))))
    participate(bench, people["few"][0], tasks)
    lead(bench, people["many"][0], lambda: count_of(people["many"][1]), tasks * 3 // 4)
    for name, most in (("few", 2.0), ("many", 1.5)):
        seer = people[name][1]
        seen = count_of(seer)
        lines = ["POST /rest/task/list " + json.dumps({"offset": offset, "fields": fields})
                 for offset in range(0, min(seen, 2000) - 100, 100)]
        requests = bench.write("rights.txt", lines)
        ratios = []
        for _ in range(ROUNDS):
            robot = bench.median_us(requests)
            ratios.append(seer.median_us(requests) / robot)
        ratio = statistics.median(ratios)
        bench.row(f"page of tasks for an employee who sees {seen:,}, against a robot", f"{ratio:.2f} x",
                  f"<= {most} x", ratio <= most)
