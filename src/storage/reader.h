// Executes reads: chooses ids by the index, loads the rows, fills derived fields and the names they
// refer to. Throws base::TimeUp where that takes longer than the call allows.
#pragma once

#include "storage/live_index.h"
#include "storage/names.h"
#include "storage/session_pool.h"
#include "storage/sight.h"
#include "storage/sql.h"
#include "storage/store.h"

namespace planstead::storage {

/// Auditors of every project that has some; few enough to keep.
using ProjectAuditors = std::vector<std::pair<std::int64_t, schema::RefList>>;
ProjectAuditors read_project_auditors(Session& session);

/// What a selection comes to in the store, for those who see all or for those who do not: the same
/// for every request that asks it.
struct ReadPlan {
  Columns columns;
  std::string select;                         ///< SQL of one row with those columns
  std::vector<const schema::Field*> derived;  ///< of the selection
  std::vector<std::size_t> referring;         ///< positions of those that may refer to a thing
};

/// One read, from start to end.
class Reader {
 public:
  Reader(const request::Call& call, const request::Viewer& viewer, base::Seconds now,
         const catalog::Catalog& catalog, const ProjectAuditors& auditors, SessionPool& pool,
         LiveIndex& index, Names& names);
  base::Result<plan::Outcome> run();
  /// Rows that were chosen before, of the operation's entity: those that the viewer still sees.
  plan::Outcome rows(const std::vector<std::int64_t>& ids, Session& session);

 private:
  SessionPool::Lease lease() { return pool_.lease(call_.deadline); }
  base::Result<plan::Outcome> one();
  base::Result<plan::Outcome> one_of_catalog();
  base::Result<plan::Outcome> page_of_catalog(Session& session);
  void show_main_values(plan::Outcome& outcome, Session& session);
  base::Result<plan::Outcome> list();
  base::Result<plan::Outcome> reference_list();
  base::Result<std::vector<std::int64_t>> choose_ids();
  std::vector<std::int64_t> row_template_ids();
  base::Result<schema::Record> field_holder(Session& session);
  base::Status check_owner(Session& session);
  base::Status check_seen(base::Ref thing, Session& session);
  base::Status catalog_owner(base::RefKind kind, std::int64_t id);
  base::Status check_person() const;
  void hide_from_others(schema::Record& record) const;
  void drop_unseen_entries(std::vector<schema::Record>& records);
  void drop_unseen_above(schema::Record& record, const std::vector<base::Ref>& seen) const;
  base::Result<std::vector<std::int64_t>> checklist_ids(Session& session);
  std::vector<std::int64_t> tasks_of_project(std::int64_t project);
  std::vector<std::int64_t> file_ids(const std::vector<std::int64_t>& tasks, Session& session);
  std::vector<std::int64_t> own_changes(Session& session);
  std::vector<std::int64_t> template_ids(schema::TaskKind kind, Session& session);

  ReadPlan made_plan() const;
  Columns needed_columns() const;
  std::optional<schema::Record> load(Statement& read, std::int64_t id) const;
  bool is_seen(const schema::Record& record, Session& session);
  bool belongs(const schema::Record& record) const;
  void finish(schema::Record& record, Session& session);
  void keep_selected_custom(schema::Record& record);
  schema::Value derived(const schema::Field& field, const schema::Record& record, Session& session);
  schema::Value data_tags(const schema::Record& record, Session& session);
  schema::Value comment_derived(const schema::Field& field, const schema::Record& record,
                                Session& session);
  schema::Value described_by(const schema::Field& field, const schema::Record& comment,
                             Session& session);
  void show_source_names(std::vector<schema::Record>& records, Session& session) const;
  void collect_refs(const schema::Record& record, std::vector<base::Ref>& refs) const;
  void collect_value(const schema::Value& value, std::vector<base::Ref>& refs) const;
  plan::Outcome loaded(const std::vector<std::int64_t>& ids, Session& session);
  plan::Outcome finished(std::vector<schema::Record> records, Session& session);

  const request::Call& call_;
  const request::Viewer& viewer_;
  base::Seconds now_;
  const catalog::Catalog& catalog_;
  const ProjectAuditors& auditors_;
  SessionPool& pool_;
  LiveIndex& index_;
  Names& names_;
  Sight sight_;
  std::uint64_t generation_;
  const schema::Entity* entity_;
  std::shared_ptr<const ReadPlan> plan_;  ///< nullptr: the rows come from the catalogue
};

}  // namespace planstead::storage
