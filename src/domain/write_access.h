// May the person of a request change what it changes? Asked once, before the rules of the entity,
// by rules.cpp. Knows rights alone: whether a body makes sense is a matter of the rules, and what
// is not there is left to them, too.
#pragma once

#include "domain/rules.h"

namespace planstead::domain {

base::Status may_create(const schema::Entity& entity, const std::vector<std::int64_t>& path_ids,
                        const request::Body& body, Context& context);
/// Right by right: keys of the body that say what the row holds already need none. One key that he
/// may not write refuses the whole request.
base::Status may_update(const schema::Entity& entity, const std::vector<std::int64_t>& path_ids,
                        const request::Body& body, Context& context);
base::Status may_remove(const schema::Entity& entity, const std::vector<std::int64_t>& path_ids,
                        Context& context);

}  // namespace planstead::domain
