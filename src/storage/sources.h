// External applications: what they call our rows, and which changes each has seen. A change is
// numbered when its row is saved, so that "since the last pass" needs no clock.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/result.h"
#include "schema/record.h"
#include "storage/database.h"

namespace planstead::storage {

/// What an application calls a row of ours, and which version of it the application has.
struct SourceName {
  std::string object, version;
};

/// Reads and writes within whatever transaction the session has.
class Sources {
 public:
  explicit Sources(Session& session) : session_(session) {}

  std::optional<SourceName> name_of(std::string_view source, base::Ref thing);
  /// Absent parts stay as they are; both empty: the application knows the row no more.
  void put(std::string_view source, base::Ref thing, const std::optional<std::string>& object,
           const std::optional<std::string>& version);
  /// Numbers of the rows of a kind that the application calls so, ascending.
  std::vector<std::int64_t> called(std::string_view source, base::RefKind kind,
                                   std::string_view object);

  /// The row was changed for the `number`th time in the account.
  void note_change(base::Ref thing, std::int64_t number);

 private:
  Session& session_;
};

/// A page of a pass, as one snapshot has it.
struct PassPage {
  std::vector<std::int64_t> ids;
  /// Those of them that have changed since the pass began, and by which change last.
  std::vector<std::pair<std::int64_t, std::int64_t>> newer;
  std::int64_t until = 0;  ///< the newest change when the pass began
  bool completes = false;  ///< it is the last one, and has not been answered before
  bool is_news() const { return completes || !newer.empty(); }
};

/// A walk of an application through what has changed since its last complete one. The rows are
/// chosen when it begins, so that what changes meanwhile moves no page. Such a row is in the next
/// pass, unless the page that it stood on has shown its change.
class Pass {
 public:
  /// `list` names what is walked through, and for whom; `kind` is that of its rows. An application
  /// has a hundred passes: the one that began longest ago gives way to a new one.
  Pass(Session& session, std::string source, std::string list, base::RefKind kind);

  /// Begins a pass at the `newest` change: after the last one if that was walked to its end, else
  /// from where that had begun, as with `again`. `chosen` answers the rows, of those that it is
  /// given; nullopt: of all.
  void begin(std::int64_t newest, bool again,
             const std::function<std::vector<std::int64_t>(
                 const std::optional<std::vector<std::int64_t>>& changed)>& chosen);
  /// A page of the pass. Writes nothing. Code 41 where none was begun.
  base::Result<PassPage> page(std::int64_t offset, std::size_t size);
  /// The page was answered, with the rows as the same snapshot has them: the last one completes the
  /// pass. Nothing where another one was begun meanwhile.
  void answered(const PassPage& page);

 private:
  /// What has changed after `since_`, but for what the pass before this one has shown since.
  std::vector<std::int64_t> changed();
  /// What this pass has shown counts from now on, where it `counts`, or is forgotten.
  void settle_seen(bool counts);
  void make_room();
  void store();

  Session& session_;
  const std::string source_, list_;
  const base::RefKind kind_;
  bool known_ = false;
  std::optional<std::int64_t>
      since_;               ///< the change behind which the pass began; none: of all rows
  std::int64_t until_ = 0;  ///< the newest change when it began
  bool complete_ = false;   ///< its last page was answered
  std::size_t size_ = 0;    ///< how many rows it has
};

}  // namespace planstead::storage
