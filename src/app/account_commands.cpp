// planstead account create, apply, dump.
#include <cstdio>
#include <fstream>
#include <iterator>

#include "app/commands.h"
#include "base/text.h"
#include "structure/structure.h"

namespace planstead::app {

namespace {
/// A structure file with nothing but what `account create` was told. JSON strings are YAML strings.
std::string first_structure(const Invocation& invocation) {
  const Config& config = invocation.config;
  std::string text = "account:\n  name: ";
  base::append_json_string(text,
                           invocation.arguments.empty() ? "Planstead" : invocation.arguments[0]);
  text += "\n  timeZone: ";
  base::append_json_string(text, config.zone);
  text += "\n  language: ";
  base::append_json_string(text, config.language);
  if (config.administrator.empty()) return text + "\n";
  text += "\n  owner: 1\nusers:\n  - id: 1\n    role: Admin\n    name: ";
  base::append_json_string(text, config.administrator);
  return text + "\n";
}

base::Result<std::string> read_file(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  if (!file) return usage_failure("cannot read the file " + path);
  return std::string(std::istreambuf_iterator<char>(file), {});
}

/// Applies in one transaction; a refusal comes before the first write.
base::Result<structure::Report> apply_to(storage::Store& store,
                                         const structure::Document& document) {
  base::Result<structure::Report> report = structure::Report{};
  store.transact([&](storage::Transaction& transaction) {
    report = structure::apply(document, transaction, base::SystemClock().now());
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
  PS_CHECK(apply_to(*store, document));
  std::printf("made an account in %s\n", folder.c_str());
  if (invocation.config.administrator.empty())
    std::puts(
        "it has no people yet: describe them in a structure file for `planstead account apply`");
  return base::ok();
}

base::Status apply_structure(const Invocation& invocation) {
  const std::string& path = invocation.arguments[0];
  PS_TRY(const std::string text, read_file(path));
  PS_TRY(const auto document, structure::parse(text, path));
  const auto store = open_store(data_folder_of(invocation.config));
  PS_TRY(const auto report, apply_to(*store, document));
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
