// Who refers to which file: kept beside the rows, brought up to date with each row that is saved,
// so that nobody has to search the account when a file loses a place. What the places are follows
// from the tables of schema/: lists of files, custom fields of type 21, pictures inside HTML.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "schema/record.h"
#include "storage/database.h"

namespace planstead::storage {

/// How a row holds a file. The numbers are stored.
enum class FileUse : std::uint8_t {
  attached = 0,  ///< in its `files`
  in_field = 1,  ///< in a custom field
  in_text = 2,   ///< as a picture (observed 8.5): in no list of files
};

struct HeldFile {
  std::int64_t file = 0;
  FileUse use = FileUse::attached;
  auto operator<=>(const HeldFile&) const = default;
};

/// The files that a row holds, without repeats, in order.
std::vector<HeldFile> files_of(const schema::Record& row);

/// The part of a write transaction that knows uses.
class FileUses {
 public:
  explicit FileUses(Session& session) : session_(session) {}

  /// The row is saved as it is; one that `is_new` held nothing before.
  void take(const schema::Record& row, bool is_new);
  /// The row is gone; of a file, what referred to it as well.
  void drop(base::Ref row);
  std::vector<base::Ref> users_of(std::int64_t file);

  /// Removes the files that have lost their last use since the last call; answers their numbers.
  std::vector<std::int64_t> remove_unused();
  /// Files that were uploaded by then and have never been used.
  std::vector<std::int64_t> never_used(std::int64_t uploaded_by);
  /// Removes a file's row, whoever refers to it.
  void erase(std::int64_t file);
  /// Contents (hashes) that no row names any more, of rows removed since the last call.
  std::vector<std::string> take_unnamed_contents();
  /// Does some row name the content?
  bool names_content(std::string_view hash);
  /// The transaction came to nothing.
  void forget();

 private:
  std::vector<HeldFile> stored(base::Ref row);
  void put(base::Ref row, const HeldFile& held);
  void remove(base::Ref row, const HeldFile& held);
  bool is_needed(std::int64_t file);

  Session& session_;
  std::vector<std::int64_t> loosened_;  ///< files that lost a use
  std::vector<std::string> unnamed_;    ///< contents whose row was removed
};

/// For accounts that are older than the table of uses.
void fill_file_uses(Session& session);

}  // namespace planstead::storage
