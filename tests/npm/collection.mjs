// Imports our OpenAPI file into a Postman collection and makes it ready to run: a token, numbers
// that exist in the account of tests/fixtures/contract.yaml, and assertions on every answer.
// node collection.mjs SWAGGER.json COLLECTION.json
import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import converter from "openapi-to-postmanv2";

const [swagger, target] = process.argv.slice(2);
const document = JSON.parse(readFileSync(swagger, "utf8"));
const here = (name) => fileURLToPath(new URL(name, import.meta.url));
// What our own examples leave open: `paths` has numbers for the parameters of a path that begins
// so, `operations` has for an operationId other numbers (path), the query, the body, the file of
// an upload, the status to expect, and its place in the order (0 where there is none). What an
// operation made can be named by its operationId: {{post-task}}.
const values = JSON.parse(readFileSync(here("values.json"), "utf8"));

// Runs behind every request; what it names is put in front of it.
const assertions = `
pm.test("no failure of the server", () => pm.expect(pm.response.code).to.be.below(500));
pm.test("the status is documented", () => pm.expect(documented).to.include(String(pm.response.code)));
pm.test("the status is " + wanted, () =>
  pm.expect(pm.response.code, pm.response.text().slice(0, 300)).to.equal(wanted));
const json = (pm.response.headers.get("Content-Type") || "").includes("json");
if (json) {
  const body = pm.response.json();
  pm.test("the envelope", () =>
    pm.expect(body.result).to.equal(wanted < 400 ? "success" : "fail"));
  pm.environment.set(operation, String(body.id ?? body.key ?? body.keys?.[0]));
}
`;

function convert() {
  const options = { requestParametersResolution: "Example", folderStrategy: "Tags" };
  return new Promise((resolve, reject) =>
    converter.convert({ type: "json", data: document }, options, (error, result) =>
      error || !result.result ? reject(error ?? result.reason) : resolve(result.output[0].data),
    ),
  );
}

function* requests(items) {
  for (const item of items) {
    if (item.item) yield* requests(item.item);
    else yield item;
  }
}

const pathOf = (request) =>
  "/" + request.url.path.map((part) => part.replace(/^:(.*)/, "{$1}")).join("/");

function operationOf(request) {
  const found = document.paths[pathOf(request)] ?? document.paths[pathOf(request) + "/"];
  return found?.[request.method.toLowerCase()];
}

function fillPath(request, given) {
  const fits = Object.keys(values.paths).filter((path) => pathOf(request).startsWith(path));
  const [longest] = fits.sort((one, other) => other.length - one.length);
  const numbers = { ...values.paths[longest], ...given };
  for (const variable of request.url.variable ?? []) {
    if (!(variable.key in numbers)) throw new Error(`no ${variable.key} for ${pathOf(request)}`);
    variable.value = String(numbers[variable.key]);
  }
}

// A parameter of the query is sent if the document shows an example for it, or `values` does.
function fillQuery(request, operation, given) {
  const shown = new Map(
    operation.parameters.filter((one) => one.in === "query").map((one) => [one.name, one.example]),
  );
  for (const parameter of request.url.query ?? []) {
    const value = given?.[parameter.key] ?? shown.get(parameter.key);
    parameter.disabled = value === undefined;
    if (value !== undefined) parameter.value = String(value);
  }
}

function ready(item) {
  const operation = operationOf(item.request);
  if (!operation) throw new Error(`no operation for ${item.name}`);
  const given = values.operations[operation.operationId] ?? {};
  fillPath(item.request, given.path);
  fillQuery(item.request, operation, given.query);
  if (given.body) item.request.body.raw = JSON.stringify(given.body);
  if (given.file) {
    item.request.body = {
      mode: "formdata",
      formdata: [{ key: "file", type: "file", src: here(given.file) }],
    };
  }
  const documented = Object.keys(operation.responses).filter((status) => status !== "default");
  const wanted = given.status ?? Number(documented.find((status) => status < 400));
  const known = { operation: operation.operationId, documented, wanted };
  const head = `const { operation, documented, wanted } = ${JSON.stringify(known)};`;
  const exec = (head + assertions).split("\n");
  item.event = [{ listen: "test", script: { type: "text/javascript", exec } }];
  item.protocolProfileBehavior = { followRedirects: false };
  return { item, order: given.order ?? 0 };
}

const collection = await convert();
const all = [...requests(collection.item)].map(ready).sort((a, b) => a.order - b.order);
const operations = Object.values(document.paths).flatMap(Object.keys).length;
if (all.length !== operations) throw new Error(`${all.length} requests, ${operations} operations`);
collection.item = all.map((one) => one.item);
collection.auth = {
  type: "bearer",
  bearer: [{ key: "token", value: "{{token}}", type: "string" }],
};
for (const item of collection.item) delete item.request.auth;
writeFileSync(target, JSON.stringify(collection, null, 1));
