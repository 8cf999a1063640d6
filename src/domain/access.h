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
void take_role(Places& places, catalog::TaskRole role);
/// Is he anything on the task?
bool has_some(const Places& places);
/// Those that the person holds himself, or by a group of his.
Places own_places(const schema::Record& task, const schema::RefList& project_auditors,
                  const catalog::Circle& circle);

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
    return is_admin() || (list.is_given ? is_in(list.people) : fallback);
  }

  Places places(const schema::Record& task);
  Places own_places(const schema::Record& task);
  Level level(const schema::Record& task);
  /// What has no row in the list of tasks is nobody's.
  Level level_on_task(std::int64_t id);
  bool sees_contact(const schema::Record& contact);
  bool edits_contact(const schema::Record& contact);
  /// Whom a contact may give work or tell of it: himself, who looks after him, the client managers
  /// of the project (domain/tasks-and-access.md 5.6).
  bool may_address(base::Ref person, std::int64_t project);
  /// Where the task of a contact goes who names no project: the first that is active and open to
  /// his company. 0: none, and for employees.
  std::int64_t default_project();
  bool sees_project(const schema::Record& project);
  bool edits_project(const schema::Record& project);
  /// A hidden comment is its author's and its recipients', a deleted one its author's. An account
  /// may show its clients no more than they are told.
  bool reads(const schema::Record& comment);
  bool sees_file(const schema::Record& file);
  /// Two flags of employees keep them to those who share a group.
  bool sees_employee(const schema::Record& employee);
  /// By the list of the entry or of the group around it, else that of the directory.
  bool sees_entry(const schema::Record& entry);
  /// May he look at it, or at some entry of it? Who may not does not learn that it exists.
  bool knows_directory(const catalog::Definition& directory);
  bool edits_entry(const schema::Record& entry);
  bool deletes_entry(const schema::Record& entry);
  /// `group`: the key of the group that the entry goes into; 0: none.
  bool adds_entry(std::int64_t directory, std::int64_t group);
  /// May he put a value into the field? Its own list says who; where there is none, whoever may
  /// `by_default`, of what he can see. Roles are those that `places` hold.
  bool fills(const catalog::CustomField& field, bool by_default, const Places& places = {});
  /// May he read the row that a file hangs on? May he change it?
  bool sees_carrier(base::Ref carrier);
  bool edits_carrier(base::Ref carrier);

 private:
  schema::RefList project_auditors(const schema::Record& task);
  std::optional<bool> by_lists(std::int64_t directory, std::int64_t key, std::string_view list);
  bool is_of_its_company(const schema::Record& task);
  bool has_task_in(std::int64_t project);
  /// Of a contact, ascending.
  schema::RefList companies();
  bool is_colleague(const schema::Record& contact);
  /// Is it the contact who asks, or a company of his?
  bool is_client(base::Ref contact);
  bool is_told(const schema::Record& comment);

  Context& context_;
  std::optional<catalog::Circle> circle_;
};

/// The refusal of a thing that exists: code 6, in the words that clients meet (observed 3.16). With
/// a key, that of one key of the body.
base::Error denied(const schema::Entity& entity, std::int64_t id, std::string_view key = {});

}  // namespace planstead::domain
