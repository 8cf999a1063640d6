#include "files/disposition.h"

#include <gtest/gtest.h>

#include "base/text.h"

namespace planstead::files {
namespace {

// Names as the HTTP libraries of clients write them (observed 22.1).
TEST(Disposition, reads_names_in_every_form) {
  struct Row {
    std::string_view header, filename;
  };
  const Row rows[] = {
      {R"(form-data; name="file"; filename="report.pdf")", "report.pdf"},
      {R"(form-data; name="file"; filename="Отчёт за март.pdf")", "Отчёт за март.pdf"},
      {R"(form-data; name="file"; filename="say %22hi%22.txt")", "say \"hi\".txt"},
      {R"(form-data; name="file"; filename="line%0D%0Aend.txt")", "line\r\nend.txt"},
      {R"(form-data; name="file"; filename="%D0%9E%D1%82%D1%87%D1%91%D1%82+1.pdf")", "Отчёт+1.pdf"},
      {R"(form-data; name="file"; filename="100%25 sure.txt")", "100%25 sure.txt"},
      {R"(form-data; name="file"; filename="50%.txt")", "50%.txt"},
      {R"(form-data; name="file"; filename="%D0.txt")", "%D0.txt"},
      {R"(form-data; name="file"; filename="a\"b\\c.txt")", "a\"b\\c.txt"},
      {R"(form-data; name="file"; filename="C:\dir\new.txt")", R"(C:\dir\new.txt)"},
      {R"(form-data; name="file"; filename=plain.txt)", "plain.txt"},
      {R"(form-data; name="file"; filename="a;b.txt")", "a;b.txt"},
      {R"(form-data;name="file";filename="tight.txt")", "tight.txt"},
      {R"(form-data ; name = "file" ; filename = "wide.txt" )", "wide.txt"},
      {R"(form-data; name="file"; FILENAME="case.txt")", "case.txt"},
      {R"(form-data; name="file"; filename="x.txt"; filename*=UTF-8''%D0%81%D0%B6.txt)", "Ёж.txt"},
      {R"(form-data; name="file"; filename*=utf-8'ru'%D0%81.txt; filename="x.txt")", "Ё.txt"},
      {R"(form-data; name="file"; filename*=iso-8859-1''%e4.txt)", "ä.txt"},
      {R"(form-data; name="file"; filename="x.txt"; filename*=UTF-8''%D0)", "x.txt"},
      {R"(form-data; name="file"; filename="x.txt"; filename*=koi8-r''%c1)", "x.txt"},
      {R"(form-data; name="file"; filename="first"; filename="second")", "first"},
      {R"(form-data; name="file"; filename="")", ""},
  };
  for (const Row& row : rows) {
    const auto found = read_disposition(row.header);
    ASSERT_TRUE(found) << row.header;
    EXPECT_EQ(found->type, "form-data");
    EXPECT_EQ(found->name, "file") << row.header;
    EXPECT_EQ(found->filename, row.filename) << row.header;
  }
  EXPECT_EQ(read_disposition("Attachment")->type, "attachment");
  EXPECT_FALSE(read_disposition("form-data; name=\"file\"")->filename);
  EXPECT_FALSE(read_disposition(""));
  EXPECT_FALSE(read_disposition("; name=x"));
}

TEST(Disposition, names_are_kept_without_folders_and_controls) {
  EXPECT_EQ(clean_name("C:\\dir\\new.txt"), "new.txt");
  EXPECT_EQ(clean_name("/etc/../passwd"), "passwd");
  EXPECT_EQ(clean_name("a\r\nb\x7f\tc.txt "), "abc.txt");
  for (const std::string_view nameless : {"dir/", "..", " . ", "a/..", "\\.", "\t"})
    EXPECT_EQ(clean_name(nameless), "") << nameless;
  EXPECT_EQ(clean_name("..."), "...");
  EXPECT_EQ(clean_name(".profile"), ".profile");
  EXPECT_EQ(clean_name("Отчёт.pdf"), "Отчёт.pdf");
}

TEST(Disposition, writes_what_every_browser_reads) {
  EXPECT_EQ(write_disposition("attachment", "a b.txt"), "attachment; filename=\"a b.txt\"");
  EXPECT_EQ(write_disposition("inline", "Ёж \"1\".txt"),
            "inline; filename=\"__ _1_.txt\"; filename*=UTF-8''%D0%81%D0%B6%20%221%22.txt");
  for (const std::string_view name :
       {"a.txt", "Отчёт за март.pdf", "say \"hi\".txt", "100% +.txt", "a;b\\c.txt", "日本.txt"})
    EXPECT_EQ(read_disposition(write_disposition("attachment", name))->filename, name);
}

}  // namespace
}  // namespace planstead::files
