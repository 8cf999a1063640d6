// Parses, resolves, runs, and prints what went wrong.
#include "app/program.h"

#include <sys/stat.h>

#include <cstdio>
#include <cstdlib>

#include "app/commands.h"

namespace planstead::app {

namespace {
constexpr int worked = 0, failed = 1, misused = 2;

std::optional<std::string> environment(const std::string& name) {
  const char* text = std::getenv(name.c_str());
  return text == nullptr ? std::nullopt : std::optional<std::string>(text);
}

base::Status run(std::span<const std::string_view> words) {
  PS_TRY(const CommandLine line, parse_command_line(words, commands()));
  if (line.help) {
    const std::string text = line.command == nullptr ? help_of(commands()) : help_of(*line.command);
    std::fputs(text.c_str(), stdout);
    return base::ok();
  }
  PS_TRY(const Config config, resolve(line.flags, environment));
  return line.command->run({config, line.arguments});
}

int complain(const std::string& text, int exit_code) {
  std::fprintf(stderr, "planstead: %s\n", text.c_str());
  return exit_code;
}
}  // namespace

int run_program(std::span<const std::string_view> words) {
  ::umask(0077);  // whatever is written (data, keys, tokens) is the owner's alone
  try {
    const base::Status status = run(words);
    if (status.ok()) return worked;
    const base::Error& error = status.error();
    const std::string text = error.where.empty() ? error.detail : error.where + ": " + error.detail;
    return complain(text, error.code == base::ErrorCode::parameter_invalid ? misused : failed);
  } catch (const std::exception& problem) {
    // A full disk, a port in use, a bug: whatever it is, one line.
    return complain(problem.what(), failed);
  }
}

}  // namespace planstead::app
