#include "base/time.h"

#include <gtest/gtest.h>

namespace planstead::base {
namespace {

Zone zone(std::string_view name) { return *Zone::find(name); }

TEST(Dates, AreReadInEveryFormThatClientsSend) {
  const CivilDate expected{2026, 12, 31};
  for (const char* text : {"31-12-2026", "31.12.2026", "31/12/2026", "2026-12-31", " 31-12-2026 "})
    EXPECT_EQ(parse_date(text), expected) << text;
  for (const char* text :
       {"31-02-2026", "2026-02-29", "", "31", "31-12", "31-12-26", "31-12.2026", "2026/12/31",
        "00-01-2026", "1-13-2026", "31-12-2026x", "-1-12-2026", "31-12-99999"})
    EXPECT_FALSE(parse_date(text)) << text;
}

TEST(Times, OfDayKnowMidnightAtTheEndOnlyWhereAllowed) {
  EXPECT_EQ(parse_time("9:05")->minutes, 545);
  EXPECT_EQ(parse_time("23:59:59")->minutes, 1439);
  EXPECT_FALSE(parse_time("24:00"));
  EXPECT_EQ(parse_time("24:00", true)->minutes, 1440);
  for (const char* text : {"24:01", "25:00", "12:60", "12", "12:5", "", "12:30 pm"})
    EXPECT_FALSE(parse_time(text, true)) << text;
}

TEST(Moments, WithoutOffsetAreReadInTheZoneOfThePerson) {
  const Zone moscow = zone("Europe/Moscow");
  const Seconds instant = 1782896400;  // 2026-07-01T09:00Z
  for (const char* text :
       {"01-07-2026 12:00", "2026-07-01 12:00:00", "2026-07-01T12:00", "2026-07-01T09:00Z",
        "2026-07-01T12:00+03:00", "2026-07-01T12:00:00+0300", "2026-07-01T09:00:00.000Z"})
    EXPECT_EQ(parse_moment(text, moscow), (Moment{instant, true})) << text;
  EXPECT_EQ(parse_moment("01-07-2026", moscow),
            (Moment{midnight_utc(to_day({2026, 7, 1})), false}));
  for (const char* text :
       {"01-07-2026 24:00", "01-07-2026 12:00 Europe", "01-07-2026T", "yesterday"})
    EXPECT_FALSE(parse_moment(text, moscow)) << text;
}

TEST(Zones, GiveTheFirstInstantAfterAGapAndTheEarlierOfTwo) {
  const Zone berlin = zone("Europe/Berlin");
  EXPECT_EQ(berlin.to_utc({{2026, 3, 29}, 2, 30, 0}),
            parse_moment("2026-03-29T01:00Z", berlin)->utc);
  EXPECT_EQ(berlin.to_utc({{2026, 10, 25}, 2, 30, 0}),
            parse_moment("2026-10-25T00:30Z", berlin)->utc);
  EXPECT_EQ(berlin.day_of(parse_moment("2026-03-28T23:30Z", berlin)->utc), to_day({2026, 3, 29}));
  EXPECT_FALSE(Zone::find("Mars/Olympus"));
}

TEST(Months, KeepTheDayOrTakeTheLastOne) {
  EXPECT_EQ(add_months({2026, 1, 31}, 1), (CivilDate{2026, 2, 28}));
  EXPECT_EQ(add_months({2024, 1, 31}, 1), (CivilDate{2024, 2, 29}));
  EXPECT_EQ(add_months({2026, 1, 15}, -13), (CivilDate{2024, 12, 15}));
}

TEST(DateTexts, AreWrittenAsTheContractShows) {
  std::string out;
  const Seconds instant = parse_moment("2021-11-11T05:07:09Z", Zone::utc())->utc;
  append_date(out, to_civil(day_of_utc(instant)));
  out += ' ';
  append_iso_minutes(out, instant);
  out += ' ';
  append_iso_seconds(out, instant);
  EXPECT_EQ(out, "11-11-2021 2021-11-11T05:07Z 2021-11-11T05:07:09+0000");
}

TEST(Days, BeforeTheEpochCountBackwards) {
  EXPECT_EQ(to_civil(day_of_utc(-1)), (CivilDate{1969, 12, 31}));
  EXPECT_EQ(civil_of_utc(-1).second, 59);
  EXPECT_EQ(weekday(to_day({2026, 11, 23})), 1);
}

}  // namespace
}  // namespace planstead::base
