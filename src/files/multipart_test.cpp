// Forms cut at every place, and forms that are none.
#include "files/multipart.h"

#include <gtest/gtest.h>

#include <random>
#include <vector>

namespace planstead::files {
namespace {

struct Part {
  std::string name, filename, content;
  bool operator==(const Part&) const = default;
};

class Collector : public Multipart::Listener {
 public:
  base::Status begin(const PartHead& head) override {
    EXPECT_FALSE(open_);
    open_ = true;
    parts.push_back({head.name, head.filename.value_or("-"), {}});
    return base::ok();
  }
  base::Status data(std::string_view bytes) override {
    EXPECT_TRUE(open_);
    EXPECT_FALSE(bytes.empty());
    parts.back().content += bytes;
    return parts.back().content.size() > most ? base::Status(base::invalid("file", "enough"))
                                              : base::ok();
  }
  base::Status end() override {
    EXPECT_TRUE(open_);
    open_ = false;
    return base::ok();
  }
  bool open() const { return open_; }

  std::vector<Part> parts;
  std::size_t most = SIZE_MAX;

 private:
  bool open_ = false;
};

struct Seen {
  std::vector<Part> parts;
  bool complete = false, failed = false, open = false;
};

Seen parse(std::string_view bytes, std::string boundary, std::size_t step,
           std::mt19937* random = nullptr) {
  Collector collector;
  Multipart multipart(boundary, collector);
  Seen seen;
  while (!bytes.empty() && !seen.failed) {
    const std::size_t wanted = random == nullptr ? step : 1 + (*random)() % step;
    const std::size_t size = std::min(wanted, bytes.size());
    seen.failed = !multipart.take(bytes.substr(0, size)).ok();
    bytes.remove_prefix(size);
  }
  seen.parts = collector.parts;
  seen.complete = multipart.complete();
  seen.open = collector.open();
  return seen;
}

std::string part(std::string_view head, std::string_view content) {
  return "--xyz\r\nContent-Disposition: form-data; " + std::string(head) + "\r\n\r\n" +
         std::string(content) + "\r\n";
}

TEST(Multipart, takes_parts_apart_wherever_the_bytes_are_cut) {
  const std::string form = "preamble\r\n" + part(R"(name="note")", "a note") +
                           part(R"(name="file"; filename="Ёж.bin")", "\r\n--xy\r\n\r\n--xy--\r") +
                           part(R"(name="empty"; filename="")", "") + "--xyz--\r\nepilogue --xyz";
  const std::vector<Part> parts = {
      {"note", "-", "a note"}, {"file", "Ёж.bin", "\r\n--xy\r\n\r\n--xy--\r"}, {"empty", "", ""}};
  for (std::size_t step = 1; step <= form.size(); ++step) {
    const Seen seen = parse(form, "xyz", step);
    EXPECT_EQ(seen.parts, parts) << step;
    EXPECT_TRUE(seen.complete && !seen.failed && !seen.open) << step;
  }
}

TEST(Multipart, is_complete_only_with_its_last_delimiter) {
  const std::string form = part(R"(name="file"; filename="a")", "content") + "--xyz--";
  for (std::size_t size = 0; size < form.size(); ++size)
    EXPECT_FALSE(parse(std::string_view(form).substr(0, size), "xyz", 7).complete) << size;
  EXPECT_TRUE(parse(form, "xyz", 7).complete);
}

TEST(Multipart, refuses_what_is_none) {
  const std::string disposition = "--xyz\r\nContent-Disposition: form-data; name=\"a\"\r\n";
  for (const std::string& form : {
           std::string("--xyz junk\r\n\r\n"),
           std::string("--xyz\r\n\r\nno head"),
           std::string("--xyz\r\nContent-Type: a/b\r\n\r\nno name"),
           std::string("--xyz\r\nContent-Disposition: attachment; name=\"a\"\r\n\r\n"),
           disposition + "Content-Transfer-Encoding: base64\r\n\r\nQQ==",
           "--xyz" + std::string(300, ' '),
           "--xyz\r\nX: " + std::string(20'000, 'x'),
       })
    for (const std::size_t step : {1ul, 50'000ul}) EXPECT_TRUE(parse(form, "xyz", step).failed);
  EXPECT_FALSE(parse(disposition + "Content-Transfer-Encoding: BINARY\r\n\r\nx", "xyz", 9).failed);
}

TEST(Multipart, ends_with_the_error_of_its_listener) {
  Collector collector;
  collector.most = 10;
  Multipart multipart("xyz", collector);
  const auto status = multipart.take(part(R"(name="file"; filename="a")", std::string(50, 'x')));
  ASSERT_FALSE(status.ok());
  EXPECT_EQ(status.error().detail, "enough");
}

TEST(Multipart, finds_the_boundary_in_the_type) {
  using Found = std::optional<std::string>;
  struct Row {
    std::string_view type;
    Found boundary;
  };
  const Row rows[] = {
      {"multipart/form-data; boundary=abc", "abc"},
      {"Multipart/Form-Data;BOUNDARY=\"a b c\"", "a b c"},
      {"multipart/form-data; charset=utf-8; boundary=----WebKitFormBoundary7MA4",
       "----WebKitFormBoundary7MA4"},
      {"multipart/form-data; boundary = abc ; x=y", "abc"},
      {"multipart/form-data", std::nullopt},
      {"multipart/form-data; boundary=", std::nullopt},
      {"multipart/form-data; boundary=\"\"", std::nullopt},
      {"multipart/mixed; boundary=abc", std::nullopt},
      {"application/json", std::nullopt},
      {"", std::nullopt},
  };
  for (const Row& row : rows) EXPECT_EQ(Multipart::boundary_of(row.type), row.boundary) << row.type;
  EXPECT_FALSE(Multipart::boundary_of("multipart/form-data; boundary=" + std::string(999, 'a')));
}

// Contents made of what delimiters are made of, cut at random.
TEST(Multipart, fuzz_forms_come_back_as_they_went_in) {
  std::mt19937 random(20'261'126);
  const std::string_view pieces[] = {"\r\n", "--", "xyz",    "\r",   "\n",
                                     "-",    "x",  "\r\n--", "--xy", "\0q"};
  for (int round = 0; round < 3000; ++round) {
    std::string form;
    std::vector<Part> parts;
    for (unsigned count = random() % 4; count > 0; --count) {
      std::string content;
      for (unsigned left = random() % 30; left > 0; --left)
        content += pieces[random() % std::size(pieces)];
      if (("\r\n" + content + "\r\n").find("\r\n--xyz") != std::string::npos) content = "plain";
      parts.push_back({"f", "n", content});
      form += part(R"(name="f"; filename="n")", content);
    }
    form += "--xyz--\r\n";
    const Seen seen = parse(form, "xyz", 1 + random() % 40, &random);
    EXPECT_EQ(seen.parts, parts) << form;
    EXPECT_TRUE(seen.complete) << form;
  }
}

TEST(Multipart, fuzz_rubbish_neither_breaks_nor_depends_on_cuts) {
  std::mt19937 random(7);
  const std::string_view pieces[] = {"\r\n",
                                     "--xyz",
                                     "--xyz--",
                                     "\r\n--xyz\r\n",
                                     "Content-Disposition: form-data; name=",
                                     "\"a\"",
                                     "\r\n\r\n",
                                     ":",
                                     ";",
                                     "filename=\"",
                                     "\xd0\xb9",
                                     "\xff",
                                     "Content-Disposition:",
                                     " ",
                                     "x"};
  for (int round = 0; round < 5000; ++round) {
    std::string form;
    for (unsigned left = random() % 40; left > 0; --left)
      form += pieces[random() % std::size(pieces)];
    const Seen whole = parse(form, "xyz", form.size() + 1);
    const Seen cut = parse(form, "xyz", 1 + random() % 9, &random);
    EXPECT_EQ(whole.failed, cut.failed) << form;
    EXPECT_EQ(whole.complete, cut.complete) << form;
    if (!whole.failed) {
      EXPECT_EQ(whole.parts, cut.parts) << form;
    }
  }
}

}  // namespace
}  // namespace planstead::files
