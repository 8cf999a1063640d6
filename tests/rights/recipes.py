"""A request for each operation of the page of permissions. A recipe answers method, path, body and,
for lists, a question to the answer: does it show the thing?"""

from rights.world import STRANGER, Actor, form, people


def fixed(path, body=None):
    """About nothing of anybody's."""
    def recipe(here, actor, relation):
        return path.replace("{fresh}", here.fresh("n")), body(here) if callable(body) else body
    recipe.about_nothing = True
    return recipe


def shows(key, number, name="id"):
    return lambda answer: any(
        str(row.get(name)).split(":")[-1] == str(number) for row in answer[key]
    )


def listed(path, key, make, body=None, name="id"):
    def recipe(here, actor, relation):
        number = make(actor, relation)
        asked = {"pageSize": 100, "fields": name, "offset": 0, **(body(number) if body else {})}
        return path, asked, shows(key, number, name)
    return recipe


def by_number(kind, field):
    """Filters that leave the one thing: lists are long."""
    return lambda number: {"filters": [{"type": kind, "operator": "equal", "value": number}]}


def on(path, make, body=None):
    """Of one thing: `{}` in the path takes its number, `{}` twice those of carrier and thing."""
    def recipe(here, actor, relation):
        made = make(actor, relation)
        numbers = made if isinstance(made, tuple) else (made,)
        whole = path
        for number in numbers[-path.count("{}"):]:
            whole = whole.replace("{}", str(number), 1)
        return whole, body(here) if callable(body) else body
    return recipe


def thing_of(kind):
    """A thing of the kind that stands in the relation to the actor."""
    return lambda actor, relation: getattr(actor, kind)(relation)


task, item, comment, contact, card_comment, project, entry, file = map(
    thing_of, ("task", "item", "comment", "contact", "card_comment", "project", "entry", "file")
)


def directory(actor, relation):
    return {"own": 2, "shared": 1, "foreign": 3}[relation]


def city(actor, relation):
    found = directory(actor, relation)
    return found, actor.here.make(f"/directory/{found}/entry/", {"name": actor.here.fresh("city")}, "key")


def employee(actor, relation):
    """Nobody's own card is the owner's, but his; a contact has none."""
    if relation == "own" and not actor.is_contact:
        return actor.person.split(":")[1]
    return 1 if relation == "foreign" else 8


def attach(kind, make):
    def recipe(here, actor, relation):
        number = make(actor, relation)
        return f"/file/{actor.file('own')}/attach/{kind}?id={number}", None
    return recipe


def position(here):
    return here.make("/user/positions/", {"name": here.fresh("position")})


def main_field(here):
    return here.make("/customfield/main/", {"name": here.fresh("main"), "type": 0})


def named(here):
    return {"name": here.fresh("name")}


def new_field(here):
    return {"name": here.fresh("field"), "type": 0}


def new_contact(here):
    return {"template": {"id": 20}, "name": here.fresh("card")}


def imported(here):
    return {"contacts": [{**new_contact(here), "isCompany": False}]}


ENTRIES = {"dataTag": {"id": 1}, "items": [{"customFieldData": []}]}
PAGE = {"offset": 0, "pageSize": 10, "fields": "id"}

RECIPES = {
    "GET /ping": fixed("/ping"),
    "POST /task": fixed("/task/", named),
    "POST /task/list": listed("/task/list", "tasks", task, by_number(57, "id")),
    "GET /task/templates": fixed("/task/templates"),
    "GET /task/recurring": fixed("/task/recurring"),
    "GET /task/{id}": on("/task/{}", task),
    "POST /task/{id}": on("/task/{}", task, named),
    "POST /task/{id}/checklist/list": on("/task/{}/checklist/list", task, PAGE),
    "POST /task/{id}/checklist": on("/task/{}/checklist/", task, named),
    "GET /task/{id}/checklist/{itemId}": on("/task/{}/checklist/{}", item),
    "POST /task/{id}/checklist/{itemId}": on("/task/{}/checklist/{}", item, named),
    "POST /contact": fixed("/contact/", new_contact),
    "POST /contact/list": listed("/contact/list", "contacts", contact),
    "POST /contact/import": fixed("/contact/import", imported),
    "GET /contact/templates": fixed("/contact/templates"),
    "GET /contact/groups": fixed("/contact/groups"),
    "GET /contact/{id}": on("/contact/{}", contact),
    "POST /contact/{id}": on("/contact/{}", contact, named),
    "POST /object/list": fixed("/object/list", PAGE),
    "GET /object/{id}": fixed("/object/10"),
    "GET /object/{id}/statuses": fixed("/object/10/statuses"),
    "GET /process/task": fixed("/process/task"),
    "GET /process/task/{id}/statuses": fixed("/process/task/1/statuses"),
    "GET /customfield/type": fixed("/customfield/type"),
    "GET /customfield/task/{id}": fixed("/customfield/task/9"),
    "GET /project/{id}": on("/project/{}", project),
    "POST /project/{id}": on("/project/{}", project, named),
    "POST /project/list": listed("/project/list", "projects", project, by_number(5007, "id")),
    "POST /project": fixed("/project/", named),
    "GET /project/templates": fixed("/project/templates"),
    "GET /project/groups": fixed("/project/groups"),
    "GET /directory/{id}": on("/directory/{}", directory),
    "POST /directory/list": listed("/directory/list", "directories", directory),
    "GET /directory/groups": fixed("/directory/groups"),
    "POST /directory/{id}/entry": on("/directory/{}/entry/", directory, named),
    "GET /directory/{id}/entry/{key}": on("/directory/{}/entry/{}", city),
    "POST /directory/{id}/entry/{key}": on("/directory/{}/entry/{}", city, named),
    "DELETE /directory/{id}/entry/{key}": on("/directory/{}/entry/{}", city),
    "POST /directory/{id}/entry/list": on("/directory/{}/entry/list", directory, PAGE | {"fields": "key"}),
    "POST /directory/{id}/filters": on("/directory/{}/filters", directory, PAGE),
    "POST /task/filters": fixed("/task/filters", PAGE),
    "POST /contact/filters": fixed("/contact/filters", PAGE),
    "GET /process/contact": fixed("/process/contact"),
    "GET /customfield/contact/{id}": fixed("/customfield/contact/1"),
    "GET /customfield/project/{id}": lambda here, actor, relation: (
        f"/customfield/project/{actor.project('own')}", None),
    "GET /customfield/user/{id}": fixed("/customfield/user/8"),
    "GET /customfield/directory/{id}": fixed("/customfield/directory/1"),
    "GET /customfield/main": fixed("/customfield/main"),
    "POST /customfield/main": fixed("/customfield/main/", new_field),
    "POST /customfield/main/{id}": lambda here, actor, relation: (
        f"/customfield/main/{main_field(here)}", named(here)),
    "POST /datatag/list": fixed("/datatag/list", PAGE),
    "GET /datatag/{id}": fixed("/datatag/1"),
    "POST /task/{id}/datatags": on("/task/{}/datatags/", task, ENTRIES),
    "POST /contact/{id}/datatags": on("/contact/{}/datatags/", contact, ENTRIES),
    "POST /task/{id}/datatags/{commentId}": on("/task/{}/datatags/{}", comment, ENTRIES),
    "POST /contact/{id}/datatags/{commentId}": on("/contact/{}/datatags/{}", card_comment, ENTRIES),
    "GET /datatag/entry/{key}": on("/datatag/entry/{}", entry),
    "POST /datatag/entry/{key}": on("/datatag/entry/{}", entry, {
        "customFieldData": [{"field": {"id": 101}, "value": "note"}]}),
    "DELETE /datatag/entry/{key}": on("/datatag/entry/{}", entry),
    "GET /customfield/datatag/{id}": fixed("/customfield/datatag/1"),
    "POST /user": fixed("/user/", lambda here: {"name": here.fresh("user"), "role": "UserWithoutAccess"}),
    "POST /user/list": fixed("/user/list", PAGE),
    "GET /user/groups": fixed("/user/groups"),
    "GET /user/positions": fixed("/user/positions"),
    "GET /user/posts": fixed("/user/posts"),
    "POST /user/positions": fixed("/user/positions", named),
    "POST /user/positions/{id}": lambda here, actor, relation: (
        f"/user/positions/{position(here)}", named(here)),
    "GET /user/{id}": fixed("/user/8"),
    "POST /user/{id}": on("/user/{}", employee, lambda here: {"lastname": here.fresh("name")}),
    "POST /integration/telegram/bots/{botId}/webhook": fixed(
        "/integration/telegram/bots/1/webhook", {"webhookManagedExternally": True}),
    "GET /workspace/list": fixed("/workspace/list"),
    "POST /task/{id}/comments/list": on("/task/{}/comments/list", task, PAGE),
    "POST /task/{id}/comments": on("/task/{}/comments/", task, {"description": "text"}),
    "POST /task/{id}/comments/{commentId}": on("/task/{}/comments/{}", comment, lambda here: {
        "description": here.fresh("text")}),
    "POST /contact/{id}/comments/list": on("/contact/{}/comments/list", contact, PAGE),
    "POST /contact/{id}/comments": on("/contact/{}/comments/", contact, {"description": "text"}),
    "POST /contact/{id}/comments/{commentId}": on(
        "/contact/{}/comments/{}", card_comment, lambda here: {"description": here.fresh("text")}),
    "GET /comment/{id}": on("/comment/{}", comment),
    "DELETE /comment/{id}": on("/comment/{}", comment),
    "POST /file": fixed("/file/", lambda here: form("file", "text")),
    "POST /file/from-url": fixed("/file/from-url", lambda here: {
        "url": f"http://127.0.0.1:{here.server.port}/restapidocs/swagger.json", "name": "file"}),
    "GET /file/{id}": on("/file/{}", file),
    "POST /file/{id}": on("/file/{}", file, named),
    "DELETE /file/{id}": on("/file/{}", file),
    "GET /file/{id}/download": on("/file/{}/download", file),
    "POST /file/{id}/attach/task": attach("task", task),
    "POST /file/{id}/attach/contact": attach("contact", contact),
    "POST /file/{id}/attach/project": attach("project", project),
    "GET /task/{id}/files": on("/task/{}/files", task),
    "GET /contact/{id}/files": on("/contact/{}/files", contact),
    "GET /project/{id}/files": on("/project/{}/files", project),
}
for _kind in ("task", "contact", "project", "user"):
    RECIPES[f"GET /customfield/{_kind}"] = fixed(f"/customfield/{_kind}")
    RECIPES[f"POST /customfield/{_kind}"] = fixed(f"/customfield/{_kind}/", new_field)
    RECIPES[f"GET /customfield/group/{_kind}"] = fixed(f"/customfield/group/{_kind}")
    RECIPES[f"POST /customfield/group/{_kind}"] = fixed(f"/customfield/group/{_kind}", named)


def newest_comments(here, actor, relation):
    made = actor.comment(relation)
    body = {"offset": 0, "pageSize": 10, "fields": "id", "resultOrder": [{"field": "id", "direction": "Desc"}]}
    return "/comment/list", body, shows("comments", made[1])


def newest_entries(here, actor, relation):
    carrier, number = actor.entry(relation)
    body = {"offset": 0, "pageSize": 10, "fields": "key", "taskId": carrier}
    return "/datatag/1/entry/list", body, shows("dataTagEntries", number, "key")


def held(here, number):
    return here.make("/planstead/lease", {"task": {"id": number}, "seconds": 60})


def waiting(here, actor, relation):
    """The number of a change of a task that something else holds: his own, or a stranger's."""
    own = relation == "own"
    number = here.make("/task/", {
        "name": here.fresh("task"),
        "assigner": {"id": actor.person if own else STRANGER},
        "participants": people(actor.person) if relation == "shared" else people(),
    })
    held(here, number)
    answer = here.request("POST", f"/task/{number}", named(here), actor.person if own else STRANGER)
    return answer.header("Planstead-Change")


def waiting_change(here, actor, relation):
    return f"/planstead/change/{waiting(here, actor, relation)}", None


def waiting_changes(here, actor, relation):
    return "/planstead/changes", None, shows("changes", waiting(here, actor, relation))


def notified(here, actor, relation):
    """A comment of which he is notified, or a stranger is, on a task that both read or one does."""
    whom = actor.person if relation == "own" else STRANGER
    readers = [STRANGER] + ([actor.person] if relation != "foreign" else [])
    number = here.make("/task/", {"name": here.fresh("task"), "participants": people(*readers)})
    body = {"description": "text", "recipients": people(whom)}
    return whom, here.make(f"/task/{number}/comments/", body)


def notifications(here, actor, relation):
    _, comment_id = notified(here, actor, relation)
    return "/planstead/notifications", None, shows("notifications", comment_id, "commentId")


def marked(here, actor, relation):
    """Whose notification it is asks whether it was marked."""
    whom, comment_id = notified(here, actor, relation)

    def of(rows):
        return [row for row in rows if row.get("commentId") == comment_id]

    def listed_for(person):
        return of(here.request("GET", "/planstead/notifications", None, person).json["notifications"])

    numbers = [row["id"] for row in listed_for(whom)]
    return "/planstead/notifications/read", {"ids": numbers}, lambda answer: any(
        row["isRead"] for row in listed_for(whom))


RECIPES |= {
    "GET /planstead/change/{id}": waiting_change,
    "GET /planstead/changes": waiting_changes,
    "POST /planstead/lease": fixed("/planstead/lease", lambda here: {
        "task": {"id": here.make("/task/", named(here))}, "seconds": 60}),
    "DELETE /planstead/lease/{id}": lambda here, actor, relation: (
        f"/planstead/lease/{held(here, here.make('/task/', named(here)))}", None),
    "GET /planstead/log": fixed("/planstead/log?object=task:9"),
    "GET /planstead/notifications": notifications,
    "POST /planstead/notifications/read": marked,
}


def list_as_another(here, actor, relation):
    """Through the eyes of an employee: his own task, one that is shared with him, a foreign one."""
    number = Actor(here, "user:5").task(relation)
    path, body, shown = listed("/task/list", "tasks", lambda *_: number, by_number(57, "id"))(here, actor, relation)
    return path, body | {"runAsUserId": "user:5"}, shown


RECIPES["POST /task/list, runAsUserId"] = list_as_another
RECIPES["POST /comment/list"] = newest_comments
RECIPES["POST /datatag/{id}/entry/list"] = newest_entries


def is_about_nothing(name):
    return getattr(RECIPES.get(name), "about_nothing", False)


def of(name):
    """The recipe: answers method, path, body, and the question to the answer or None."""
    recipe = RECIPES[name]

    def asked(here, actor, relation):
        found = recipe(here, actor, relation)
        path, body, shown = (*found, None)[:3]
        return name.split(" ")[0], path, body, shown

    return asked
