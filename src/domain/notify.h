// Who is notified of what (domain/tasks-and-access.md 6.3, domain/automation-and-events.md 4.2),
// and the letters that go with it.
#pragma once

#include <set>
#include <string>
#include <tuple>

#include "domain/receivers.h"
#include "domain/remember.h"
#include "schema/memory.h"

namespace planstead::domain {

/// Makes the notifications of one change; nobody gets two of one kind about one
/// entry of a feed.
class Notifier {
 public:
  explicit Notifier(Context& context) : context_(context) {}
  void tell_of_task(const RowChange& change, const FeedEntries& entries);
  void tell_of_comment(const RowChange& change);
  /// A reminder became due; `entry` is what stands of it in the feed of its task or contact.
  void tell_of_reminder(const schema::Reminder& reminder, const schema::Record& entry,
                        const schema::Record& owner);
  /// The deadline of the task came, or comes, or nobody accepted it in time.
  void tell_of_deadline(const schema::Record& task, schema::Notified kind, std::int64_t entry);

 private:
  void tell(const schema::RefList& people, schema::Notified kind, const schema::Record& about,
            std::int64_t comment, const std::string& text = {});
  void tell_one(base::Ref person, schema::Notified kind, const schema::Record& about,
                std::int64_t comment, const std::string& text);
  bool may_be_told(base::Ref person, schema::Notified kind);
  bool is_between_clients(base::Ref person, const schema::Record& task);
  schema::RefList readers(const schema::RefList& people, const schema::Record& entry,
                          const schema::Record& owner);

  Context& context_;
  base::Ref author_ = context_.viewer.person;  ///< whose action it is
  std::set<std::tuple<base::Ref, base::Ref, schema::Notified, std::int64_t>> told_;
};

/// Employees that a text names: `@` or `+`, then the name as it is shown.
schema::RefList mentioned_in(std::string_view html, const catalog::Catalog& catalog);

/// What a letter tells, and whom.
struct News {
  base::Ref to, author;
  schema::Notified kind;
  const std::string& text;
};
/// Puts a letter into the outbox, where the person has an address.
void write_letter(const News& news, const schema::Record& about, Context& context);

/// HTML as plain text: tags go, the common entities become characters.
std::string plain_text(std::string_view html);

}  // namespace planstead::domain
