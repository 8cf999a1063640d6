// Runs a Postman collection against a server: node run.mjs COLLECTION.json BASE TOKEN
// Prints what failed, then `N passed, M failed` over all assertions.
import newman from "newman";

const [collection, baseUrl, token] = process.argv.slice(2);
const envVar = Object.entries({ baseUrl, token }).map(([key, value]) => ({ key, value }));

newman.run({ collection, envVar, reporters: [], timeoutRequest: 60000 }, (error, summary) => {
  if (error) throw error;
  for (const { source, error: found } of summary.run.failures)
    console.log(`${source?.request?.method} ${source?.request?.url}: ${found.test ?? ""}: ${found.message}`);
  const { total, failed } = summary.run.stats.assertions;
  console.log(`${total - failed} passed, ${summary.run.failures.length} failed`);
  process.exitCode = summary.run.failures.length ? 1 : 0;
});
