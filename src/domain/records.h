// What the rules may ask of and change in the account. Storage implements it inside one write
// transaction; tests implement it in memory. Failures of the store are exceptions: no rule can
// repair them.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/ref.h"
#include "schema/record.h"

namespace planstead::domain {

/// A row as a change found it and as it left it; absent: there was none, or there is none.
struct RowChange {
  std::optional<schema::Record> before;
  std::shared_ptr<const schema::Record> after;  ///< shared with whoever else was told of it
  const schema::Record& row() const { return after ? *after : *before; }
};
/// A definition of the account's structure, likewise; an empty body: there was none.
struct StructureChange {
  std::string kind;
  std::int64_t id = 0;
  std::string before, after;
};
/// What a change did, each row once, in the order in which the rows were first touched.
struct Watched {
  std::vector<RowChange> rows;
  std::vector<StructureChange> structure;
};

class Records {
 public:
  virtual ~Records() = default;
  /// From now on what is saved and erased is noted down, until `watched` takes it.
  virtual void watch() = 0;
  virtual Watched watched() = 0;
  /// Notes that something of a kind was told of the thing, about this moment. False: it was noted
  /// before.
  virtual bool take_note(base::Ref thing, std::int64_t kind, base::Seconds moment) = 0;
  /// Marks what the person was notified of as read: of this task, or all where it is none.
  virtual void mark_read(base::Ref person, base::Ref task) = 0;
  virtual std::optional<schema::Record> find(const schema::Entity& entity, std::int64_t id) = 0;
  /// Inserts, or replaces the row with this id.
  virtual void save(const schema::Record& record) = 0;
  /// The next number of the entity's sequence.
  virtual std::int64_t next_id(const schema::Entity& entity) = 0;
  /// Does the thing exist (and is not deleted)? Any kind of Ref.
  virtual bool exists(base::Ref ref) = 0;
  /// Ids of the tasks directly below a task, ascending by `_order`, then id; deleted ones too.
  virtual std::vector<std::int64_t> subtasks(std::int64_t task) = 0;
  /// Items of a task's checklist, ascending by id; deleted ones too.
  virtual std::vector<std::int64_t> checklist(std::int64_t task) = 0;
  /// Copies that a recurring template has made, ascending by id.
  virtual std::vector<std::int64_t> copies_of(std::int64_t recurring_template) = 0;
  /// Comments of a task or contact, ascending by id; deleted ones and recorded changes too.
  virtual std::vector<std::int64_t> comments(base::Ref owner) = 0;
  /// The latest moment of what people wrote there and did not delete; the description is none.
  virtual std::optional<schema::Moment> last_comment(base::Ref owner) = 0;
  /// The rows that hold the file: in their lists, their fields, or as a picture in their texts.
  virtual std::vector<base::Ref> users_of_file(std::int64_t file) = 0;
  /// Is there another row of the entity whose custom field holds this value? (forbid duplicates)
  virtual bool custom_value_taken(const schema::Entity& entity, std::int64_t field,
                                  const schema::Value& value, std::int64_t except_id) = 0;
  /// Rows of an entity whose column of numbers or references has this value, or whose list has this
  /// reference, ascending by id; deleted ones too.
  virtual std::vector<std::int64_t> rows_with(const schema::Entity& entity, std::string_view field,
                                              const schema::Value& value) = 0;
  /// Rows whose custom field holds this reference, alone or among others; ascending by id.
  virtual std::vector<std::int64_t> rows_holding(const schema::Entity& entity, std::int64_t field,
                                                 base::Ref value) = 0;
  /// Removes a row for good.
  virtual void erase(const schema::Entity& entity, std::int64_t id) = 0;
  /// Data tag entries of a task, contact or comment, ascending by key.
  virtual void visit_entries(base::Ref owner,
                             const std::function<void(const schema::Record&)>& visit) = 0;
  /// Rows whose field (one that is Field::sought) has this text, or has it among its texts or
  /// phones; ascending by id, deleted ones too. Compared in the form of schema::sought_form.
  virtual std::vector<std::int64_t> find_by(const schema::Entity& entity, std::string_view field,
                                            std::string_view text) = 0;
  /// Every row of an entity, ascending by id (also deleted ones).
  virtual void scan(const schema::Entity& entity,
                    const std::function<void(const schema::Record&)>& visit) = 0;
  /// What an external application calls the row, and which version of it it has; absent parts stay.
  virtual void put_source_name(std::string_view source, base::Ref row,
                               const std::optional<std::string>& object,
                               const std::optional<std::string>& version) = 0;
  /// Rows of a kind that the application calls so, ascending by id.
  virtual std::vector<std::int64_t> called_by_source(std::string_view source, base::RefKind kind,
                                                     std::string_view object) = 0;
  virtual bool is_favorite(base::Ref person, base::Ref thing) = 0;
  virtual void set_favorite(base::Ref person, base::Ref thing, bool on) = 0;
  /// Adds unknown labels to a free-input set of values, or defines a field or set: writes a
  /// structure item.
  virtual void save_structure(std::string_view kind, std::int64_t id, const std::string& body) = 0;
};

}  // namespace planstead::domain
