// The table of errors (contract/reference.json, observed-behaviour.md 3). Texts are what clients of
// the original see where they depend on them; codes of operations that come later join with those
// operations.
#include "base/error.h"

#include <algorithm>
#include <stdexcept>

namespace planstead::base {

namespace {
// clang-format off
constexpr ErrorRow rows[] = {
  {ErrorCode::unknown, 500, 500, "Rest API error"},
  {ErrorCode::wrong_token, 401, 401, "Access denied, unknown token"},
  {ErrorCode::token_not_active, 401, 401, "Access denied, token is not active"},
  {ErrorCode::scope_denied, 405, 405, "Scope denied, method not allowed"},
  {ErrorCode::access_denied, 400, 400, "Access denied"},
  {ErrorCode::user_not_active, 403, 403, "Access denied, user is not active"},
  {ErrorCode::request_limit, 403, 403, "Request rate limit exceeded"},
  {ErrorCode::malformed_json, 400, 400, "Cannot deserialize, invalid JSON"},
  {ErrorCode::parameter_missing, 400, 400, "Required parameter is missing"},
  {ErrorCode::parameter_invalid, 400, 400, "Parameter value is not allowed"},
  {ErrorCode::path_not_found, 404, 404, "Not found"},
  {ErrorCode::method_not_allowed, 405, 405, "Method not allowed"},
  {ErrorCode::checklist_item_not_found, 400, 400, "Checklist item not found"},
  {ErrorCode::checklist_item_not_added, 400, 400, "Failed to create checklist item"},
  {ErrorCode::checklist_item_not_updated, 400, 400, "Failed to update checklist item"},
  {ErrorCode::task_not_found, 400, 404, "Task not found"},
  {ErrorCode::task_not_added, 400, 400, "Task could not be added"},
  {ErrorCode::task_not_updated, 400, 400, "Task could not be updated"},
  {ErrorCode::contact_not_found, 404, 404, "Contact not found"},
  {ErrorCode::contact_not_added, 400, 400, "Contact could not be added"},
  {ErrorCode::contact_not_updated, 400, 400, "Contact could not be updated"},
  {ErrorCode::contact_without_email, 400, 400, "A contact who is given access needs an e-mail"},
  {ErrorCode::email_malformed, 400, 400, "E-mail is malformed"},
  {ErrorCode::email_not_unique, 400, 400, "E-mail given as login is not unique"},
  {ErrorCode::contact_without_name, 400, 400, "Contact has no name"},
  {ErrorCode::project_not_found, 400, 404, "Project not found"},
  {ErrorCode::project_not_added, 400, 400, "Project could not be added"},
  {ErrorCode::project_not_updated, 400, 400, "Project could not be updated"},
  {ErrorCode::user_not_found, 400, 404, "Employee not found"},
  {ErrorCode::user_not_added, 400, 400, "Employee could not be added"},
  {ErrorCode::user_not_updated, 400, 400, "Employee could not be updated"},
  {ErrorCode::user_email_not_unique, 400, 400, "E-mail is not unique"},
  {ErrorCode::login_malformed, 400, 400, "User name is malformed"},
  {ErrorCode::login_not_unique, 400, 400, "User name is not unique"},
  {ErrorCode::user_without_name, 400, 400, "Employee has no name"},
  {ErrorCode::comment_not_found, 400, 400, "Comment not found"},
  {ErrorCode::comment_not_added, 400, 400, "Comment could not be added"},
  {ErrorCode::comment_not_updated, 400, 400, "Comment could not be updated"},
  {ErrorCode::data_tag_not_found, 404, 404, "Data tag not found"},
  {ErrorCode::data_tag_entry_not_found, 400, 400, "Data tag entry not found"},
  {ErrorCode::data_tag_entry_not_added, 400, 400, "Data tag entry could not be added"},
  {ErrorCode::data_tag_entry_not_updated, 400, 400, "Data tag entry could not be updated"},
  {ErrorCode::data_tag_entry_not_deleted, 400, 400, "Data tag entry could not be deleted"},
  {ErrorCode::file_not_found, 400, 400, "File not found"},
  {ErrorCode::file_not_added, 400, 400, "File could not be added"},
  {ErrorCode::file_too_large, 400, 400, "File is larger than allowed"},
  {ErrorCode::file_not_deleted, 400, 400, "File could not be deleted"},
  {ErrorCode::directory_not_found, 404, 404, "Directory not found"},
  {ErrorCode::directory_entry_not_found, 400, 400, "Directory entry not found"},
  {ErrorCode::directory_entry_not_added, 400, 400, "Directory entry could not be added"},
  {ErrorCode::directory_entry_not_updated, 400, 400, "Directory entry could not be updated"},
  {ErrorCode::directory_entry_not_deleted, 400, 400, "Directory entry could not be deleted"},
  {ErrorCode::change_not_found, 404, 404, "Queued change not found"},
  {ErrorCode::lease_not_found, 404, 404, "Lease not found"},
  {ErrorCode::object_held, 409, 409, "Somebody else holds it"},
  {ErrorCode::idempotency_key_reused, 422, 422, "The Idempotency-Key belongs to another request"},
};
// clang-format on
static_assert(std::ranges::is_sorted(rows, {}, &ErrorRow::code));

void append_part(std::string& text, std::string_view separator, std::string_view part) {
  if (part.empty()) return;
  text += separator;
  text += part;
}
}  // namespace

std::span<const ErrorRow> error_table() { return rows; }

const ErrorRow& row_of(ErrorCode code) {
  auto it = std::ranges::lower_bound(rows, code, {}, &ErrorRow::code);
  if (it == std::end(rows) || it->code != code) throw std::logic_error("error code without a row");
  return *it;
}

// `Task not found by id 10`, `Access denied for task by id - 10` read as one sentence; a place and
// a reason follow behind colons.
std::string text_of(const Error& error) {
  if (error.verbatim) return error.detail;
  std::string text(row_of(error.code).text);
  append_part(text, ": ", error.where);
  const bool goes_on = error.detail.starts_with("by id ") || error.detail.starts_with("for ");
  append_part(text, goes_on ? " " : ": ", error.detail);
  return text;
}

Error refusal(ErrorCode code, std::string where, std::string detail) {
  return {.code = code, .where = std::move(where), .detail = std::move(detail), .log = {}};
}
Error invalid(std::string where, std::string detail) {
  return refusal(ErrorCode::parameter_invalid, std::move(where), std::move(detail));
}
Error missing(std::string where, std::string detail) {
  return refusal(ErrorCode::parameter_missing, std::move(where), std::move(detail));
}
Error malformed(std::string where, std::string detail) {
  return refusal(ErrorCode::malformed_json, std::move(where), std::move(detail));
}
Error unavailable(std::string detail) {
  Error error = refusal(ErrorCode::unknown, {}, std::move(detail));
  error.http_status = 503;
  return error;
}

std::string reason_of(const std::exception_ptr& failure) {
  try {
    std::rethrow_exception(failure);
  } catch (const std::exception& error) {
    return error.what();
  } catch (...) {
    return "an exception of no known kind";
  }
}

}  // namespace planstead::base
