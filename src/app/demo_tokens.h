// The tokens of a demonstration account, kept beside its data so that every start can show them. Of
// no other account does the server know a token's text.
#pragma once

#include <string>

#include "storage/store.h"

namespace planstead::app {

struct DemoTokens {
  std::string robot, employee;
};

/// Reads them from the folder's file, which only its owner may read; those that are missing or no
/// longer work are issued anew and written there. Throws std::runtime_error where it cannot be
/// written.
DemoTokens demo_tokens(storage::Store& store, const std::string& folder, base::Seconds now);

}  // namespace planstead::app
