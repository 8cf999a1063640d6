// Loads without synchronisation, which is several times faster, and synchronises once at the end.
#include "app/load_demo.h"

#include <fcntl.h>
#include <unistd.h>

#include <cstdio>
#include <filesystem>
#include <stdexcept>

#include "app/commands.h"

namespace planstead::app {

namespace {
namespace fs = std::filesystem;
constexpr int bar_width = 40;

void show_progress(std::int64_t made, std::int64_t all) {
  const auto full = static_cast<std::size_t>(all > 0 ? made * bar_width / all : bar_width);
  std::fprintf(stderr, "\r[%s%s] %lld of %lld tasks", std::string(full, '#').c_str(),
               std::string(bar_width - full, '.').c_str(), static_cast<long long>(made),
               static_cast<long long>(all));
  if (made >= all) std::fputc('\n', stderr);
}

void synchronise(const fs::path& path) {
  const int file = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  const bool done = file >= 0 && ::fsync(file) == 0;
  if (file >= 0) ::close(file);
  if (!done) throw std::runtime_error("cannot bring " + path.string() + " to the disk");
}
}  // namespace

bool is_unused(const std::string& folder) {
  std::error_code failure;
  return !fs::exists(folder, failure) || fs::is_empty(folder, failure);
}

void load_demo(const std::string& folder, const demo::Options& options) {
  fs::path target = fs::absolute(folder).lexically_normal();
  if (!target.has_filename()) target = target.parent_path();  // `data/demo/`
  const fs::path loading = target.parent_path() / (target.filename().string() + ".loading");
  fs::remove_all(loading);
  fs::create_directories(loading);
  fs::permissions(loading, fs::perms::owner_all);
  const bool on_terminal = ::isatty(STDERR_FILENO) == 1;
  {
    const auto store = open_store(loading.string(), true, false);
    demo::fill(*store, options, [&](std::int64_t made, std::int64_t all) {
      if (on_terminal) show_progress(made, all);
    });
  }
  for (const fs::directory_entry& entry : fs::directory_iterator(loading))
    synchronise(entry.path());
  fs::rename(loading, target);
  synchronise(target.parent_path());
}

}  // namespace planstead::app
