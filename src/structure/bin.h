// What lies in the bin is not part of a structure file, nor are references to it: an account made
// of the file would not find them.
#pragma once

#include <map>
#include <utility>

#include "schema/record.h"
#include "storage/store.h"

namespace planstead::structure {

class Bin {
 public:
  explicit Bin(storage::Transaction& rows) : rows_(rows) {}

  bool holds(base::Ref ref);
  /// The row as a structure file shows it.
  schema::Record shown(schema::Record row);
  /// Takes the values of `before` back into `after` where they differ by what the file could not
  /// show.
  void keep_hidden(const schema::Record& before, schema::Record& after);

 private:
  schema::Value shown(const schema::Value& value);

  storage::Transaction& rows_;
  std::map<std::pair<base::RefKind, std::int64_t>, bool> known_;
};

}  // namespace planstead::structure
