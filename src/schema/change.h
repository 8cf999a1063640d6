// The tables of changes that wait for their turn, and of leases. Both are our own: the contract says
// that a change may be answered 202, not what becomes of it.
#pragma once

#include <array>

#include "schema/task.h"

namespace planstead::schema {

/// What becomes of a change that was answered 202.
enum class ChangeState : std::int64_t { waiting = 0, applied = 1, failed = 2 };
inline constexpr std::string_view change_state_labels[] = {"waiting", "applied", "failed"};

// clang-format off
inline constexpr auto queued_change_fields = std::to_array<Field>({
  {.name = "id", .shape = Shape::integer, .column = "id", .on = read | On::bare, .about = "Number of the change, as in the header Planstead-Change."},
  {.name = "state", .shape = Shape::enumeration, .column = "state", .on = read | On::bare, .labels = change_state_labels, .about = "Whether it waits, was applied, or could not be."},
  {.name = "task", .shape = Shape::ref, .column = "task", .on = read | On::bare, .target = base::RefKind::task, .about = "The task that it waits for."},
  {.name = "contact", .shape = Shape::ref, .column = "contact", .on = read | On::bare, .target = base::RefKind::contact, .about = "The contact that it waits for."},
  {.name = "operation", .shape = Shape::text, .column = "operation", .on = read | On::bare, .about = "Which operation asked for it."},
  {.name = "person", .shape = Shape::person, .column = "person", .on = read | On::bare, .about = "In whose name it is carried out."},
  {.name = "silent", .shape = Shape::boolean, .column = "silent", .on = read | On::bare, .about = "Whether it stays out of feeds, logs and notifications."},
  {.name = "request", .shape = Shape::integer, .column = "request", .on = read | On::bare, .about = "Number of the request that asked for it, as the server's log lines have it; it begins anew with each start."},
  {.name = "accepted", .shape = Shape::timepoint, .column = "accepted", .on = read | On::bare, .about = "When it was answered 202."},
  {.name = "finished", .shape = Shape::timepoint, .column = "finished", .on = read | On::bare, .about = "When it was applied, or failed."},
  {.name = "code", .shape = Shape::integer, .column = "code", .on = read | On::bare, .about = "Failed: code of the error."},
  {.name = "error", .shape = Shape::text, .column = "error", .on = read | On::bare, .about = "Failed: why."},
  {.name = "failures", .shape = Shape::text_list, .column = "failures", .on = read | On::bare, .about = "Applied: fields that stayed as they were, and why."},
  // Stored, never on the wire.
  {.name = "_object", .shape = Shape::integer, .column = "object"},  // packed: changes of it keep their order
  {.name = "_token", .shape = Shape::integer, .column = "token"},
  {.name = "_path", .shape = Shape::text, .column = "path"},           // numbers of the path: 5, or 5/7
  {.name = "_body", .shape = Shape::text, .column = "body"},           // as sent; gone when it is done
  {.name = "_source", .shape = Shape::text, .column = "source"},       // the application whose names it holds
});
inline constexpr auto lease_fields = std::to_array<Field>({
  {.name = "id", .shape = Shape::integer},
  {.name = "task", .shape = Shape::ref, .on = On::create, .target = base::RefKind::task, .about = "The task to hold."},
  {.name = "contact", .shape = Shape::ref, .on = On::create, .target = base::RefKind::contact, .about = "The contact to hold."},
  {.name = "seconds", .shape = Shape::integer, .on = On::create, .about = "For how long, at most 3600; 60 where absent."},
  {.name = "owner", .shape = Shape::text, .on = On::create, .about = "Who holds it: the same owner prolongs his lease. The token's person where absent."},
});
// clang-format on
/// Does the holder of a thing say so with the operation? An import does of the contacts that it
/// meets, and a contact that is created with a number may be there.
constexpr bool minds_leases(const Operation& operation) {
  return operation.queues || operation.act == Act::import_rows ||
         (operation.act == Act::create && operation.entity->kind == base::RefKind::contact);
}

static_assert(well_formed(queued_change_fields, std::array<Filter, 0>{}));
static_assert(well_formed(lease_fields, std::array<Filter, 0>{}));

}  // namespace planstead::schema
