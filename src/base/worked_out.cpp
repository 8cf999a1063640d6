// A list of few things. Where two threads make the same one at the same time, either may be kept.
#include "base/worked_out.h"

#include <mutex>

namespace planstead::base {

std::shared_ptr<const void> WorkedOut::find(std::type_index type, std::string_view variant) const {
  const std::shared_lock lock(mutex_);
  for (const Thing& thing : things_)
    if (thing.type == type && thing.variant == variant) return thing.made;
  return nullptr;
}

void WorkedOut::keep(std::type_index type, std::string_view variant,
                     std::shared_ptr<const void> made) const {
  const std::unique_lock lock(mutex_);
  if (things_.size() < most) things_.push_back({type, std::string(variant), std::move(made)});
}

}  // namespace planstead::base
