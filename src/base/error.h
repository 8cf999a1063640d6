// Errors of the contract: one table of codes, and the value that carries one through the stages.
#pragma once

#include <cstdint>
#include <exception>
#include <span>
#include <string>
#include <string_view>

namespace planstead::base {

/// The contract's numbers (contract/reference.json). Numbers are never borrowed or reused.
enum class ErrorCode : int {
  unknown = 0,
  wrong_token = 1,
  token_not_active = 2,
  scope_denied = 5,
  access_denied = 6,
  user_not_active = 16,
  request_limit = 22,
  malformed_json = 30,
  parameter_missing = 40,
  parameter_invalid = 41,
  path_not_found = 404,
  method_not_allowed = 405,
  checklist_item_not_found = 600,
  checklist_item_not_added = 601,
  checklist_item_not_updated = 602,
  task_not_found = 1000,
  task_not_added = 1001,
  task_not_updated = 1002,
  contact_not_found = 2000,
  contact_not_added = 2001,
  contact_not_updated = 2002,
  contact_without_email = 2003,
  email_malformed = 2004,
  email_not_unique = 2005,
  contact_without_name = 2006,
  project_not_found = 3000,
  project_not_added = 3001,
  project_not_updated = 3002,
  user_not_found = 4000,
  user_not_added = 4001,
  user_not_updated = 4002,
  user_email_not_unique = 4003,
  login_malformed = 4004,
  login_not_unique = 4005,
  user_without_name = 4006,
  comment_not_found = 5000,
  comment_not_added = 5001,
  comment_not_updated = 5002,
  data_tag_not_found = 6000,
  data_tag_entry_not_found = 6010,
  data_tag_entry_not_added = 6011,
  data_tag_entry_not_updated = 6012,
  data_tag_entry_not_deleted = 6013,
  file_not_found = 7000,
  file_not_added = 7001,
  file_too_large = 7002,
  file_not_deleted = 7003,
  directory_not_found = 8000,
  directory_entry_not_found = 8010,
  directory_entry_not_added = 8011,
  directory_entry_not_updated = 8012,
  directory_entry_not_deleted = 8013,
  // The server's own, past every number of the contract.
  change_not_found = 20000,
  lease_not_found = 20001,
  object_held = 20002,
  idempotency_key_reused = 20003,
};

/// One row of the error table: what a client gets for a code.
struct ErrorRow {
  ErrorCode code;
  int http_status;           ///< the usual status
  int http_status_on_write;  ///< where the contract answers another one to a change (404 instead of
                             ///< 400)
  std::string_view text;     ///< English text; the place and the detail are appended to it
};

/// All rows, ascending by code (also the source of the page of errors and of OpenAPI).
std::span<const ErrorRow> error_table();

/// The row of a code. Every enumerator has one (checked by a test).
const ErrorRow& row_of(ErrorCode code);

/// An expected failure on its way to the client.
struct Error {
  ErrorCode code = ErrorCode::unknown;
  std::string
      where;  ///< the place in the request: `filters[2].value`, `body.name`, `fields`; may be empty
  std::string detail;     ///< what is wrong there, for the client; never a secret
  std::string log;        ///< for the server's log alone; never leaves the server
  int http_status = 0;    ///< 0: the table decides
  bool verbatim = false;  ///< `detail` is the whole text: clients compare it
  std::int64_t wait_seconds = 0;  ///< after which the request may be repeated; 0: not told
};

/// The text that the client reads: table text, place and detail joined.
std::string text_of(const Error& error);

/// An error of a code at a place.
Error refusal(ErrorCode code, std::string where, std::string detail);
/// Shorthands for the commonest refusals.
Error invalid(std::string where, std::string detail);    ///< code 41
Error missing(std::string where, std::string detail);    ///< code 40
Error malformed(std::string where, std::string detail);  ///< code 30
/// The server cannot, whatever the request says: code 0, HTTP 503.
Error unavailable(std::string detail);
/// What an exception says, for the server's log.
std::string reason_of(const std::exception_ptr& failure);

}  // namespace planstead::base
