"""Filters of data tag entries: fields of the tag, and some filters of tasks that are asked of the
task that an entry hangs on."""

from filters.rows import Entity
from filters.rules import Spec
from filters.tasks import FILTERS as TASK_FILTERS

OF_TASKS = (1, 5, 7, 10, 12, 24, 51, 325)


def on_task(kind):
    """An entry on a contact has no task, and satisfies none of them."""
    inner = TASK_FILTERS[kind]

    def decide(reader, row, operator, value):
        task = reader.tasks.get(row.ref("task"))
        return task is not None and inner.decide(reader, task, operator, value)

    return Spec(inner.operators, inner.operand, decide)


def entity(tag):
    return Entity(
        "datatag",
        f"/datatag/{tag}/entry/list",
        "dataTagEntries",
        "dataTag,key,commentId,task,contact",
        {kind: on_task(kind) for kind in OF_TASKS},
        lambda row: [("datatag", row.ref("dataTag"))],
        key="key",
    )
