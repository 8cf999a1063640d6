// The program's entry. Everything else is in program.cpp.
#include <malloc.h>

#include <string_view>
#include <vector>

#include "app/program.h"

int main(int count, char** words) {
  // Blocks of the index that grow go back to the system: left to itself, malloc would keep them for
  // blocks of their size that never come. Answers stay below: memory that comes and goes with each
  // of them costs a sixth of the time of a page.
  mallopt(M_MMAP_THRESHOLD, 1024 * 1024);
  mallopt(M_TRIM_THRESHOLD, 8 * 1024 * 1024);
  const std::vector<std::string_view> arguments(words + (count > 0 ? 1 : 0), words + count);
  return planstead::app::run_program(arguments);
}
