// The feed of tasks and contacts, as other rules write to it. Creating, changing and deleting
// comments themselves are among the rules of entities.
#pragma once

#include "domain/row_edit.h"

namespace planstead::domain {

/// The task or contact that a comment or a data tag entry belongs to.
base::Ref owner_of(const schema::Record& row);
/// Whoever made it: what a row of the feed has where nothing else is said. Type: a comment.
void complete_comment(schema::Record& comment, base::Ref author, const base::Moment& moment);
/// Draws its number and saves it.
void save_new_comment(schema::Record& comment, Context& context);
/// Did somebody write it? Entries of the server's own are nobody's to change
/// (domain/automation-and-events.md 6, action.update).
bool is_written(const schema::Record& comment);

/// The row by which a task's description shows in the feed (observed 12.5); its number is the
/// task's `firstComment`.
schema::Record first_comment_of(const schema::Record& task);
/// Saves that row where it is missing. Draws its number unless the task has one; the caller stores
/// the task.
void add_first_comment(schema::Record& task, Records& records);
/// Its type follows the description: without a text or file it is an entry of the server's own.
void settle_first_comment(const schema::Record& task, Records& records);
/// Moves the owner's `dateOfLastUpdate` and saves it.
void touch_owner(schema::Record& owner, Context& context);
/// Moves the owner's `dateOfLastComment` up to this comment; false where it stands already.
bool take_last_comment(schema::Record& owner, const schema::Record& comment);
/// Saves a comment without text, which holds data tag entries (observed 17.5). Moves the owner's
/// dateOfLastComment; the caller stores the owner.
base::Result<std::int64_t> add_holder(schema::Record& owner, Context& context);
/// A comment of this task or contact; code: the one for missing comments.
base::Result<schema::Record> find_comment_of(base::Ref owner, std::int64_t id, Context& context);
/// The feed of a task or contact goes into the bin with it, or comes back.
void hide_comments(base::Ref owner, bool hidden, Context& context);

}  // namespace planstead::domain
