// A list that only grows, at its head. Where two threads make the same thing at the same time, both
// are kept, and one of them is found.
#include "base/worked_out.h"

namespace planstead::base {

WorkedOut::~WorkedOut() {
  for (const Thing* thing = first_; thing != nullptr;) delete std::exchange(thing, thing->next);
}

const WorkedOut::Thing* WorkedOut::find(std::type_index type, std::string_view variant) const {
  const Thing* thing = first_.load(std::memory_order_acquire);
  while (thing != nullptr && (thing->type != type || thing->variant != variant))
    thing = thing->next;
  return thing;
}

void WorkedOut::keep(std::type_index type, std::string_view variant,
                     std::shared_ptr<const void> made) const {
  if (count_.load() >= most || ++count_ > most) return;
  auto* thing = new Thing{type, std::string(variant), std::move(made), first_.load()};
  while (!first_.compare_exchange_weak(thing->next, thing, std::memory_order_release)) {
  }
}

}  // namespace planstead::base
