// A few calls through the client that openapi-typescript makes of our OpenAPI file; that it
// compiles in strict mode is half of the test. node calls.js BASE TOKEN
// Prints what failed, then `N passed, M failed`.
import createClient from "openapi-fetch";
import type { components, paths } from "./schema.js";

declare const process: { argv: string[]; exitCode?: number }; // all that is used of Node's own

const [baseUrl = "", token = ""] = process.argv.slice(2);
const client = createClient<paths>({ baseUrl, headers: { Authorization: `Bearer ${token}` } });
type Task = components["schemas"]["TaskResponse"];

let passed = 0;
let failed = 0;

function expect(what: string, found: unknown, wanted: unknown): void {
  if (JSON.stringify(found) === JSON.stringify(wanted)) {
    passed += 1;
  } else {
    failed += 1;
    console.log(`${what}: ${JSON.stringify(found)} instead of ${JSON.stringify(wanted)}`);
  }
}

async function ping(): Promise<void> {
  const { data } = await client.GET("/ping");
  expect("ping", data?.result, "success");
}

async function tasks(): Promise<void> {
  const name = "Позвонить клиенту";
  const created = await client.POST("/task", {
    body: { name, priority: "Urgent", assignees: { users: [{ id: "user:1" }] } },
  });
  const id = created.data?.id ?? 0;
  expect("a task is created", id > 0, true);
  const read = await client.GET("/task/{id}", {
    params: { path: { id }, query: { fields: "name,priority,assignees" } },
  });
  const task: Task | undefined = read.data?.task;
  expect("its name", task?.name, name);
  expect("its assignee", task?.assignees?.users[0]?.id, "user:1");
  const changed = await client.POST("/task/{id}", {
    params: { path: { id } },
    body: { description: "Согласовано" },
  });
  expect("it is changed", changed.data?.result, "success");
  const list = await client.POST("/task/list", {
    body: {
      pageSize: 5,
      fields: "id,description",
      filters: [{ type: 57, operator: "equal", value: id }],
    },
  });
  expect("it is found", list.data?.tasks, [{ id, description: "Согласовано" }]);
}

async function contacts(): Promise<void> {
  const created = await client.POST("/contact", {
    body: {
      template: { id: 1001 },
      name: "Ada",
      lastname: "Лавлейс",
      phones: [{ number: "+49 (30) 123-45-67", type: 1 }],
    },
  });
  const id = created.data?.id ?? 0;
  expect("a contact is created", id > 0, true);
  const read = await client.GET("/contact/{id}", {
    params: { path: { id }, query: { fields: "name,lastname,phones" } },
  });
  expect("its last name", read.data?.contact.lastname, "Лавлейс");
  expect("its phone", read.data?.contact.phones?.[0]?.number, "+49 (30) 123-45-67");
  const list = await client.POST("/contact/list", {
    body: {
      fields: "id,name",
      filters: [
        { type: 4003, operator: "equal", value: "4930123" },
        { type: 4231, operator: "equal", value: id },
      ],
    },
  });
  expect("it is found by its phone", list.data?.contacts, [{ id, name: "Ada" }]);
}

async function failures(): Promise<void> {
  const { data, error, response } = await client.GET("/task/{id}", {
    params: { path: { id: 99999999 } },
  });
  expect("no data of a missing task", data, undefined);
  expect("its code", error?.code, 1000);
  expect("its status", response.status, 400);
}

for (const part of [ping, tasks, contacts, failures]) await part();
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed ? 1 : 0;
