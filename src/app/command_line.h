// The command line: which command, with which flags; and the help of each. Runs nothing.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "app/config.h"

namespace planstead::app {

/// What a command is called with.
struct Invocation {
  const Config& config;
  const std::vector<std::string>& arguments;
};
/// Prints its answer to standard output; a failure is printed by the caller.
using Run = base::Status (*)(const Invocation&);

/// One command: its words, its arguments, what it does.
struct Command {
  std::string_view name;       ///< `token create`
  unsigned bit;                ///< of Commands
  std::string_view arguments;  ///< names of the arguments, all of them needed: `NAME`
  std::string_view about;
  Run run;
};

struct CommandLine {
  const Command* command = nullptr;  ///< nullptr with `help`: the program's own help
  std::vector<std::string> arguments;
  Flags flags;
  bool help = false;
};

base::Result<CommandLine> parse_command_line(std::span<const std::string_view> words,
                                             std::span<const Command> commands);

std::string help_of(std::span<const Command> commands);
std::string help_of(const Command& command);

}  // namespace planstead::app
