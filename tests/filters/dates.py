"""Date operands of filters and moments of answers, for the naive evaluator."""

import calendar
import datetime
import zoneinfo

UTC = datetime.timezone.utc
DAY = datetime.timedelta(1)


class Range:
    """Instants [lo, hi) and the days they span, both included."""

    def __init__(self, lo, hi, first, last):
        self.lo, self.hi, self.first, self.last = lo, hi, first, last


class Moment:
    """An instant, or a day without a time."""

    def __init__(self, instant=None, day=None):
        self.instant, self.day = instant, day

    def __repr__(self):
        return str(self.instant or self.day)


def read_moment(value, has_time=True):
    """A TimePoint of an answer; None where there is none."""
    if not value:
        return None
    if not has_time or not value.get("time"):
        return Moment(day=datetime.datetime.strptime(value["date"], "%d-%m-%Y").date())
    return Moment(
        instant=datetime.datetime.strptime(value["dateTimeUtcSeconds"], "%Y-%m-%dT%H:%M:%S%z")
    )


def later(one, other):
    """The later of two instants, either of which may be missing."""
    found = [moment for moment in (one, other) if moment]
    return max(found, key=lambda moment: moment.instant) if found else None


def midnight(day, zone):
    return datetime.datetime.combine(day, datetime.time(), zone).astimezone(UTC)


def days(first, last, zone):
    return Range(midnight(first, zone), midnight(last + datetime.timedelta(1), zone), first, last)


def _month(today, offset, zone):
    index = today.year * 12 + today.month - 1 + offset
    year, month = index // 12, index % 12 + 1
    last = calendar.monthrange(year, month)[1]
    return days(datetime.date(year, month, 1), datetime.date(year, month, last), zone)


def _end(text, zone):
    if ":" not in text:
        day = datetime.datetime.strptime(text, "%d-%m-%Y").date()
        return days(day, day, zone)
    local = datetime.datetime.strptime(text, "%d-%m-%Y %H:%M")
    lo = local.replace(tzinfo=zone).astimezone(UTC)
    return Range(lo, lo + datetime.timedelta(minutes=1), local.date(), local.date())


def read_range(value, zone_name, now):
    """What a date operand means to a person in the zone, at the moment `now` (UTC)."""
    zone = zoneinfo.ZoneInfo(zone_name)
    today = now.astimezone(zone).date()
    kind, day = value["dateType"], datetime.timedelta(1)
    shifts = {"today": 0, "yesterday": -1, "tomorrow": 1}
    periods = {"this": 0, "last": -1, "next": 1}
    if kind in shifts:
        return days(today + shifts[kind] * day, today + shifts[kind] * day, zone)
    if kind.endswith("Week"):
        monday = today - today.weekday() * day + periods[kind[:4]] * 7 * day
        return days(monday, monday + 6 * day, zone)
    if kind.endswith("Month"):
        return _month(today, periods[kind[:4]], zone)
    if kind in ("last", "next", "in"):
        n = int(value["dateValue"])
        first, last = {"last": (1 - n, 0), "next": (1, n), "in": (n + 1, n + 1)}[kind]
        return days(today + first * day, today + last * day, zone)
    if kind in ("otherDate", "otherDate_withTime"):
        return _end(value.get("dateFrom") or value["dateValue"], zone)
    start, end = _end(value["dateFrom"], zone), _end(value["dateTo"], zone)
    return Range(start.lo, end.hi, start.first, end.last)


def sides(moment, wanted):
    """Whether a moment lies before the range, and whether behind it."""
    if moment.day:
        return moment.day < wanted.first, moment.day > wanted.last
    return moment.instant < wanted.lo, moment.instant >= wanted.hi


def compare(moment, operator, wanted):
    """A missing value satisfies notequal alone."""
    return compare_frame(moment, moment, operator, wanted)


def compare_frame(start, end, operator, wanted):
    """Something with an extent: some part of it must be where the operator says."""
    if operator == "notequal":
        return not compare_frame(start, end, "equal", wanted)
    if start is None:
        return False
    starts_before, starts_after = sides(start, wanted)
    ends_before, ends_after = sides(end, wanted)
    return {
        "equal": not ends_before and not starts_after,
        "gt": ends_after,
        "lt": starts_before,
        "gtAndEqual": not ends_before,
        "ltAndEqual": not starts_after,
    }[operator]
