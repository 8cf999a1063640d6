// Which single things the viewer of a read may see: the predicates of plan/visible.h, asked of
// numbers. Administrators see all and wait for nothing.
#pragma once

#include "catalog/circle.h"
#include "plan/visible.h"
#include "storage/database.h"
#include "storage/live_index.h"

namespace planstead::storage {

class Sight {
 public:
  using ProjectAuditors = plan::ProjectAuditors;
  Sight(const request::Viewer& viewer, base::Seconds now, const catalog::Catalog& catalog,
        const ProjectAuditors& auditors, LiveIndex& index)
      : viewer_(viewer), now_(now), catalog_(catalog), auditors_(auditors), index_(index) {}

  bool sees_all() const { return viewer_.is_admin; }
  /// Waits for the index.
  plan::FilterScope over(const schema::Entity& entity, std::int64_t owner = 0);
  /// Is this row, or thing of the structure, one that the viewer may see? Where it hangs on
  /// something that he may not see, that is the `culprit`.
  bool sees(base::Ref thing, Session& session, base::Ref& culprit);
  bool sees(base::Ref thing, Session& session);
  /// The numbers that he may see; those of comments and entries hang on something that he sees.
  std::vector<std::int64_t> among(const schema::Entity& entity, std::vector<std::int64_t> ids);
  bool sees_documents_of(std::int64_t project);
  /// Of rows that were chosen before, whatever they hang on, those that he may see now.
  std::vector<std::int64_t> still_seen(const schema::Entity& entity, std::vector<std::int64_t> ids);
  /// The value of a custom field in a row whose people and project are loaded.
  bool sees_value(const catalog::CustomField& field, const schema::Record& row);
  /// Does he know the directory or data tag: is it open to him, or some entry of the directory?
  bool sees_definition(base::RefKind kind, const catalog::Definition& one);
  /// Takes away what the viewer sees without names: tasks and projects that he may not see.
  void drop_unseen(std::vector<base::Ref>& refs);

 private:
  bool is_binned(const schema::Entity& entity, std::int64_t id);
  bool sees_row(const schema::Entity& entity, std::int64_t id);
  bool sees_file(std::int64_t id, Session& session);
  std::vector<base::Ref> owners_of(const schema::Entity& entity, std::int64_t id);
  void drop_unseen(const schema::Entity& entity, std::vector<base::Ref>& refs);
  const catalog::Circle& circle();

  const request::Viewer& viewer_;
  base::Seconds now_;
  const catalog::Catalog& catalog_;
  const ProjectAuditors& auditors_;
  LiveIndex& index_;
  std::shared_ptr<const search::IndexSet> indexes_;
  std::optional<catalog::Circle> circle_;
  std::optional<std::vector<std::int64_t>> directories_;  ///< those with an entry that he sees
};

}  // namespace planstead::storage
