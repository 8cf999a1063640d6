// One method of the library's own files is replaced; what it needs lies behind them in memory.
#include "storage/sqlite/steady_map.h"

#include <sqlite3.h>

#include <new>

namespace planstead::storage {

namespace {

struct Mapped {
  sqlite3_io_methods methods;  ///< the file's own, but for one
  const sqlite3_io_methods* replaced;
  sqlite3_int64 size;  ///< of the file when the mapping was given up last; another one came behind
};

/// Where ours begins, behind what the library keeps of a file.
std::size_t offset_of(const sqlite3_vfs& theirs) {
  constexpr std::size_t unit = alignof(Mapped);
  return (static_cast<std::size_t>(theirs.szOsFile) + unit - 1) / unit * unit;
}

sqlite3_vfs& theirs() {
  static sqlite3_vfs* const found = sqlite3_vfs_find(nullptr);
  return *found;
}

Mapped* mapped(sqlite3_file* file) {
  return reinterpret_cast<Mapped*>(reinterpret_cast<char*>(file) + offset_of(theirs()));
}

/// Without a page it is the whole mapping that is given up.
int unfetch(sqlite3_file* file, sqlite3_int64 offset, void* page) {
  Mapped& own = *mapped(file);
  if (page == nullptr) {
    sqlite3_int64 size = -1;
    if (own.replaced->xFileSize(file, &size) == SQLITE_OK && size == own.size) return SQLITE_OK;
    own.size = size;
  }
  return own.replaced->xUnfetch(file, offset, page);
}

int open(sqlite3_vfs*, const char* name, sqlite3_file* file, int flags, int* flags_out) {
  const int code = theirs().xOpen(&theirs(), name, file, flags, flags_out);
  const bool is_mapped = code == SQLITE_OK && (flags & SQLITE_OPEN_MAIN_DB) != 0 &&
                         file->pMethods != nullptr && file->pMethods->iVersion >= 3;
  if (!is_mapped) return code;
  Mapped* own = new (mapped(file)) Mapped{*file->pMethods, file->pMethods, -1};
  own->methods.iVersion = 3;  // a later library may have more methods than were copied
  own->methods.xUnfetch = unfetch;
  file->pMethods = &own->methods;
  return code;
}

sqlite3_vfs make_ours() {
  sqlite3_vfs ours = theirs();
  ours.szOsFile = static_cast<int>(offset_of(theirs()) + sizeof(Mapped));
  ours.pNext = nullptr;
  ours.zName = "steady-map";
  ours.xOpen = open;
  return ours;
}

}  // namespace

const char* steady_map() {
  static sqlite3_vfs ours = make_ours();
  [[maybe_unused]] static const int registered = sqlite3_vfs_register(&ours, 0);
  return ours.zName;
}

}  // namespace planstead::storage
