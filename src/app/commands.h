// The commands of the program, one function each; the table of them is in commands.cpp.
#pragma once

#include <memory>
#include <span>
#include <string>

#include "app/command_line.h"
#include "storage/store.h"

namespace planstead::app {

std::span<const Command> commands();

base::Status serve(const Invocation& invocation);
base::Status demo(const Invocation& invocation);
base::Status create_account(const Invocation& invocation);
base::Status apply_structure(const Invocation& invocation);
base::Status dump_structure(const Invocation& invocation);
base::Status create_token(const Invocation& invocation);
base::Status list_tokens(const Invocation& invocation);
base::Status revoke_token(const Invocation& invocation);
base::Status print_log(const Invocation& invocation);
base::Status print_version(const Invocation& invocation);

/// Where the account lies: --data, else the command's default.
std::string data_folder_of(const Config& config);

/// The store of a command; throws storage::StorageError.
std::unique_ptr<storage::Store> open_store(const std::string& folder, bool create = false,
                                           bool durable = true);

/// A new token's text; the store keeps only its hash.
std::string issue_token(storage::Store& store, auth::Token token, base::Seconds now);

}  // namespace planstead::app
