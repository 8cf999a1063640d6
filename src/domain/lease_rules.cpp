// Leases that are taken from outside: by tools that change an account in several steps, and by
// tests. For administrators, since a lease makes the changes of all others wait.
#include "domain/entity_rules.h"
#include "domain/leases.h"
#include "schema/change.h"

namespace planstead::domain {

namespace {

constexpr std::int64_t usual_seconds = 60, most_seconds = 3600;

base::Status check_administrator(const Context& context) {
  if (context.viewer.is_admin) return base::ok();
  base::Error error =
      base::refusal(base::ErrorCode::access_denied, {}, "administrators alone take leases");
  error.http_status = 403;
  return error;
}

/// The one thing that the body names.
base::Result<base::Ref> object_of(const request::Body& body, Context& context) {
  const auto* task = body.sent<base::Ref>("task");
  const auto* contact = body.sent<base::Ref>("contact");
  if ((task == nullptr) == (contact == nullptr))
    return base::missing("body", "a task or a contact, one of both");
  const base::Ref object = task != nullptr ? *task : *contact;
  if (context.records.exists(object)) return object;
  const schema::Entity& entity = task != nullptr ? schema::task : schema::contact;
  base::Error error = base::refusal(entity.not_found, {}, "by id " + std::to_string(object.id));
  error.http_status = 404;
  return error;
}

}  // namespace

base::Result<std::int64_t> take_lease(const PathIds&, const request::Body& body, Context& context) {
  PS_CHECK(check_administrator(context));
  PS_TRY(const base::Ref object, object_of(body, context));
  const auto* seconds = body.sent<std::int64_t>("seconds");
  const std::int64_t length = seconds == nullptr ? usual_seconds : *seconds;
  if (length < 1 || length > most_seconds)
    return base::invalid("seconds", "1 to " + std::to_string(most_seconds));
  const auto* owner = body.sent<std::string>("owner");
  // Numbers outlive the process, leases do not: an old holder must not meet his number again.
  const auto lease = context.leases->take(
      {context.records.next_id(schema::lease), object,
       owner == nullptr ? prefixed(context.viewer.person) : *owner, context.now + length},
      context.now);
  if (!lease) return base::refusal(base::ErrorCode::object_held, {}, "until that lease ends");
  return lease->id;
}

base::Status release_lease(const PathIds& ids, Context& context) {
  PS_CHECK(check_administrator(context));
  if (context.leases->release(ids.back(), context.now)) return base::ok();
  return base::refusal(base::ErrorCode::lease_not_found, {}, "by id " + std::to_string(ids.back()));
}

}  // namespace planstead::domain
