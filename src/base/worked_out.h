// WorkedOut: what stages work out of a value that does not change, kept with that value and gone
// with it. Knows neither the value nor what is kept: each stage asks by a type of its own.
#pragma once

#include <memory>
#include <shared_mutex>
#include <string>
#include <string_view>
#include <typeindex>
#include <vector>

namespace planstead::base {

class WorkedOut {
 public:
  static constexpr std::size_t most = 8;  ///< things that are kept

  WorkedOut() = default;
  /// A copy may be changed: it begins with nothing.
  WorkedOut(const WorkedOut&) {}
  WorkedOut& operator=(const WorkedOut&) = delete;

  /// What `make` makes of the value, made once for all who ask; of each variant (a language, say),
  /// where there are several. Past `most` things each is made for whoever asks. From any thread.
  template <class T, class Make>
  std::shared_ptr<const T> get(std::string_view variant, const Make& make) const {
    if (auto found = find(typeid(T), variant))
      return std::static_pointer_cast<const T>(std::move(found));
    auto made = std::make_shared<const T>(make());
    keep(typeid(T), variant, made);
    return made;
  }

 private:
  struct Thing {
    std::type_index type;
    std::string variant;
    std::shared_ptr<const void> made;
  };
  std::shared_ptr<const void> find(std::type_index type, std::string_view variant) const;
  void keep(std::type_index type, std::string_view variant, std::shared_ptr<const void> made) const;

  mutable std::shared_mutex mutex_;
  mutable std::vector<Thing> things_;
};

}  // namespace planstead::base
