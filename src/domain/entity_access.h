// Who may write rows of each entity, as write_access.cpp dispatches to them, and what they share.
#pragma once

#include "domain/access.h"

namespace planstead::domain {

using PathIds = std::vector<std::int64_t>;

namespace access {

base::Status add_task(const PathIds& ids, const request::Body& body, Asker& asker);
base::Status change_task(const PathIds& ids, const request::Body& body, Asker& asker);
base::Status add_checklist_item(const PathIds& ids, const request::Body& body, Asker& asker);
base::Status change_checklist_item(const PathIds& ids, const request::Body& body, Asker& asker);

base::Status add_comment(const PathIds& ids, const request::Body& body, Asker& asker);
base::Status change_comment(const PathIds& ids, const request::Body& body, Asker& asker);
base::Status remove_comment(const PathIds& ids, Asker& asker);
base::Status add_data_tag_entry(const PathIds& ids, const request::Body& body, Asker& asker);
base::Status change_data_tag_entry(const PathIds& ids, const request::Body& body, Asker& asker);
base::Status remove_data_tag_entry(const PathIds& ids, Asker& asker);

/// A contact that is made, whatever number the body names.
base::Status new_contact(const request::Body& body, Asker& asker);
base::Status add_contact(const PathIds& ids, const request::Body& body, Asker& asker);
base::Status change_contact(const PathIds& ids, const request::Body& body, Asker& asker);
base::Status add_project(const PathIds& ids, const request::Body& body, Asker& asker);
base::Status change_project(const PathIds& ids, const request::Body& body, Asker& asker);

base::Status add_directory_entry(const PathIds& ids, const request::Body& body, Asker& asker);
base::Status change_directory_entry(const PathIds& ids, const request::Body& body, Asker& asker);
base::Status remove_directory_entry(const PathIds& ids, Asker& asker);
base::Status add_file(const PathIds& ids, const request::Body& body, Asker& asker);
base::Status change_file(const PathIds& ids, const request::Body& body, Asker& asker);
base::Status remove_file(const PathIds& ids, Asker& asker);
base::Status add_user(const PathIds& ids, const request::Body& body, Asker& asker);
base::Status change_user(const PathIds& ids, const request::Body& body, Asker& asker);

}  // namespace access

/// Does the key of the body say another thing than the row holds? (digest 5.3) What an external
/// application calls the row is its own name for it, not what the row holds.
bool is_changed(const request::Change& change, const schema::Record& row, Asker& asker);
bool is_changed(const request::CustomChange& change, const schema::Record& row);

/// What a body may newly name: files and projects that the person sees, code 41 for others, as for
/// those that are not there; contacts that he sees, code 6.
base::Status check_named(const request::Body& body, const schema::Record* before, Asker& asker);

/// The fields of a row that he makes, by their own lists; `places`: those that he is going to have.
base::Status check_new_fields(const request::Body& body, const schema::Entity& entity, Asker& asker,
                              const Places& places = {});

/// A body for a row whose keys all need the same right, and its custom fields what their own lists
/// say, or that.
base::Status check_keys(const request::Body& body, const schema::Record& row, bool may_edit,
                        Asker& asker);

}  // namespace planstead::domain
