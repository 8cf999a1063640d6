// Options: where they come from, who wins, and how a mistake is named.
#include "app/config.h"

#include <gtest/gtest.h>

#include <array>
#include <fstream>
#include <set>

#include "app/command_line.h"

namespace planstead::app {
namespace {

const Environment empty_environment = [](const std::string&) { return std::nullopt; };

std::string written(const std::string& text) {
  const std::string path = testing::TempDir() + "planstead_config_test.yaml";
  std::ofstream(path) << text;
  return path;
}

TEST(Config, takes_defaults_when_nothing_is_said) {
  const auto config = resolve({}, empty_environment);
  ASSERT_TRUE(config.ok());
  EXPECT_EQ(config.value().listen_https, "127.0.0.1:8443");
  EXPECT_FALSE(config.value().allow_plain_http);
}

TEST(Config, a_flag_wins_over_the_environment_and_that_over_the_file) {
  const std::string path = written("threads: 1\nidle-seconds: 11\ndata: папка\n");
  const Environment environment = [&](const std::string& name) -> std::optional<std::string> {
    if (name == "PLANSTEAD_CONFIG") return path;
    if (name == "PLANSTEAD_THREADS") return "2";
    if (name == "PLANSTEAD_IDLE_SECONDS") return "22";
    return std::nullopt;
  };
  const auto config = resolve({{find_option("threads"), "3"}}, environment);
  ASSERT_TRUE(config.ok()) << config.error().detail;
  EXPECT_EQ(config.value().threads, 3);
  EXPECT_EQ(config.value().idle_seconds, 22);
  EXPECT_EQ(config.value().data, "папка");
}

TEST(Config, a_mistake_in_the_file_is_named_with_its_line) {
  struct Case {
    std::string text, line;
  };
  const Case cases[] = {
      {"data: a\ntheads: 2\n", "f:2: unknown option `theads`"},
      {"threads: many\n", "f:1: `threads` must be a whole number from 0 to 256, not `many`"},
      {"data: [1, 2]\n", "f:1: `data` takes one value"},
      {"- data\n", "f:1: a map of options was expected"},
      {"\nlog-format: xml\n", "f:2: `log-format` must be one of text|json, not `xml`"},
      {"config: other\n", "f:1: unknown option `config`"},
  };
  for (const Case& one : cases) {
    Config config;
    const auto status = read_config_file(config, "f", one.text);
    ASSERT_FALSE(status.ok()) << one.text;
    EXPECT_EQ(status.error().detail, one.line);
  }
  Config config;
  EXPECT_FALSE(read_config_file(config, "f", "a: [").ok());
  EXPECT_TRUE(read_config_file(config, "f", "").ok());
}

TEST(Config, a_file_that_is_not_there_is_an_error) {
  const auto config = resolve({{find_option("config"), "/nowhere/at/all"}}, empty_environment);
  ASSERT_FALSE(config.ok());
  EXPECT_EQ(config.error().detail, "cannot read the file /nowhere/at/all");
}

TEST(Options, have_names_of_their_own_and_defaults_that_they_take) {
  std::set<std::string_view> names;
  for (const Option& option : options()) {
    EXPECT_TRUE(names.insert(option.name).second) << option.name;
    const std::string text = default_text(option);
    if (text.empty()) continue;
    Config config;
    EXPECT_TRUE(set_option(config, option, text, "default").ok()) << option.name;
  }
}

constexpr std::array commands{
    Command{"serve", in_serve, "", "Serves.", nullptr},
    Command{"token revoke", in_token_revoke, "ID", "Revokes.", nullptr},
};

base::Result<CommandLine> parsed(std::initializer_list<std::string_view> words) {
  return parse_command_line(std::span(words.begin(), words.size()), commands);
}

TEST(CommandLine, reads_command_arguments_and_flags_in_any_order) {
  const auto line = parsed({"token", "revoke", "--data", "a b", "7"});
  ASSERT_TRUE(line.ok()) << line.error().detail;
  EXPECT_EQ(line.value().command, &commands[1]);
  EXPECT_EQ(line.value().arguments, std::vector<std::string>{"7"});
  EXPECT_EQ(line.value().flags.at(find_option("data")), "a b");
  const auto serve = parsed({"serve", "--allow-plain-http", "--threads=4"});
  ASSERT_TRUE(serve.ok());
  EXPECT_EQ(serve.value().flags.at(find_option("allow-plain-http")), "true");
  EXPECT_EQ(serve.value().flags.at(find_option("threads")), "4");
}

TEST(CommandLine, names_what_it_does_not_understand) {
  EXPECT_EQ(parsed({"server"}).error().detail,
            "unknown command `server`; there are: serve, token revoke");
  EXPECT_EQ(parsed({"serve", "--tasks", "5"}).error().detail, "`serve` has no option --tasks");
  EXPECT_EQ(parsed({"serve", "--data"}).error().detail, "--data needs a value");
  EXPECT_EQ(parsed({"serve", "--data", "a", "--data", "b"}).error().detail,
            "--data is given twice");
  EXPECT_EQ(parsed({"token", "revoke"}).error().detail,
            "usage: planstead token revoke ID [OPTIONS]");
  EXPECT_EQ(parsed({"serve", "it"}).error().detail, "usage: planstead serve [OPTIONS]");
}

TEST(CommandLine, help_lists_only_what_the_command_takes) {
  EXPECT_TRUE(parsed({}).value().help);
  EXPECT_TRUE(parsed({"serve", "--help"}).value().help);
  EXPECT_NE(help_of(commands[0]).find("--listen-https HOST:PORT"), std::string::npos);
  EXPECT_EQ(help_of(commands[1]).find("--listen-https"), std::string::npos);
  EXPECT_NE(help_of(commands).find("token revoke ID"), std::string::npos);
}

}  // namespace
}  // namespace planstead::app
