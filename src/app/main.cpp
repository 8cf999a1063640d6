// The program's entry. Everything else is in program.cpp.
#include <string_view>
#include <vector>

#include "app/program.h"

int main(int count, char** words) {
  const std::vector<std::string_view> arguments(words + (count > 0 ? 1 : 0), words + count);
  return planstead::app::run_program(arguments);
}
