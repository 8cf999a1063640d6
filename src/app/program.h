// The program: from the words of the command line to an exit code.
#pragma once

#include <span>
#include <string_view>

namespace planstead::app {

/// 0: it worked; 1: it failed; 2: it was called wrongly. What went wrong is one line on standard
/// error.
int run_program(std::span<const std::string_view> words);

}  // namespace planstead::app
