// Contacts: what a template gives, what is refused, links seen from both sides, what an import
// recognises and changes.
#include <gtest/gtest.h>

#include "domain/contact_edit.h"
#include "domain/test_account.h"
#include "request/import.h"

namespace planstead::domain {
namespace {

using Text = std::string;
using request::OnDuplicate;
using request::UniqueKey;
using Action = ImportedRow::Action;

constexpr Ref person_template{RefKind::contact, 1}, company_template{RefKind::contact, 2};

Ref contact_ref(std::int64_t id) { return {RefKind::contact, id}; }

class Contacts : public testing::Test {
 protected:
  Contacts() {
    for (const bool company : {false, true}) {
      Record form(schema::contact);
      form.set_id(company ? 2 : 1);
      form.set("_template", true);
      form.set("isCompany", company);
      form.set("name", Text(company ? "Компания" : "Контакт"));
      form.set("position", Text("новый"));
      settle_contact(form);
      bench_.records.save(form);
    }
    bench_.records.saves = 0;
  }

  static request::Body body(std::vector<Set> sets) {
    return body_of(schema::contact, std::move(sets));
  }
  base::Result<std::int64_t> try_create(std::vector<Set> sets, Ref form = person_template) {
    sets.push_back({"template", form});
    Context all = bench_.context();
    return create(schema::contact, {}, body(std::move(sets)), all);
  }
  std::int64_t make(std::vector<Set> sets, Ref form = person_template) {
    const std::int64_t id = Bench::value_of(try_create(std::move(sets), form));
    bench_.records.known.insert(contact_ref(id));
    return id;
  }
  base::Status try_update(std::int64_t id, std::vector<Set> sets) {
    Context all = bench_.context();
    return update(schema::contact, {id}, body(std::move(sets)), all);
  }
  Record contact(std::int64_t id) { return *bench_.records.find(schema::contact, id); }

  std::vector<ImportedRow> import(std::vector<request::Body> rows, UniqueKey key,
                                  OnDuplicate on_duplicate = OnDuplicate::ignore) {
    request::Import all;
    all.key = key;
    all.on_duplicate = on_duplicate;
    for (request::Body& row : rows) all.rows.push_back({std::move(row), {}, {}});
    Made made;
    Context context = bench_.context();
    context.made = &made;
    EXPECT_TRUE(import_rows(schema::contact, all, context).ok());
    return made.rows;
  }

  Bench bench_;
};

TEST_F(Contacts, take_presets_of_their_template_and_its_kind) {
  const std::int64_t id = make({{"name", Text("ООО «Ёлка»")}}, company_template);
  EXPECT_TRUE(contact(id).flag("isCompany"));
  EXPECT_EQ(contact(id).text("position"), "новый");
  EXPECT_EQ(contact(id).text("name"), "ООО «Ёлка»");
  EXPECT_EQ(contact(id).ref("addedBy"), robot);
  EXPECT_FALSE(contact(id).flag("_template"));
  EXPECT_TRUE(contact(id).flag("canBeCounterparty"));
}

TEST_F(Contacts, need_a_template_and_a_name) {
  Context all = bench_.context();
  EXPECT_EQ(refusal(create(schema::contact, {}, body({{"name", Text("x")}}), all)), "40 template");
  EXPECT_EQ(refusal(try_create({{"name", Text("x")}}, contact_ref(77))), "41 template.id");
  EXPECT_EQ(refusal(try_create({{"name", Text("  ")}})), "2006 name");
  EXPECT_EQ(refusal(try_create({{"lastname", Text("x")}}, company_template)), "2006 name");
  EXPECT_EQ(refusal(try_create({{"lastname", Text("Ёлкин")}})), "ok");
}

TEST_F(Contacts, refuse_addresses_that_are_none_or_somebody_elses) {
  for (const Text wrong : {"x", "@x", "x@", "a@b@c", "a b@c"})
    EXPECT_EQ(refusal(try_create({{"name", Text("x")}, {"email", wrong}})), "2004 email") << wrong;
  make({{"name", Text("x")}, {"email", Text("a..b@host")}});
  EXPECT_EQ(refusal(try_create({{"name", Text("y")}, {"email", Text("A..B@HOST")}})), "2001 email");
}

TEST_F(Contacts, keep_links_in_step_on_both_sides) {
  const std::int64_t anna = make({{"name", Text("Анна")}});
  const std::int64_t firm =
      make({{"name", Text("Ф")}, {"contacts", RefList{contact_ref(anna)}}}, company_template);
  EXPECT_EQ(contact(anna).refs("companies"), (RefList{contact_ref(firm)}));
  ASSERT_TRUE(try_update(anna, {{"companies", Value{}}}).ok());
  EXPECT_TRUE(contact(firm).refs("contacts").empty());
  ASSERT_TRUE(try_update(anna, {{"companies", RefList{contact_ref(firm)}}}).ok());
  EXPECT_EQ(contact(firm).refs("contacts"), (RefList{contact_ref(anna)}));
  EXPECT_EQ(refusal(try_update(anna, {{"companies", RefList{contact_ref(anna)}}})),
            "41 companies[0].id");
  EXPECT_EQ(refusal(try_update(firm, {{"isCompany", false}})), "41 isCompany");
}

TEST_F(Contacts, write_nothing_where_nothing_changes) {
  const std::int64_t id = make({{"name", Text("Анна")}, {"phones", schema::PhoneList{{"1", 1}}}});
  bench_.records.saves = 0;
  ASSERT_TRUE(
      try_update(
          id, {{"name", Text("Анна")}, {"email", Value{}}, {"phones", schema::PhoneList{{"1", 1}}}})
          .ok());
  EXPECT_EQ(bench_.records.saves, 0);
}

TEST_F(Contacts, are_only_taken_out_of_the_bin) {
  const std::int64_t id = make({{"name", Text("Анна")}});
  ASSERT_TRUE(try_update(id, {{"isDeleted", true}}).ok());
  EXPECT_EQ(refusal(try_update(id, {{"name", Text("x")}})), "2002 isDeleted");
  ASSERT_TRUE(try_update(id, {{"isDeleted", false}}).ok());
  EXPECT_FALSE(contact(id).flag("isDeleted"));
  EXPECT_EQ(refusal(try_update(1, {{"name", Text("x")}})), "2002 ");
  EXPECT_EQ(refusal(try_update(999, {{"name", Text("x")}})), "2000 ");
}

TEST_F(Contacts, are_recognised_by_digits_of_phones_and_folded_addresses) {
  const std::int64_t id = make({{"name", Text("Анна")},
                                {"email", Text("anna@host")},
                                {"phones", schema::PhoneList{{"+7 (999) 1", 1}}}});
  const auto rows =
      import({body({{"name", Text("x")}, {"email", Text("ANNA@host")}}),
              body({{"name", Text("x")}, {"phones", schema::PhoneList{{"79991", 2}}}}),
              body({{"name", Text("x")}, {"phones", schema::PhoneList{{"9991", 1}}}})},
             UniqueKey::email_phone);
  ASSERT_EQ(rows.size(), 3u);
  EXPECT_EQ(rows[0].action, Action::ignored);
  EXPECT_EQ(rows[0].id, id);
  EXPECT_EQ(rows[1].id, id);
  EXPECT_EQ(rows[2].action, Action::created);
}

TEST_F(Contacts, are_supplemented_without_losing_anything) {
  const std::int64_t id = make({{"name", Text("Анна")},
                                {"lastname", Text("Ёлкина")},
                                {"email", Text("anna@host")},
                                {"phones", schema::PhoneList{{"1", 1}}}});
  const auto rows = import({body({{"name", Text("АННА")},
                                  {"lastname", Text("ёлкина")},
                                  {"email", Text("second@host")},
                                  {"phones", schema::PhoneList{{"1", 2}, {"2", 1}}},
                                  {"position", Value{}}})},
                           UniqueKey::name, OnDuplicate::update);
  EXPECT_EQ(rows.at(0).action, Action::updated);
  EXPECT_EQ(contact(id).text("email"), "second@host");
  EXPECT_EQ(std::get<schema::TextList>(contact(id).get("additionalEmailAddresses")),
            (schema::TextList{"anna@host"}));
  EXPECT_EQ(std::get<schema::PhoneList>(contact(id).get("phones")),
            (schema::PhoneList{{"1", 1}, {"2", 1}}));
  EXPECT_EQ(contact(id).text("position"), "новый");
}

TEST_F(Contacts, that_an_import_cannot_make_do_not_stop_the_others) {
  const auto rows =
      import({body({{"name", Value{}}}), body({{"name", Text("Борис")}})}, UniqueKey::email_phone);
  EXPECT_EQ(rows.at(0).action, Action::failed);
  EXPECT_EQ(rows.at(0).error.where, "contacts[0].name");
  EXPECT_EQ(rows.at(1).action, Action::created);
}

}  // namespace
}  // namespace planstead::domain
