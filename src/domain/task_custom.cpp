// Which custom fields of a task must have a value.
#include "domain/task_custom.h"

namespace planstead::domain {

base::Status check_required(const TaskEdit& edit) {
  const catalog::Catalog& catalog = edit.context.catalog;
  for (std::string_view source : {"template", "object"}) {
    const catalog::Template* form = catalog.task_template(edit.row.ref(source).id);
    if (form == nullptr) continue;
    for (std::int64_t id : form->required) {
      const catalog::CustomField* field = catalog.field(id);
      if (field != nullptr && lacks_value(edit.row, *field))
        return field_is_required(base::ErrorCode::task_not_added, "customFieldData", id);
    }
  }
  return base::ok();
}

}  // namespace planstead::domain
