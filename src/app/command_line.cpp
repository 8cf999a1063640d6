// Reads words of the command line against the tables of commands and options.
#include "app/command_line.h"

#include <algorithm>

#include "base/text.h"

namespace planstead::app {

namespace {
using Words = std::span<const std::string_view>;

bool asks_help(std::string_view word) { return word == "--help" || word == "-h" || word == "help"; }

/// How many words at the front are this command's name; 0 when it is another command.
std::size_t words_matched(const Command& command, Words words) {
  const auto names = base::split(command.name, ' ');
  if (words.size() < names.size()) return 0;
  return std::ranges::equal(names, words.first(names.size())) ? names.size() : 0;
}

base::Error unknown_command(Words words, std::span<const Command> commands) {
  std::string known;
  for (const Command& command : commands) {
    if (!known.empty()) known += ", ";
    known += command.name;
  }
  return usage_failure("unknown command `" + std::string(words.front()) + "`; there are: " + known);
}

/// Takes one flag and its value off the front of `words`.
base::Status take_flag(CommandLine& line, Words& words) {
  std::string_view word = words.front().substr(2);
  words = words.subspan(1);
  const std::size_t equals = word.find('=');
  const std::string_view name = word.substr(0, equals);
  const Option* option = find_option(name);
  if (option == nullptr || (option->commands & line.command->bit) == 0)
    return usage_failure("`" + std::string(line.command->name) + "` has no option --" +
                         std::string(name));
  std::string text = "true";
  if (equals != std::string_view::npos) {
    text = word.substr(equals + 1);
  } else if (!option->value.empty()) {
    if (words.empty()) return usage_failure("--" + std::string(name) + " needs a value");
    text = words.front();
    words = words.subspan(1);
  }
  if (!line.flags.emplace(option, text).second)
    return usage_failure("--" + std::string(name) + " is given twice");
  return base::ok();
}

base::Status check_arguments(const CommandLine& line) {
  const std::string_view names = line.command->arguments;
  std::size_t needed = 0, most = 0;
  for (const std::string_view name : base::split(names, ' ')) {
    if (name.empty()) continue;
    ++most;
    if (!name.starts_with('[')) ++needed;
  }
  if (line.arguments.size() >= needed && line.arguments.size() <= most) return base::ok();
  return usage_failure("usage: planstead " + std::string(line.command->name) +
                       (names.empty() ? "" : " " + std::string(names)) + " [OPTIONS]");
}

void append_row(std::string& out, std::string_view left, std::string_view right,
                std::size_t width) {
  out += "  ";
  out += left;
  out.append(left.size() < width ? width - left.size() : 1, ' ');
  out += right;
  out += '\n';
}
}  // namespace

base::Result<CommandLine> parse_command_line(Words words, std::span<const Command> commands) {
  CommandLine line;
  if (words.empty() || asks_help(words.front())) {
    line.help = true;
    return line;
  }
  for (const Command& command : commands) {
    const std::size_t matched = words_matched(command, words);
    if (matched == 0) continue;
    line.command = &command;
    words = words.subspan(matched);
    break;
  }
  if (line.command == nullptr) return unknown_command(words, commands);
  while (!words.empty()) {
    if (words.front() == "--help" || words.front() == "-h") {
      line.help = true;
      return line;
    }
    if (words.front().starts_with("--")) {
      PS_CHECK(take_flag(line, words));
      continue;
    }
    line.arguments.emplace_back(words.front());
    words = words.subspan(1);
  }
  PS_CHECK(check_arguments(line));
  return line;
}

std::string help_of(std::span<const Command> commands) {
  std::string out = "planstead: a work-management server\n\nusage: planstead COMMAND [OPTIONS]\n\n";
  for (const Command& command : commands) {
    const std::string left =
        std::string(command.name) +
        (command.arguments.empty() ? "" : " " + std::string(command.arguments));
    append_row(out, left, command.about, 24);
  }
  out +=
      "\n`planstead COMMAND --help` lists a command's options. Every option may also come from "
      "the\n"
      "environment (PLANSTEAD_DATA for --data) or from a YAML file (--config); a flag wins over "
      "the\n"
      "environment, the environment over the file.\n";
  return out;
}

std::string help_of(const Command& command) {
  std::string out = "usage: planstead " + std::string(command.name) +
                    (command.arguments.empty() ? "" : " " + std::string(command.arguments)) +
                    " [OPTIONS]\n\n" + std::string(command.about) + "\n\n";
  for (const Option& option : options()) {
    if ((option.commands & command.bit) == 0) continue;
    std::string left = "--" + std::string(option.name);
    if (!option.value.empty()) left += " " + std::string(option.value);
    std::string right(option.help);
    if (const std::string text = default_text(option); !text.empty()) right += " [" + text + "]";
    append_row(out, left, right, 28);
  }
  return out;
}

}  // namespace planstead::app
