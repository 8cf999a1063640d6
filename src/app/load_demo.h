// Makes the demonstration account in a folder, whole or not at all.
#pragma once

#include <string>

#include "demo/demo.h"

namespace planstead::app {

/// Does the folder hold anything yet?
bool is_unused(const std::string& folder);

/// Fills an account beside the folder and moves it there when it is complete and on the disk, so
/// that an interrupted start leaves nothing half made. Shows a progress bar on a terminal.
void load_demo(const std::string& folder, const demo::Options& options);

}  // namespace planstead::app
