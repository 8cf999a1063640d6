// What letters about notifications say, in the language of whoever gets them.
#include "domain/notify.h"
#include "domain/row_edit.h"

namespace planstead::domain {

namespace {

using base::Ref;
using base::RefKind;
using schema::Record;

struct Words {
  schema::Notified kind;
  std::string_view en, ru;
};
constexpr Words subjects[] = {
    {schema::Notified::new_task, "New task", "Новая задача"},
    {schema::Notified::assigned, "You are an assignee", "Вы назначены исполнителем"},
    {schema::Notified::new_comment, "New comment", "Новый комментарий"},
    {schema::Notified::mention, "You are mentioned", "Вас упомянули"},
    {schema::Notified::new_status, "The status has changed", "Изменён статус"},
    {schema::Notified::new_dates, "The dates have changed", "Изменены сроки"},
    {schema::Notified::reminder, "Reminder", "Напоминание"},
    {schema::Notified::overdue, "The deadline has passed", "Срок истёк"},
    {schema::Notified::close_to_deadline, "The deadline is near", "Срок скоро истечёт"},
    {schema::Notified::not_accepted_in_time, "Not accepted in time", "Не принята вовремя"},
};

std::string address_of(Ref person, Context& context) {
  const auto row = context.records.find(
      person.kind == RefKind::user ? schema::user : schema::contact, person.id);
  return row ? row->text("email") : std::string();
}

}  // namespace

void write_letter(const News& news, const Record& about, Context& context) {
  const std::string address = address_of(news.to, context);
  if (address.empty()) return;
  const bool russian = context.catalog.language_of(news.to) == "Ru";
  const Words& words = subjects[static_cast<std::size_t>(news.kind)];
  const std::string what(russian ? words.ru : words.en);
  const Ref thing{about.entity().kind, about.id()};
  const std::string name =
      thing.kind == RefKind::task ? about.text("name") : name_of(thing, context);
  std::string body = what + "\n" + name + " (" + base::thing_text(thing) + ")\n";
  if (news.author.id != 0) body += name_of(news.author, context) + "\n";
  if (!news.text.empty()) body += "\n" + news.text + "\n";
  Record letter(schema::outgoing_mail);
  letter.set_id(context.records.next_id(schema::outgoing_mail));
  letter.set("_accepted", at_instant(context.now));
  letter.set("_due", at_instant(context.now));
  letter.set("_address", address);
  letter.set("_subject", what + ": " + name);
  letter.set("_text", std::move(body));
  letter.set("_state", static_cast<std::int64_t>(schema::Letter::waiting));
  letter.set("_attempts", std::int64_t{0});
  context.records.save(letter);
}

}  // namespace planstead::domain
