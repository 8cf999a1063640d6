// Outcome: what the store answered, complete, so that the reply asks the database nothing.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/ref.h"
#include "domain/rules.h"
#include "schema/record.h"

namespace planstead::plan {

/// Names (and sizes) of the things that an answer refers to.
class NameBook {
 public:
  struct Entry {
    std::string name;
    std::int64_t size_kb = 0;   ///< files
    std::int64_t data_tag = 0;  ///< data tag entries: whose definition
  };
  void add(base::Ref ref, Entry entry) { entries_.insert_or_assign(ref, std::move(entry)); }
  bool has(base::Ref ref) const { return entries_.contains(ref); }
  /// nullptr for a thing that no longer exists.
  const Entry* find(base::Ref ref) const {
    auto it = entries_.find(ref);
    return it == entries_.end() ? nullptr : &it->second;
  }

 private:
  std::unordered_map<base::Ref, Entry> entries_;
};

/// An answer as it was sent, kept for whoever repeats its request.
struct Answered {
  int status = 200;
  std::string body;
  std::vector<std::pair<std::string, std::string>> headers;
};

struct Outcome {
  std::vector<schema::Record>
      records;          ///< get: one; list: the page. Derived fields that were asked for are filled
  NameBook names;       ///< of everything outside the catalogue that `records` refer to
  std::int64_t id = 0;  ///< create: the new number
  domain::Made made;    ///< create: what else there is to answer
  std::vector<domain::Failure> failures;  ///< update
  std::vector<std::string> notes;         ///< added by the rules
  std::int64_t queued = 0;  ///< update: the number of the change that waits; 0: it was carried out
  std::optional<Answered> answered;  ///< the request was carried out before: what it was answered
};

}  // namespace planstead::plan
