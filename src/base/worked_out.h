// WorkedOut: what stages work out of a value that does not change, kept with that value and gone
// with it. Knows neither the value nor what is kept: each stage asks by a type of its own.
#pragma once

#include <atomic>
#include <memory>
#include <string>
#include <string_view>
#include <typeindex>
#include <utility>

namespace planstead::base {

class WorkedOut {
 public:
  static constexpr int most = 8;  ///< things that are kept

  WorkedOut() = default;
  ~WorkedOut();
  /// A copy may be changed: it begins with nothing.
  WorkedOut(const WorkedOut&) {}
  WorkedOut& operator=(const WorkedOut&) = delete;

  /// What `make` makes of the value, made once for all who ask; of each variant (a language, say),
  /// where there are several. Past `most` things each is made for whoever asks. From any thread.
  template <class T, class Make>
  std::shared_ptr<const T> get(std::string_view variant, const Make& make) const {
    if (const Thing* known = find(typeid(T), variant))
      return std::static_pointer_cast<const T>(known->made);
    const auto made = std::make_shared<const T>(make());
    keep(typeid(T), variant, made);
    return made;
  }

 private:
  /// Never changes once it is in the list.
  struct Thing {
    std::type_index type;
    std::string variant;
    std::shared_ptr<const void> made;
    const Thing* next = nullptr;
  };
  const Thing* find(std::type_index type, std::string_view variant) const;
  void keep(std::type_index type, std::string_view variant, std::shared_ptr<const void> made) const;

  mutable std::atomic<const Thing*> first_ = nullptr;
  mutable std::atomic<int> count_ = 0;
};

}  // namespace planstead::base
