// The structure file: what is refused and where, what an account becomes, and that a dump brings
// back the same.
#include "structure/structure.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <sstream>

#include "schema/references.h"
#include "structure/memory_transaction.h"

namespace planstead::structure {
namespace {

constexpr base::Seconds now = 1'780'000'000;

std::string read_file(const std::filesystem::path& path) {
  std::ifstream in(path);
  std::stringstream text;
  text << in.rdbuf();
  return text.str();
}

// An account that uses every section and every type of custom fields.
const std::string& full_account() {
  static const std::string text =
      read_file(std::filesystem::path(__FILE__).parent_path() / "full_account_test.yaml");
  return text;
}

catalog::CatalogPtr catalog_of(MemoryTransaction& account) {
  std::vector<schema::Record> users;
  account.scan(schema::user, [&](const schema::Record& row) { users.push_back(row); });
  return build_catalog(account.structure(), users, 1);
}

base::Result<Report> apply_text(MemoryTransaction& account, std::string_view text) {
  PS_TRY(const Document document, parse(text, "a.yaml"));
  return apply(document, account, now);
}

std::string refusal_of(std::string_view text, MemoryTransaction& account) {
  const auto report = apply_text(account, text);
  return report ? "accepted" : report.error().where + " " + report.error().detail;
}

struct Bad {
  std::string_view name, text, refusal;
};

constexpr std::string_view people = R"(
users:
  - {id: 1, name: Анна}
)";

const Bad bad_files[] = {
    {"a section nobody knows", "users: []\npeople: []\n", "a.yaml:2 unknown section people"},
    {"YAML that is none", "users: [\n", "a.yaml:2 end of sequence flow not found"},
    {"a repeated key", "positions:\n  - name: A\n    name: B\n",
     "a.yaml:3 the key name stands here twice"},
    {"a comment of nothing", "comments:\n  - {id: 1, description: x}\n",
     "a.yaml:2 comments[0].task: a comment belongs to one task or one contact"},
    {"a comment without a number", "comments:\n  - {description: x}\n",
     "a.yaml:2 comments[0]: the key id is missing"},
    {"a number of two comments",
     "tasks:\n  - {id: 5, name: A, firstComment: 7}\ncomments:\n  - {id: 7, task: 5, description: "
     "x}\n",
     "a.yaml:2 tasks[0].firstComment: the number 7 is another comment's"},
    {"an unknown key", "users:\n  - {id: 1, name: Анна,\n     surname: Ё}\n",
     "a.yaml:3 users[0]: unknown key surname"},
    {"a missing name", "groups:\n  - id: 1\n", "a.yaml:2 groups[0]: the key name is missing"},
    {"a person without any name", "contacts:\n  - {id: 1, name: \" \"}\n",
     "a.yaml:2 contacts[0]: the key name is missing"},
    {"an employee without any name", "users:\n  - {id: 1, role: User}\n",
     "a.yaml:2 users[0]: the key name is missing"},
    {"a number for a name", "groups:\n  - name: 2026\n",
     "a.yaml:2 groups[0].name: a text is expected; write it in quotes"},
    {"a blank name", "groups:\n  - name: \" \"\n", "a.yaml:2 groups[0].name: the name is blank"},
    {"a list where an object stands", "account: []\n", "a.yaml:1 account: an object is expected"},
    {"an object where a list stands", "users: {}\n", "a.yaml:1 users: a list is expected"},
    {"a zone nobody knows", "account:\n  name: А\n  timeZone: Europe/Nowhere\n",
     "a.yaml:3 account.timeZone: there is no time zone Europe/Nowhere"},
    {"a role nobody knows", "users:\n  - name: A\n    role: Boss\n",
     "a.yaml:3 users[0].role: \"Boss\" is none of: NotDefined, Admin, User, TechAdmin, "
     "UserWithoutAccess, Robot"},
    {"an address of two employees",
     "users:\n  - {name: A, email: a@b.c}\n  - {name: B, secondaryEmails: [A@B.C]}\n",
     "a.yaml:3 users[1].secondaryEmails: A@B.C is that of another employee"},
    {"a login of two employees", "users:\n  - {name: A, login: ann}\n  - name: B\n    login: Ann\n",
     "a.yaml:4 users[1].login: Ann is that of another employee"},
    {"a position nobody has described", "users:\n  - {name: A, position: {name: Boss}}\n",
     "a.yaml:2 users[0].position: there is no position Boss"},
    {"a zone of nowhere", "users:\n  - name: A\n    timezone: Mars/Base\n",
     "a.yaml:3 users[0].timezone: Mars/Base is no time zone"},
    {"hours in disorder",
     "schedules:\n  - name: A\n    days:\n      1: \"14:00-18:00,09:00-13:00\"\n",
     "a.yaml:4 schedules[0].days.1: working hours are expected: \"09:00-13:00,14:00-18:00\", "
     "ascending"},
    {"an eighth day", "schedules:\n  - name: A\n    days: {8: \"\"}\n",
     "a.yaml:3 schedules[0].days.8: the key must be a day of the week, 1 Monday to 7 Sunday"},
    {"a date that is none", "schedules:\n  - name: A\n    exceptions:\n      31-02-2027: \"\"\n",
     "a.yaml:4 schedules[0].exceptions.31-02-2027: the key must be a date, DD-MM-YYYY"},
    {"a colour that is none", "statuses:\n  - {id: 100, name: A, color: red}\n",
     "a.yaml:2 statuses[0].color: a colour is expected: \"#rrggbb\", in quotes"},
    {"the same number twice", "groups:\n  - {id: 5, name: A}\n  - {id: 5, name: B}\n",
     "a.yaml:3 groups[1].id: the number 5 is that of groups[0] (line 2), too"},
    {"one number for a template and a task",
     "taskTemplates:\n  - {id: 5, name: A}\ntasks:\n  - {id: 5, name: B}\n",
     "a.yaml:4 tasks[0].id: the number 5 is that of taskTemplates[0] (line 2), too"},
    {"one name without numbers", "groups:\n  - name: Отдел\n  - name: Отдел\n",
     "a.yaml:3 groups[1].name: groups[0] has the same name; give each a number by the key id"},
    {"a negative number", "groups:\n  - {id: -5, name: A}\n",
     "a.yaml:2 groups[0].id: a whole number from 1 to 36028797018963967 is expected"},
    {"a directory's number past its range", "directories:\n  - {id: 8388608, name: A}\n",
     "a.yaml:2 directories[0].id: a whole number from 1 to 4194303 is expected"},
    {"a group that is missing",
     "groups:\n  - {id: 1, name: G}\nusers:\n  - name: A\n    groups: [1,\n      7]\n",
     "a.yaml:6 users[0].groups[1].id: there is no group 7"},
    {"a status outside the set",
     "processes:\n  - name: A\n    statuses: [1, 2]\n    transitions:\n      - {from: 1, to: 3}\n",
     "a.yaml:5 processes[0].transitions: the status 3 is not in the set"},
    {"a second built-in process",
     "processes:\n  - {id: 1, name: A, builtIn: true}\n  - id: 2\n    name: B\n    builtIn: true\n",
     "a.yaml:2 processes[0].builtIn: the account has a built-in process already"},
    {"a list without values", "customFields:\n  - {id: 1, name: A, type: 8}\n",
     "a.yaml:2 customFields[0].enumValues: a field of this type needs its values"},
    {"a type that is none", "customFields:\n  - {id: 1, name: A,\n     type: 18}\n",
     "a.yaml:3 customFields[0].type: there is no custom field type 18"},
    {"a directory field without directory", "customFields:\n  - {id: 1, name: A, type: 9}\n",
     "a.yaml:2 customFields[0].directoryId: a field of this type needs a directory"},
    {"a template with two further sets", R"(
customFieldSets:
  - {id: 1, name: A}
  - {id: 2, name: B}
customFields:
  - {id: 1, name: A, type: 0, groupId: 1}
  - {id: 2, name: B, type: 0, groupId: 2}
  - {id: 3, name: C, type: 0}
taskTemplates:
  - id: 10
    name: T
    fields: [1, 2, 3]
)",
     "a.yaml:12 taskTemplates[0].fields: the template 10 would hold fields of two sets, 1 and 2, "
     "besides the general one"},
    {"a preset outside the enumeration",
     "taskTemplates:\n  - id: 10\n    name: T\n    priority: High\n",
     "a.yaml:4 taskTemplates[0].priority: \"High\" is none of: NotUrgent, Urgent"},
    {"a field that the template does not carry", R"(customFields:
  - {id: 1, name: A, type: 0}
taskTemplates:
  - id: 10
    name: T
    customFieldData:
      - {field: {id: 1}, value: x}
)",
     "a.yaml:7 taskTemplates[0].customFieldData[0].value: the field 1 does not belong here"},
    {"an employee who is missing",
     "tasks:\n  - id: 10\n    name: T\n    assignees:\n      users:\n        - {id: \"user:9\"}\n",
     "a.yaml:6 tasks[0].assignees.users[0].id: there is no employee 9"},
    {"a project that is missing", "tasks:\n  - id: 10\n    name: T\n    project: 9\n",
     "a.yaml:4 tasks[0].project: there is no 9 in projects"},
    {"a date that is no date",
     "tasks:\n  - id: 10\n    name: T\n    endDateTime: {date: 31-02-2026}\n",
     "a.yaml:4 tasks[0].endDateTime: \"31-02-2026\" is no date"},
    {"an end before the start",
     "tasks:\n  - id: 10\n    name: T\n    startDateTime: {date: 02-02-2026}\n    endDateTime: "
     "{date: 01-02-2026}\n",
     "a.yaml:5 tasks[0].endDateTime: the end lies before the start"},
    {"a task below itself",
     "tasks:\n  - {id: 10, name: T, parent: 11}\n  - {id: 11, name: T2, parent: 10}\n",
     "a.yaml:2 tasks[0].parent: stands below itself"},
    {"a project below itself", "projects:\n  - {id: 10, name: П, parent: 10}\n",
     "a.yaml:2 projects[0].parent: stands below itself"},
    {"an entry below itself",
     "directories:\n  - id: 1\n    name: D\n    entries:\n      - {key: 1, name: A, parentKey: "
     "2}\n      - {key: 2, name: B, parentKey: 1}\n",
     "a.yaml:5 directories[0].entries[0].parentKey: stands below itself"},
    {"a status that the task's process lacks",
     "processes:\n  - {id: 5, name: A, statuses: [1, 2, 3]}\ntasks:\n  - {id: 10, name: T, "
     "processId: 5, status: 6}\n",
     "a.yaml:4 tasks[0].status: the status 6 is not in the set of the process 5"},
};

TEST(structure_file, refuses_with_file_line_and_place) {
  for (const Bad& bad : bad_files) {
    MemoryTransaction account;
    EXPECT_EQ(refusal_of(bad.text, account), bad.refusal) << bad.name;
    EXPECT_EQ(account.writes, 0) << bad.name;
  }
}

TEST(structure_file, a_number_that_another_kind_has_in_the_account_is_refused) {
  MemoryTransaction account;
  ASSERT_TRUE(apply_text(account, "taskTemplates:\n  - {id: 40, name: T}\n").ok());
  EXPECT_EQ(refusal_of("tasks:\n  - {id: 40, name: B}\n", account),
            "a.yaml:2 tasks[0].id: the number 40 belongs to one of the account's taskTemplates");
  EXPECT_EQ(
      refusal_of("tasks:\n  - {id: 50, name: B}\nchecklists:\n  - {id: 40, task: 50, name: C}\n",
                 account),
      "a.yaml:4 checklists[0].id: the number 40 belongs to one of the account's taskTemplates");
}

TEST(structure_file, an_account_with_everything_is_taken_and_a_second_time_changes_nothing) {
  MemoryTransaction account;
  ASSERT_EQ(refusal_of(full_account(), account), "accepted");
  const int writes = account.writes;
  const auto again = apply_text(account, full_account());
  ASSERT_TRUE(again.ok());
  EXPECT_EQ(text_of(again.value()),
            "0 added, 0 changed, " + std::to_string(again.value().lines.size()) + " unchanged\n");
  EXPECT_EQ(account.writes, writes);
}

TEST(structure_file,
     a_dump_changes_nothing_where_it_came_from_and_makes_the_same_account_elsewhere) {
  MemoryTransaction account, other;
  ASSERT_EQ(refusal_of(full_account(), account), "accepted");
  const std::string text = dump(account);
  const int writes = account.writes;
  ASSERT_EQ(refusal_of(text, account), "accepted");
  EXPECT_EQ(account.writes, writes) << text;
  ASSERT_EQ(refusal_of(text, other), "accepted") << text;
  EXPECT_EQ(dump(other), text);
  EXPECT_EQ(other.structure(), account.structure());
}

// What is in the bin is not part of the file; what refers to it must still make an account.
TEST(structure_file, a_dump_holds_nothing_that_refers_to_the_bin) {
  MemoryTransaction account;
  ASSERT_EQ(refusal_of(R"(
customFields:
  - {id: 10, name: Who, type: 10, objectType: 4}
dataTags:
  - {id: 1, name: Calls, fields: [10]}
contacts:
  - {id: 5, name: Gone}
  - {id: 6, name: Stays}
tasks:
  - id: 100
    name: Work
    counterparty: {id: 5}
    participants: {users: [{id: "contact:5"}, {id: "contact:6"}]}
dataTagEntries:
  - {key: 1, dataTag: 1, contact: 5}
  - {key: 2, dataTag: 1, contact: 6, customFieldData: [{field: {id: 10}, value: {id: 5}}]}
)",
                       account),
            "accepted");
  schema::Record gone = *account.find(schema::contact, 5);
  gone.set("isDeleted", true);
  account.save(gone);
  MemoryTransaction other;
  const std::string text = dump(account);
  EXPECT_EQ(text.find("id: 5"), std::string::npos) << text;
  EXPECT_EQ(text.find("contact:5"), std::string::npos) << text;
  ASSERT_EQ(refusal_of(text, other), "accepted") << text;
  EXPECT_EQ(dump(other), text);
  EXPECT_EQ(other.count(schema::data_tag_entry), 1U);
  // Where it came from it changes nothing: who comes back from the bin is where he was.
  const int writes = account.writes;
  ASSERT_EQ(refusal_of(text, account), "accepted");
  EXPECT_EQ(account.writes, writes);
  EXPECT_EQ(account.find(schema::task, 100)->refs("participants").size(), 2U);
}

TEST(structure_file, totals_follow_entries_and_definitions) {
  MemoryTransaction account;
  const auto total = [&] {
    const auto task = account.find(schema::task, 501);
    const schema::Value* held = task->custom_value(123);
    return held == nullptr ? -1 : std::get<double>(*held);
  };
  ASSERT_EQ(refusal_of(full_account(), account), "accepted");
  EXPECT_EQ(total(), 100);
  ASSERT_EQ(refusal_of("dataTagEntries:\n  - {key: 3, dataTag: 6, task: 501, "
                       "customFieldData: [{field: {id: 201}, value: 9.5}]}\n",
                       account),
            "accepted");
  EXPECT_EQ(total(), 110);
  EXPECT_EQ(refusal_of("customFields:\n  - {id: 123, name: A, type: 23}\n", account),
            "a.yaml:2 customFields[0].sourceField: a field of this type needs the data tag's field "
            "that it sums");
  EXPECT_EQ(refusal_of("customFields:\n  - {id: 123, name: A, type: 23, sourceField: 101}\n",
                       account),
            "a.yaml:2 customFields[0].sourceField: the field 101 is no number, period, checkbox "
            "or time frame of a data tag");
}

TEST(structure_file, says_what_it_added_and_changed) {
  MemoryTransaction account;
  ASSERT_TRUE(apply_text(account, people).ok());
  const auto report = apply_text(
      account, "users:\n  - {id: 1, name: Анна, lastname: Орлова}\n  - {id: 2, name: Ёж}\n");
  ASSERT_TRUE(report.ok());
  EXPECT_EQ(text_of(report.value()),
            "~ users 1 Анна Орлова\n+ users 2 Ёж\n1 added, 1 changed, 0 unchanged\n");
}

TEST(structure_file, items_without_numbers_are_known_by_name_and_numbers_jump_over_chosen_ones) {
  constexpr std::string_view text = "groups:\n  - {id: 7, name: Продажи}\n  - name: Сервис\n";
  MemoryTransaction account;
  const auto report = apply_text(account, text);
  ASSERT_TRUE(report.ok());
  EXPECT_EQ(report.value().lines[1].id, 8);
  const auto again = apply_text(account, text);
  ASSERT_TRUE(again.ok());
  EXPECT_EQ(again.value().count(Outcome::unchanged), again.value().lines.size());
  EXPECT_EQ(account.next_id(schema::Entity{schema::workspace}), 1);
}

TEST(structure_file, later_tasks_jump_over_chosen_numbers_of_the_shared_sequence) {
  MemoryTransaction account;
  ASSERT_EQ(refusal_of("tasks:\n  - {id: 500, name: Задача}\nchecklists:\n  - {id: 900, task: 500, "
                       "name: Пункт}\n",
                       account),
            "accepted");
  EXPECT_EQ(account.next_id(schema::task), 901);
}

TEST(structure_file, a_built_in_process_of_the_file_takes_over_from_the_standard_one) {
  MemoryTransaction account;
  ASSERT_TRUE(apply_text(account, "").ok());
  const auto report = apply_text(account, "processes:\n  - {id: 40, name: Свой, builtIn: true}\n");
  ASSERT_TRUE(report.ok());
  EXPECT_EQ(
      text_of(report.value()),
      "+ processes 40 Свой\n~ processes 1 Standard process\n1 added, 1 changed, 0 unchanged\n");
  const auto catalog = catalog_of(account);
  EXPECT_EQ(catalog->default_process().id, 40);
  EXPECT_FALSE(catalog->process(1)->built_in);
}

TEST(structure_file, what_the_file_does_not_name_stays) {
  MemoryTransaction account;
  ASSERT_TRUE(apply_text(account, "groups:\n  - {id: 7, name: Продажи}\n").ok());
  ASSERT_TRUE(apply_text(account, "groups:\n  - {id: 8, name: Сервис}\n").ok());
  EXPECT_EQ(catalog_of(account)->groups.size(), 2u);
}

TEST(structure_file, fields_of_a_row_that_the_file_leaves_out_stay) {
  MemoryTransaction account;
  ASSERT_TRUE(apply_text(account, "tasks:\n  - {id: 50, name: Задача, description: Текст}\n").ok());
  ASSERT_TRUE(apply_text(account, "tasks:\n  - {id: 50, name: Другая}\n").ok());
  const auto task = account.find(schema::task, 50);
  EXPECT_EQ(task->text("name"), "Другая");
  EXPECT_EQ(task->text("description"), "Текст");
}

TEST(structure_file, empty_lists_in_a_row_are_no_difference) {
  MemoryTransaction account;
  ASSERT_TRUE(apply_text(account, "tasks:\n  - {id: 50, name: Задача}\n").ok());
  schema::Record task = *account.find(schema::task, 50);
  task.set("participants", schema::RefList{});
  task.set("description", std::string());
  account.save(task);
  const int writes = account.writes;
  EXPECT_EQ(refusal_of(dump(account), account), "accepted");
  EXPECT_EQ(account.writes, writes);
}

TEST(structure_file, a_field_that_rest_has_made_stays_attached) {
  MemoryTransaction account;
  constexpr std::string_view text = "taskTemplates:\n  - {id: 1, name: T}\n";
  ASSERT_TRUE(apply_text(account, text).ok());
  account.save_structure(
      "custom_field", 5,
      R"({"id":5,"name":"Поле","type":0,"names":{"ru":"П","en":"F"},"objectType":0,)"
      R"("templates":[1]})");
  ASSERT_TRUE(apply_text(account, text).ok());
  const auto catalog = catalog_of(account);
  EXPECT_EQ(catalog->task_template(1)->fields, std::vector<std::int64_t>{5});
  const int writes = account.writes;
  ASSERT_EQ(refusal_of(dump(account), account), "accepted");
  EXPECT_EQ(account.writes, writes);
}

TEST(structure_file, odd_texts_come_back_as_they_were) {
  for (std::string name : {"yes", "007", "1.5", "a: b", "# x", "«Ёлка» \\ \"q\"", "null", "- x",
                           "день 1", "line\nbreak\ttab", "~", "@x", "%", "'", "2026-01-01", "{a}",
                           "[b]", "\u2028x", "x\u0085"}) {
    MemoryTransaction account;
    account.save_structure("group", 1, "{\"name\":\"x\"}");
    Document document = parse("groups:\n  - {id: 1, name: x}\n").value();
    document.items[0].own = base::Node(base::Node::Object{{"name", base::Node(name)}});
    ASSERT_TRUE(apply(document, account, now).ok());
    const std::string text = dump(account);
    const auto again = parse(text);
    ASSERT_TRUE(again.ok()) << text << again.error().detail;
    const auto report = apply(again.value(), account, now);
    ASSERT_TRUE(report.ok());
    EXPECT_EQ(report.value().count(Outcome::changed), 0u) << text;
  }
}

TEST(catalog_of_nothing, has_what_every_account_has) {
  const auto catalog = build_catalog({}, {}, 3);
  EXPECT_EQ(catalog->version, 3);
  EXPECT_EQ(catalog->statuses.size(), 8u);
  EXPECT_TRUE(catalog->default_process().built_in);
  EXPECT_EQ(catalog->default_process().statuses.size(), 8u);
  ASSERT_EQ(catalog->schedules.size(), 1u);
  EXPECT_EQ(catalog->schedules[0].week[1].size(), 2u);
  EXPECT_TRUE(catalog->schedules[0].week[6].empty());
  EXPECT_EQ(catalog->account.standard_template, 1);
  ASSERT_EQ(catalog->templates.size(), 2u);
  EXPECT_EQ(catalog->templates[1].kind, schema::TaskKind::object);
}

TEST(catalog_of_nothing, becomes_rows_when_any_file_is_applied) {
  MemoryTransaction account;
  ASSERT_TRUE(apply_text(account, "").ok());
  EXPECT_EQ(account.find(schema::task, 1)->integer("_kind"),
            static_cast<std::int64_t>(schema::TaskKind::task_template));
  EXPECT_EQ(account.find(schema::task, 2)->integer("_kind"),
            static_cast<std::int64_t>(schema::TaskKind::object));
  EXPECT_EQ(account.next_id(schema::task), 3);
}

TEST(catalog, holds_presets_and_fields_of_templates) {
  MemoryTransaction account;
  ASSERT_EQ(refusal_of(full_account(), account), "accepted");
  const auto catalog = catalog_of(account);
  const catalog::Template* form = catalog->task_template(11);
  ASSERT_NE(form, nullptr);
  EXPECT_EQ(form->process, 2);
  EXPECT_EQ(form->preset.integer("priority"), 1);
  EXPECT_NE(form->preset.custom_value(100), nullptr);
  EXPECT_TRUE(catalog->owns(11, 0, *catalog->field(100)));
  EXPECT_EQ(catalog->field(200)->owner_directory, 3);
  EXPECT_EQ(catalog->user(1)->name, "Анна Орлова");
  EXPECT_EQ(catalog->group(1)->members, (std::vector<std::int64_t>{1, 2}));
  const auto entry = account.find(schema::directory_entry, schema::entry_id(3, 2));
  ASSERT_TRUE(entry.has_value());
  EXPECT_EQ(entry->ref("directory"), (base::Ref{base::RefKind::directory, 3}));
}

TEST(structure_reference, is_the_one_in_the_documents) {
  const auto root = std::filesystem::path(__FILE__).parent_path().parent_path().parent_path();
  const std::string page = read_file(root / "docs" / "structure.md");
  EXPECT_NE(page.find(reference()), std::string::npos) << reference();
}

}  // namespace
}  // namespace planstead::structure
