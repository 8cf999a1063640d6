// A folder of a test, removed with it.
#pragma once

#include <cstdlib>
#include <filesystem>
#include <string>

namespace planstead::files {

class TestFolder {
 public:
  TestFolder() {
    std::string name = (std::filesystem::temp_directory_path() / "planstead-files-XXXXXX").string();
    path = ::mkdtemp(name.data());
  }
  ~TestFolder() { std::filesystem::remove_all(path); }
  TestFolder(const TestFolder&) = delete;
  TestFolder& operator=(const TestFolder&) = delete;

  /// How many regular files are below it.
  int count() const {
    int found = 0;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(path))
      found += entry.is_regular_file();
    return found;
  }

  std::string path;
};

}  // namespace planstead::files
