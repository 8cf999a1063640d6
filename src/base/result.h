// Result<T>: a value or the Error that prevented it, for failures that a client can cause.
#pragma once

#include <utility>
#include <variant>

#include "base/error.h"

namespace planstead::base {

template <class T>
class [[nodiscard]] Result {
 public:
  Result(T value) : state_(std::in_place_index<0>, std::move(value)) {}
  Result(Error error) : state_(std::in_place_index<1>, std::move(error)) {}

  bool ok() const { return state_.index() == 0; }
  explicit operator bool() const { return ok(); }
  T& value() & { return std::get<0>(state_); }
  const T& value() const& { return std::get<0>(state_); }
  T&& value() && { return std::get<0>(std::move(state_)); }
  Error& error() & { return std::get<1>(state_); }
  const Error& error() const& { return std::get<1>(state_); }
  Error&& error() && { return std::get<1>(std::move(state_)); }

 private:
  std::variant<T, Error> state_;
};

struct Done {};  ///< the value of a Result that has nothing to say but "it worked"
using Status = Result<Done>;
inline Status ok() { return Done{}; }

}  // namespace planstead::base

#define PS_CONCAT_(a, b) a##b
#define PS_CONCAT(a, b) PS_CONCAT_(a, b)

/// PS_TRY(auto x, f()): declares x with the value of f(), or returns its error from the function
/// around.
#define PS_TRY(declaration, expression)                        \
  auto PS_CONCAT(ps_result_, __LINE__) = (expression);         \
  if (!PS_CONCAT(ps_result_, __LINE__).ok())                   \
    return std::move(PS_CONCAT(ps_result_, __LINE__)).error(); \
  declaration = std::move(PS_CONCAT(ps_result_, __LINE__)).value()

/// PS_CHECK(f()): returns f()'s error from the function around; the value is not needed.
#define PS_CHECK(expression) \
  if (auto ps_status = (expression); !ps_status.ok()) return std::move(ps_status).error()
