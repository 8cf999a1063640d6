// The answer of an import. The contract leaves it open; ours has the numbers of created, updated
// and ignored rows, and says of every row what became of it
// (domain/fields-datatags-directories-reports.md 5.4).
#include "base/text.h"
#include "reply/append.h"

namespace planstead::reply {

namespace {

constexpr std::string_view actions[] = {"created", "updated", "ignored", "failed"};
constexpr auto failed = static_cast<std::size_t>(domain::ImportedRow::Action::failed);

void append_row(std::string& out, std::size_t index, const domain::ImportedRow& row) {
  out += R"({"index":)";
  base::append_number(out, static_cast<std::int64_t>(index));
  out += R"(,"action":)";
  base::append_json_string(out, actions[static_cast<std::size_t>(row.action)]);
  if (row.action == domain::ImportedRow::Action::failed) {
    out += R"(,"code":)";
    base::append_number(out, static_cast<std::int64_t>(row.error.code));
    out += R"(,"error":)";
    base::append_json_string(out, text_of(row.error));
  } else {
    out += R"(,"id":)";
    base::append_number(out, row.id);
  }
  if (!row.failures.empty()) append_failures(out, row.failures);
  out += '}';
}

}  // namespace

void append_failures(std::string& out, const std::vector<domain::Failure>& failures) {
  out += R"(,"failures":)";
  append_array(out, failures, [&](const domain::Failure& failure) {
    out += R"({"field":)";
    base::append_json_string(out, failure.field);
    out += R"(,"error":)";
    base::append_json_string(out, failure.error);
    out += '}';
  });
}

std::string imported(const request::Call& call, const plan::Outcome& outcome) {
  const std::vector<domain::ImportedRow>& rows = outcome.made.rows;
  std::string out = R"({"result":"success")";
  for (std::size_t action = 0; action < failed; ++action) {
    std::vector<std::int64_t> numbers;
    for (const domain::ImportedRow& row : rows)
      if (static_cast<std::size_t>(row.action) == action) numbers.push_back(row.id);
    out.append(",\"").append(actions[action]).append("\":");
    append_array(out, numbers, [&](std::int64_t number) { base::append_number(out, number); });
  }
  out.append(",\"").append(call.operation->entity->many).append("\":");
  std::size_t index = 0;
  append_array(out, rows, [&](const domain::ImportedRow& row) { append_row(out, index++, row); });
  return out + "}";
}

}  // namespace planstead::reply
