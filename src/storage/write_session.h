// The writer's transaction: what rules and commands read and change, and what became different, for
// the index.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <unordered_map>
#include <unordered_set>

#include "search/index.h"
#include "storage/file_uses.h"
#include "storage/sql.h"
#include "storage/store.h"
#include "storage/watch.h"

namespace planstead::storage {

/// One row of an indexed table, as it is now.
struct ChangedRow {
  std::shared_ptr<const schema::Record> record;
  bool removed = false;  ///< gone for good; the record holds its number alone
};

/// What a transaction changed besides rows of the database; taken over by the store after the
/// commit.
struct Changes {
  std::vector<ChangedRow> rows;               ///< of indexed tables, in order of saving
  std::vector<base::Ref> renamed;             ///< things whose names may be other now
  std::vector<std::string> unnamed_contents;  ///< of files whose last row is gone
  bool structure = false, tokens = false, projects = false;
  bool too_many = false;  ///< so many rows that the index is better built anew
};

/// Asks the index (committed rows) whether a custom value is taken; the writer adds rows of the
/// open transaction.
using TakenQuery = std::function<bool(const schema::Entity&, std::int64_t field,
                                      const schema::Value&, std::int64_t except_id)>;

/// Rows of an indexed entity that were committed and meet the condition.
using CommittedQuery =
    std::function<std::vector<std::int64_t>(const schema::Entity&, const search::Condition&)>;

class WriteSession : public Transaction {
 public:
  WriteSession(Session& session, TakenQuery taken, CommittedQuery committed)
      : session_(session),
        uses_(session),
        taken_(std::move(taken)),
        committed_(std::move(committed)) {}

  /// Changes gathered since the last call; also after a rollback, to forget them.
  Changes take_changes();
  const Changes& changes() const { return changes_; }
  bool changed_structure() const { return changes_.structure; }
  bool names_content(std::string_view hash) override { return uses_.names_content(hash); }
  /// Called before the commit: files that nobody refers to any more go.
  void remove_unused_files();
  /// Those that were uploaded by then and that nothing has referred to.
  int remove_fresh_files(base::Seconds uploaded_by);
  /// Called before the commit: the numbers that were drawn.
  void write_sequences();
  /// The work of one request inside a shared commit: begun, then kept or undone.
  void savepoint();
  void release();
  void undo();
  /// Undone, and begun again.
  void start_again() {
    undo();
    savepoint();
  }
  Session& session() { return session_; }
  /// Past it rows are neither read nor saved: base::TimeUp.
  void work_until(const base::Deadline& deadline) { deadline_ = &deadline; }

  void watch() override { watch_.emplace(); }
  domain::Watched watched() override;
  bool take_note(base::Ref thing, std::int64_t kind, base::Seconds moment) override;
  void mark_read(base::Ref person, base::Ref task) override;
  std::optional<schema::Record> find(const schema::Entity& entity, std::int64_t id) override;
  void save(const schema::Record& record) override;
  void erase(const schema::Entity& entity, std::int64_t id) override;
  std::vector<base::Ref> users_of_file(std::int64_t file) override { return uses_.users_of(file); }
  std::int64_t next_id(const schema::Entity& entity) override;
  bool exists(base::Ref ref) override;
  std::vector<std::int64_t> subtasks(std::int64_t task) override;
  std::vector<std::int64_t> checklist(std::int64_t task) override;
  std::vector<std::int64_t> copies_of(std::int64_t recurring_template) override;
  std::vector<std::int64_t> comments(base::Ref owner) override;
  std::optional<schema::Moment> last_comment(base::Ref owner) override;
  bool custom_value_taken(const schema::Entity& entity, std::int64_t field,
                          const schema::Value& value, std::int64_t except_id) override;
  std::vector<std::int64_t> rows_with(const schema::Entity& entity, std::string_view field,
                                      const schema::Value& value) override;
  std::vector<std::int64_t> rows_holding(const schema::Entity& entity, std::int64_t field,
                                         base::Ref value) override;
  void visit_entries(base::Ref owner,
                     const std::function<void(const schema::Record&)>& visit) override;
  std::vector<std::int64_t> find_by(const schema::Entity& entity, std::string_view field,
                                    std::string_view text) override;
  void put_source_name(std::string_view source, base::Ref row,
                       const std::optional<std::string>& object,
                       const std::optional<std::string>& version) override;
  std::vector<std::int64_t> called_by_source(std::string_view source, base::RefKind kind,
                                             std::string_view object) override;
  bool is_favorite(base::Ref person, base::Ref thing) override;
  void set_favorite(base::Ref person, base::Ref thing, bool on) override;
  void save_structure(std::string_view kind, std::int64_t id, const std::string& body) override;

  /// The number of the last change of a tracked row.
  std::int64_t newest_change();

  std::vector<StructureItem> structure() override;
  void put_structure(const StructureItem& item) override;
  void erase_structure(std::string_view kind, std::int64_t id) override;
  void jump_over(std::string_view sequence, std::int64_t id) override;
  std::int64_t add_token(const auth::Token& token) override;
  bool revoke_token(std::int64_t id) override;
  std::vector<auth::Token> tokens() override;
  void put_meta(std::string_view key, std::string_view value) override;
  std::optional<std::string> meta(std::string_view key) override;
  void scan(const schema::Entity& entity,
            const std::function<void(const schema::Record&)>& visit) override;

 private:
  struct EntitySql {
    Columns columns;
    std::string select_one, exists, upsert;
    std::vector<std::size_t> sought;  ///< positions of fields by which rules find rows
    bool indexed = false;             ///< some entity of the table is
  };
  /// A number that was drawn for a row.
  struct Drawn {
    std::string_view sequence;
    std::int64_t id = 0;
    bool operator==(const Drawn&) const = default;
  };
  const EntitySql& sql_of(const schema::Entity& entity);
  bool takes_drawn(const schema::Record& record);
  std::int64_t& next_of(std::string_view sequence);
  std::optional<schema::Record> load(const schema::Entity& entity, std::int64_t id);
  std::vector<std::int64_t> ids(std::string_view sql, std::int64_t parameter);
  std::vector<std::int64_t> matching(const schema::Entity& entity,
                                     const search::Condition& condition,
                                     const std::function<bool(const schema::Record&)>& matches);
  void forget_sought(const EntitySql& sql, const schema::Entity& entity, std::int64_t id);
  void write_sought(const EntitySql& sql, const schema::Record& record);
  bool holds_token(base::Ref person);
  /// `kept`: for the index; nothing where that has no such rows.
  void note_change(const schema::Record& record, std::shared_ptr<const schema::Record> kept,
                   bool removed);

  Session& session_;
  const base::Deadline* deadline_ = &base::no_deadline;
  std::optional<Watch> watch_;
  FileUses uses_;
  TakenQuery taken_;
  CommittedQuery committed_;
  Changes changes_;
  Changes at_savepoint_;  ///< its flags alone
  std::size_t rows_before_ = 0, renamed_before_ = 0;
  std::unordered_map<const schema::Entity*, EntitySql> sql_;
  std::map<std::string, std::int64_t, std::less<>> next_;  ///< of the sequences used so far
  /// The last numbers that no row has taken yet: nothing is stored under them. Forgetting one costs
  /// no more than the question what is.
  std::vector<Drawn> drawn_;
  /// Read when a transaction first asks: other processes issue tokens, too.
  std::optional<std::unordered_set<base::Ref>> token_holders_;
};

/// Readers use the same queries without a transaction of their own.
std::vector<StructureItem> read_structure(Session& session);
/// Every row of an entity, ascending by id (also deleted ones).
std::vector<schema::Record> read_rows(Session& session, const schema::Entity& entity);
std::vector<auth::Token> read_tokens(Session& session);
std::optional<std::string> read_meta(Session& session, std::string_view key);

}  // namespace planstead::storage
