// The rules of each entity, as `create` and `update` dispatch to them. The only list of who does
// what is the table in rules.cpp.
#pragma once

#include "domain/rules.h"

namespace planstead::domain {

using PathIds = std::vector<std::int64_t>;

base::Result<std::int64_t> create_task(const PathIds& ids, const request::Body& body,
                                       Context& context);
base::Status update_task(const PathIds& ids, const request::Body& body, Context& context);

base::Result<std::int64_t> create_checklist_item(const PathIds& ids, const request::Body& body,
                                                 Context& context);
base::Status update_checklist_item(const PathIds& ids, const request::Body& body, Context& context);

base::Result<std::int64_t> create_comment(const PathIds& ids, const request::Body& body,
                                          Context& context);
base::Status update_comment(const PathIds& ids, const request::Body& body, Context& context);
base::Status remove_comment(const PathIds& ids, Context& context);
base::Result<std::int64_t> create_project(const PathIds& ids, const request::Body& body,
                                          Context& context);
base::Status update_project(const PathIds& ids, const request::Body& body, Context& context);

base::Result<std::int64_t> create_directory_entry(const PathIds& ids, const request::Body& body,
                                                  Context& context);
base::Status update_directory_entry(const PathIds& ids, const request::Body& body,
                                    Context& context);
base::Status remove_directory_entry(const PathIds& ids, Context& context);

base::Result<std::int64_t> create_data_tag_entries(const PathIds& ids, const request::Body& body,
                                                   Context& context);
base::Status update_data_tag_entry(const PathIds& ids, const request::Body& body, Context& context);
base::Status remove_data_tag_entry(const PathIds& ids, Context& context);

base::Result<std::int64_t> create_file(const PathIds& ids, const request::Body& body,
                                       Context& context);
base::Status update_file(const PathIds& ids, const request::Body& body, Context& context);
base::Status remove_file(const PathIds& ids, Context& context);

base::Result<std::int64_t> create_custom_field(const PathIds& ids, const request::Body& body,
                                               Context& context);
base::Status update_custom_field(const PathIds& ids, const request::Body& body, Context& context);
base::Result<std::int64_t> create_custom_field_set(const PathIds& ids, const request::Body& body,
                                                   Context& context);

base::Result<std::int64_t> create_contact(const PathIds& ids, const request::Body& body,
                                          Context& context);
base::Status update_contact(const PathIds& ids, const request::Body& body, Context& context);
base::Status import_contacts(const request::Import& import, Context& context);
base::Result<std::int64_t> create_user(const PathIds& ids, const request::Body& body,
                                       Context& context);
base::Status update_user(const PathIds& ids, const request::Body& body, Context& context);
base::Result<std::int64_t> create_position(const PathIds& ids, const request::Body& body,
                                           Context& context);
base::Status update_position(const PathIds& ids, const request::Body& body, Context& context);
base::Result<std::int64_t> take_lease(const PathIds& ids, const request::Body& body,
                                      Context& context);
base::Status release_lease(const PathIds& ids, Context& context);
base::Status update_telegram_bot(const PathIds& ids, const request::Body& body, Context& context);

}  // namespace planstead::domain
