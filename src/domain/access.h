// What a person is on a row, and how much he may do there (domain/tasks-and-access.md 5.3, 5.4).
// Pure over rows, the catalogue and the circle of the person. What each key of a body needs stands
// in write_access.cpp.
#pragma once

#include "catalog/circle.h"
#include "domain/rules.h"

namespace planstead::domain {

/// How far somebody reaches on a task; each holds those before it. T0 to T3 of the digest.
enum class Level : std::uint8_t {
  none,
  comment,  ///< reads, comments, adds items to the checklist, has it among his favourites
  status,   ///< makes transitions that his role has, changes the assignees
  edit,     ///< everything, the bin too
};

/// Places on a task, held in person, by a group, or as head of somebody who holds them.
struct Places {
  bool assigner = false, assignee = false, participant = false;
  bool auditor = false;  ///< of the task or of its project; no head takes part in that
  /// Is he assignee himself, or by a group? Accepting and rejecting is nobody else's.
  bool works = false;
};
Places places_on(const schema::Record& task, const schema::RefList& project_auditors,
                 const catalog::Circle& circle);

bool has_role(const Places& places, catalog::TaskRole role);

/// Nobody sees a draft but its assigner. Administrators are not asked about here.
Level level_on(const schema::Record& task, const Places& places, base::Ref person);

/// Who asks in a request that changes something. His circle is made once, where it is needed.
class Asker {
 public:
  explicit Asker(Context& context) : context_(context) {}

  Context& context() const { return context_; }
  Records& records() const { return context_.records; }
  bool is_admin() const { return context_.viewer.is_admin; }
  bool is_contact() const { return context_.viewer.person.kind == base::RefKind::contact; }
  base::Ref person() const { return context_.viewer.person; }
  const catalog::Circle& circle();
  /// Is he this person, or the head of this person?
  bool stands_for(base::Ref other) { return other == person() || circle().leads(other); }
  /// Is he, or one of his groups, in the list?
  bool is_in(const schema::RefList& people) {
    return catalog::is_one_among(circle().own_names, people);
  }

  /// Does the list name him, himself or by a group? `fallback` where there is no list.
  bool is_on(const catalog::AccessList& list, bool fallback) {
    return list.is_given ? is_in(list.people) : fallback;
  }

  Places places(const schema::Record& task);
  Level level(const schema::Record& task);
  /// What has no row in the list of tasks is nobody's.
  Level level_on_task(std::int64_t id);
  bool sees_contact(const schema::Record& contact);
  bool edits_contact(const schema::Record& contact);
  bool sees_project(const schema::Record& project);
  bool edits_project(const schema::Record& project);
  bool sees_file(const schema::Record& file);
  /// May he read the row that a file hangs on? May he change it?
  bool sees_carrier(base::Ref carrier);
  bool edits_carrier(base::Ref carrier);

 private:
  bool is_of_its_company(const schema::Record& task);
  bool has_task_in(std::int64_t project);
  bool works_for_client(const schema::Record& company);

  Context& context_;
  std::optional<catalog::Circle> circle_;
};

/// The refusal of a thing that exists: code 6, in the words that clients meet (observed 3.16). With
/// a key, that of one key of the body.
base::Error denied(const schema::Entity& entity, std::int64_t id, std::string_view key = {});

}  // namespace planstead::domain
