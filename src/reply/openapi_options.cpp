// The options of lists and reads in the OpenAPI file, one row each.
#include "reply/openapi.h"

namespace planstead::reply {

using schema::Option;

namespace {

constexpr std::string_view flag = R"({"type":"boolean","default":false})";
constexpr std::string_view id = R"({"type":"integer","format":"int64"})";

// clang-format off
constexpr OptionDoc rows[] = {
    {Option::filter_id, "filterId", R"({"anyOf":[{"type":"string"},{"type":"integer"}]})", "A saved filter by its number, or a system filter: in, out, audit or all."},
    {Option::run_as, "runAsUserId", R"({"type":"string","example":"user:5"})", "Whose eyes the list is seen with; for administrators."},
    {Option::is_company, "isCompany", R"({"type":"boolean"})", "true: companies; false: people; absent: both."},
    {Option::prefixed_id, "prefixedId", flag, "Answers numbers with their prefixes."},
    {Option::only_active, "onlyActive", flag, "Leaves out employees who have left."},
    {Option::type_list, "typeList", R"({"type":"string","enum":["Comments","All","New","Deleted"],"default":"Comments"})", "Which comments."},
    {Option::result_order, "resultOrder", R"({"type":"array","maxItems":10,"items":{"type":"object","properties":{"field":{"type":"string","enum":["id","dateTime"]},"filed":{"type":"string","enum":["id","dateTime"],"description":"The same under a misspelt name."},"direction":{"type":"string","enum":["Asc","Desc"]}}}})", "In which order; ascending numbers where absent."},
    {Option::group_id, "groupId", id, "Only what is in this group."},
    {Option::groups_only, "groupsOnly", flag, "Only groups of entries."},
    {Option::entries_only, "entriesOnly", flag, "Leaves out groups of entries."},
    {Option::of_task, "taskId", id, "Only what belongs to this task."},
    {Option::of_contact, "contactId", R"({"anyOf":[{"type":"integer","format":"int64"},{"type":"string","example":"contact:5"}]})", "Only what belongs to this contact."},
    {Option::from_description, "onlyFromDescription", flag, "Only what the description holds, nothing from comments."},
    {Option::target_type, "targetType", R"({"type":"string","enum":["task","directory"],"default":"task"})", "What the file is meant for; every file may hang on everything."},
    {Option::of_object, "object", R"({"type":"string","example":"task:5"})", "Only what happened to this thing: task:5, contact:7, comment:12, user:3, customField:20 …"},
    {Option::of_token, "token", id, "Only what was done through the token of this number."},
    {Option::only_unread, "onlyUnread", flag, "Leaves out what was read."},
    {Option::target, "id", id, "Number of what the file is attached to."},
};
// clang-format on

}  // namespace

std::span<const OptionDoc> option_docs() { return rows; }

}  // namespace planstead::reply
