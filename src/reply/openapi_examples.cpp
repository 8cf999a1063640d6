// The bodies that "try it out" offers to send; they name what every account has, or nothing.
#include "reply/openapi.h"

namespace planstead::reply {

namespace {

struct BodyExample {
  std::string_view operation, json;
};

// clang-format off
constexpr BodyExample rows[] = {
    {"post-task", R"({"name":"Call the client","description":"<p>Ask for the contract.</p>","priority":"Urgent","endDateTime":{"date":"31-12-2030","time":"18:00"}})"},
    {"post-task-by-id", R"({"name":"Call the client again","status":{"id":2}})"},
    {"get-task-list", R"({"offset":0,"pageSize":20,"fields":"id,name,status,assignees,endDateTime","filters":[{"type":10,"operator":"equal","value":[1,2]}]})"},
    {"post-checklist-item", R"({"name":"Find the number"})"},
    {"post-checklist-item-by-id", R"({"isDone":true})"},
    {"get-task-checklist", R"({"offset":0,"pageSize":100,"fields":"id,name,isDone,assignees"})"},
    {"get-object-list", R"({"offset":0,"pageSize":100,"fields":"id,name"})"},
    {"post-contact", R"({"template":{"id":1},"name":"Ada","lastname":"Byron","phones":[{"number":"+49 30 1234567","type":1}]})"},
    {"post-contact-by-id", R"({"position":"engineer","description":"Met at the fair."})"},
    {"get-contact-list", R"({"offset":0,"pageSize":20,"fields":"id,name,lastname,phones,email","filters":[{"type":4001,"operator":"equal","value":"Ada"}]})"},
    {"post-contact-import", R"({"contactTemplateId":1,"companyTemplateId":2,"optionImportDuplicate":"update","optionImportUniqueField":"email-phone","contacts":[{"name":"Grace","lastname":"Hopper","email":"grace@example.com"}]})"},
    {"get-contact-comments", R"({"offset":0,"pageSize":20,"fields":"id,dateTime,description,owner"})"},
    {"post-contact-add-comment", R"({"description":"<p>Called, nobody there.</p>"})"},
    {"post-contact-update-comment", R"({"description":"<p>Called again.</p>"})"},
    {"post-contact-add-data-tag-entry-new-comment", R"({"dataTag":{"id":1},"items":[{"customFieldData":[]}]})"},
    {"post-contact-add-data-tag-entry-existing-comment", R"({"dataTag":{"id":1},"items":[{"customFieldData":[]}]})"},
    {"get-task-comments", R"({"offset":0,"pageSize":20,"fields":"id,dateTime,description,owner","resultOrder":[{"field":"id","direction":"Desc"}]})"},
    {"post-task-add-comment", R"({"description":"<p>Waiting for an answer.</p>","recipients":{"roles":["assignee"]}})"},
    {"post-task-update-comment", R"({"description":"<p>Answered.</p>","isPinned":true})"},
    {"post-task-add-data-tag-entry-new-comment", R"({"dataTag":{"id":1},"items":[{"customFieldData":[]}]})"},
    {"post-task-add-data-tag-entry-existing-comment", R"({"dataTag":{"id":1},"items":[{"customFieldData":[]}]})"},
    {"get-comment-list", R"({"offset":0,"pageSize":20,"fields":"id,dateTime,description,owner,task","filters":[{"type":3000,"operator":"equal","value":{"dateType":"thisWeek"}}],"resultOrder":[{"field":"dateTime","direction":"Desc"}]})"},
    {"get-data-tags", R"({"offset":0,"pageSize":100,"fields":"id,name,group,fields"})"},
    {"post-update-data-tag-entry", R"({"customFieldData":[]})"},
    {"post-list-data-tag-entries", R"({"offset":0,"pageSize":20,"fields":"dataTag,key,task,commentId"})"},
    {"post-file-update", R"({"name":"contract.pdf"})"},
    {"post-file-upload-by-url", R"({"name":"picture.png","url":"https://example.com/picture.png"})"},
    {"post-project", R"({"name":"A new office","description":"<p>Moving in spring.</p>","endDate":{"date":"31-12-2030"}})"},
    {"post-project-by-id", R"({"status":{"id":2}})"},
    {"get-project-list", R"({"offset":0,"pageSize":20,"fields":"id,name,status,owner,endDate","filters":[{"type":5006,"operator":"equal","value":2}]})"},
    {"post-user", R"({"name":"Alan","lastname":"Turing","role":"User","status":"Active","email":"alan@example.com"})"},
    {"post-user-id", R"({"languageCode":"En"})"},
    {"get-user-list", R"({"offset":0,"pageSize":100,"fields":"id,name,lastname,groups,position"})"},
    {"post-user-positions", R"({"name":"Engineer"})"},
    {"post-user-positions-id", R"({"name":"Senior engineer"})"},
    {"get-list-directories", R"({"offset":0,"pageSize":100,"fields":"id,name,group,fields"})"},
    {"post-add-directory-entry", R"({"name":"Oslo"})"},
    {"post-update-directory-entry", R"({"archived":true})"},
    {"post-list-directory-entries", R"({"offset":0,"pageSize":100,"fields":"key,name,parentKey","entriesOnly":true})"},
    {"post-customfield-task-add", R"({"name":"Contract number","names":{"en":"Contract number"},"type":0})"},
    {"post-customfield-set-task-add", R"({"name":"Contracts"})"},
    {"post-customfield-add", R"({"name":"Contract number","names":{"en":"Contract number"},"type":0})"},
    {"post-customfield-set-add", R"({"name":"Contracts"})"},
    {"post-customfield-project-add", R"({"name":"Contract number","names":{"en":"Contract number"},"type":0})"},
    {"post-customfield-set-project-add", R"({"name":"Contracts"})"},
    {"post-customfield-user-add", R"({"name":"Contract number","names":{"en":"Contract number"},"type":0})"},
    {"post-customfield-set-user-add", R"({"name":"Contracts"})"},
    {"post-customfield-main-add", R"({"name":"Rate of tax","names":{"en":"Rate of tax"},"type":1,"mainValue":19})"},
    {"post-customfield-main-update", R"({"mainValue":20})"},
    {"planstead-notifications-read", R"({"ids":[1,2]})"},
    {"post-integration-telegram-bot-webhook", R"({"secretToken":"a-secret-of-your-own-0123456789-abcdef","webhookManagedExternally":true})"},
};
// clang-format on

}  // namespace

// An operation without a row offers an empty object.
std::string_view body_example(std::string_view operation) {
  for (const BodyExample& row : rows)
    if (row.operation == operation) return row.json;
  return "{}";
}

}  // namespace planstead::reply
