"""Who must not notice which change of a fixture."""

RIGHTS = "rights.yaml"
LISTS = "rights-lists.yaml"

TASKS_OF_OTHERS = [
    ("name: In a project", "name: Zed, priority: Urgent"),
    ("name: Of Anna, assigner", "name: Zed, priority: Urgent, assigner"),
    ("name: In the hidden project", "name: Zed"),
    ("description: of Anna", "description: Zed"),
    (
        "task: 207, customFieldData: [{field: {id: 700}, value: 4}]",
        "task: 207, customFieldData: [{field: {id: 700}, value: 9}]",
    ),
    ("name: of-foreign-task.txt", "name: zed.txt"),
    ("name: Hidden, hidden", "name: Zed, hidden"),
    ("name: Hidden with people", "name: Zed"),
    (
        "{id: 2, name: Robot, role: Robot}",
        "{id: 2, name: Robot, role: Robot, login: zed, secondaryEmails: [zed@example.net]}",
    ),
    ("hasAccess: true, ", ""),
]

CHANGES = [
    (RIGHTS, "user:4", TASKS_OF_OTHERS + [
        ("name: Draft of Boris", "name: Zed"),
        ("name: For sales, assigner", "name: Zed, assigner"),
        ("description: card", "description: Zed"),
        ("name: Closed, viewers", "name: Zed, phones: [{number: '99'}], email: zed@example.net, viewers"),
        ("name: Draft, status", "name: Zed, status"),
        ("name: Prices", "name: Zed"),
        (
            "name: Dear, customFieldData: [{field: {id: 601}, value: Dear}]",
            "name: Zed, customFieldData: [{field: {id: 601}, value: Zed}]",
        ),
        ("{field: {id: 500}, value: b}", "{field: {id: 500}, value: Zed}"),
        ("{id: 500, name: For Boris, type: 0", "{id: 500, name: Zed, type: 2"),
        ("name: Of Boris,", "name: Zed,"),
        ("name: of-project.txt", "name: zed.txt"),
        ("name: For sales, view", "name: Zed, view"),
    ]),
    (RIGHTS, "user:3", TASKS_OF_OTHERS + [
        ("description: hidden", "description: Zed"),
        ("name: of-hidden-comment.txt", "name: zed.txt"),
        ("{field: {id: 501}, value: a}", "{field: {id: 501}, value: Zed}"),
        (
            "commentId: 302, customFieldData: [{field: {id: 700}, value: 3}]",
            "commentId: 302, customFieldData: [{field: {id: 700}, value: 9}]",
        ),
        ("{field: {id: 701}, value: 2}", "{field: {id: 701}, value: 9}"),
        ("name: Expense", "name: Zed"),
        ("name: Of Anna for support", "name: Zed"),
    ]),
    (RIGHTS, "contact:11", TASKS_OF_OTHERS[:-1] + [
        ("name: For Clara, t", "name: Zed, t"),
        ("name: Closed, viewers", "name: Zed, viewers"),
        ("name: Kept,", "name: Zed,"),
        ("name: Cities", "name: Zed"),
        ("name: Payment", "name: Zed"),
        ("name: Amount", "name: Zed"),
        ("description: plain", "description: Zed"),
        ("name: Open, aud", "name: Zed, aud"),
        ("{id: 3, name: Boris", "{id: 3, name: Zed"),
    ]),
    (LISTS, "user:5", [
        ("name: One, t", "name: Zed, t"),
        ("name: Omsk", "name: Zed"),
        ("name: Far, ", "name: Zed, "),
        ("name: Chita", "name: Zed"),
        ("name: Kazan", "name: Zed"),
        ("name: Unshown", "name: Zed"),
        ("name: Hush", "name: Zed"),
        ("name: Price, type: 1", "name: Zed, type: 0"),
        ("name: Secret name", "name: Zed"),
        ("name: For Boris, viewers", "name: Zed, viewers"),
        ("name: Hidden, viewers", "name: Zed, viewers"),
        ("description: on the card", "description: Zed"),
        ("{id: 700}, value: 5", "{id: 700}, value: 9"),
        ("name: For Fred", "name: Zed"),
        ("login: boris,", "login: zed,"),
        ("home@example.org", "zed@example.net"),
    ]),
    (LISTS, "user:4", [
        ("name: Omsk", "name: Zed"),
        ("{id: 5, name: Dora", "{id: 5, name: Dora, lastname: Zed"),
        ("name: Hidden, hiddenForE", "name: Zed, hiddenForE"),
        (
            "{field: {id: 500}, value: x}, {field: {id: 501}, value: y}]}\n  - {id: 303",
            "{field: {id: 500}, value: Zed}, {field: {id: 501}, value: Zed}]}\n  - {id: 303",
        ),
    ]),
    (LISTS, "contact:11", [
        ("description: to nobody", "description: Zed"),
        ("description: hidden", "description: Zed"),
        ("name: Kept from", "name: Zed from"),
        (
            '{id: 407, task: 312, owner: "contact:12", description: by',
            '{id: 407, task: 312, owner: "contact:12", description: Zed',
        ),
        ("name: terms.txt", "name: zed.txt"),
        ("name: Unshown", "name: Zed"),
        ("name: Below", "name: Zed"),
        ("name: Egor,", "name: Zed,"),
    ]),
    (LISTS, "user:7", [
        ("name: Omsk", "name: Zed"),
        ("name: Perm", "name: Zed"),
        ("{id: 700}, value: 5", "{id: 700}, value: 9"),
        ("name: One, t", "name: Zed, t"),
        ("name: Between, parent: 320", "name: Zed"),
    ]),
]
