// Who is notified of what (domain/tasks-and-access.md 6.3, domain/automation-and-events.md 4.2),
// and the letters that go with it.
#pragma once

#include <set>
#include <string>
#include <tuple>

#include "domain/remember.h"
#include "schema/memory.h"

namespace planstead::domain {

/// Makes the notifications of one change; nobody gets two of one kind about one thing.
class Notifier {
 public:
  explicit Notifier(Context& context) : context_(context) {}
  void tell_of_task(const RowChange& change, const FeedEntries& entries);
  void tell_of_comment(const RowChange& change);
  /// A reminder of the comment became due; `owner` is its task or contact.
  void tell_of_reminder(const schema::Reminder& reminder, std::int64_t comment,
                        const schema::Record& owner);

 private:
  void tell(const schema::RefList& people, schema::Notified kind, const schema::Record& about,
            std::int64_t comment, const std::string& text = {});
  void tell_one(base::Ref person, schema::Notified kind, const schema::Record& about,
                std::int64_t comment, const std::string& text);
  bool may_be_told(base::Ref person, schema::Notified kind);

  Context& context_;
  base::Ref author_ = context_.viewer.person;  ///< whose action it is
  std::set<std::tuple<base::Ref, base::Ref, schema::Notified>> told_;
};

/// Employees that a text names: `@` or `+`, then the name as it is shown.
schema::RefList mentioned_in(std::string_view html, const catalog::Catalog& catalog);
/// Employees and contacts, members instead of their groups, without repeats.
schema::RefList people_of(const schema::RefList& list, const catalog::Catalog& catalog);
/// Those of the list who have no role on the task, administrators left out.
schema::RefList strangers_to(const schema::Record& task, const schema::RefList& people,
                             const catalog::Catalog& catalog);

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
