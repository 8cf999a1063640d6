// planstead account create, apply, dump.
#include <cstdio>
#include <fstream>
#include <iterator>

#include "app/commands.h"
#include "base/text.h"
#include "domain/remember.h"
#include "structure/structure.h"

namespace planstead::app {

namespace {
/// The account's own settings, as a structure item holds them.
std::string settings_of(const Invocation& invocation) {
  const auto& arguments = invocation.arguments;
  std::string body = R"({"name":)";
  base::append_json_string(body, arguments.empty() ? "Planstead" : arguments[0]);
  body += R"(,"timeZone":)";
  base::append_json_string(body, invocation.config.zone);
  body += R"(,"language":)";
  base::append_json_string(body, invocation.config.language);
  if (!invocation.config.administrator.empty()) body += R"(,"owner":1)";
  return body + "}";
}

/// A structure file with nothing but what `account create` was told. JSON is YAML.
std::string first_structure(const Invocation& invocation) {
  std::string text = R"({"account":)" + settings_of(invocation);
  if (!invocation.config.administrator.empty()) {
    text += R"(,"users":[{"id":1,"role":"Admin","name":)";
    base::append_json_string(text, invocation.config.administrator);
    text += "}]";
  }
  return text + "}";
}

base::Result<std::string> read_file(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  if (!file) return usage_failure("cannot read the file " + path);
  return std::string(std::istreambuf_iterator<char>(file), {});
}

/// What a file changes is logged as what requests change; nobody's name stands there.
void log_file(storage::Transaction& transaction, const storage::Store& store, base::Seconds now) {
  const catalog::CatalogPtr catalog = store.catalog();
  const request::Viewer nobody;
  std::vector<domain::Failure> failures;
  std::vector<std::string> notes;
  domain::Context context{*catalog, nobody, now, transaction, failures, notes};
  context.without_operation = "account-apply";
  domain::write_log(transaction.watched(), context);
}

/// Applies in one transaction; a refusal comes before the first write.
base::Result<structure::Report> apply_to(storage::Store& store, const structure::Document& document,
                                         bool silent) {
  base::Result<structure::Report> report = structure::Report{};
  const base::Seconds now = base::SystemClock().now();
  store.transact([&](storage::Transaction& transaction) {
    if (!silent) transaction.watch();
    report = structure::apply(document, transaction, now);
    if (!silent && report.ok()) log_file(transaction, store, now);
    transaction.watched();
  });
  return report;
}

bool is_empty(storage::Store& store) {
  bool empty = false;
  store.transact(
      [&](storage::Transaction& transaction) { empty = transaction.structure().empty(); });
  return empty;
}
}  // namespace

base::Status create_account(const Invocation& invocation) {
  const std::string folder = data_folder_of(invocation.config);
  PS_TRY(const auto document, structure::parse(first_structure(invocation), "account create"));
  const auto store = open_store(folder, true);
  if (!is_empty(*store)) return failure("there is an account in " + folder + " already");
  if (!invocation.config.administrator.empty()) {
    PS_CHECK(apply_to(*store, document, true));  // there is nobody yet to ask
    std::printf("made an account in %s\n", folder.c_str());
    return base::ok();
  }
  // Applying would make the standard template and object, whose numbers whoever moves in may want.
  store->transact([&](storage::Transaction& transaction) {
    transaction.put_structure({"account", 1, settings_of(invocation)});
  });
  std::printf("made an account in %s; it has no people yet: `planstead account apply` adds them\n",
              folder.c_str());
  return base::ok();
}

base::Status apply_structure(const Invocation& invocation) {
  const std::string& path = invocation.arguments[0];
  PS_TRY(const std::string text, read_file(path));
  PS_TRY(const auto document, structure::parse(text, path));
  const auto store = open_store(data_folder_of(invocation.config));
  PS_TRY(const auto report, apply_to(*store, document, invocation.config.silent));
  std::fputs(structure::text_of(report).c_str(), stdout);
  return base::ok();
}

base::Status dump_structure(const Invocation& invocation) {
  const auto rows =
      invocation.config.rows == "structure" ? structure::Rows::structure : structure::Rows::all;
  const auto store = open_store(data_folder_of(invocation.config));
  std::string text;
  store->transact(
      [&](storage::Transaction& transaction) { text = structure::dump(transaction, rows); });
  std::fputs(text.c_str(), stdout);
  return base::ok();
}

}  // namespace planstead::app
