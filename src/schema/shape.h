// Shapes: how a value looks on the wire. A field of any entity, and a custom field of any type, has
// exactly one.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

#include "base/ref.h"

namespace planstead::schema {

/// The comment names the alternative of Value that holds it, then what is read and written.
enum class Shape : std::uint8_t {
  // Shapes of system fields
  integer,         // int64; number
  boolean,         // bool
  text,            // string; always a string, "" when empty
  html,            // string; cleaned on the way in
  enumeration,     // int64, index in Field::labels; its label
  timepoint,       // Moment; {date,time,datetime,dateTimeUtcSeconds}
  ref,             // Ref of Field::target; {id,name}
  person,          // Ref user|contact; {id:"user:5",name}
  counterparty,    // Ref contact; {id:"contact:5",name}; a bare number is a contact
  people,          // RefList user|contact|group; {users:[],groups:[]}
  status,          // Ref status; the whole status object
  refs,            // RefList of Field::target; [{id,name}]
  persons,         // RefList user|contact, those of Field::target alone; [{id:"user:5",name}]
  ref_or_name,     // Ref of Field::target; {id,name}; a body may name it: string until a rule
                   // has found what is meant
  phones,          // PhoneList; [{number,maskedNumber,type}]
  telegram,        // string, the bare name; https://t.me/name
  password,        // string; hashed on the way in, never answered
  replacement,     // Replacement; {isEnabled,isIndefinite,employee,from,to}
  files,           // RefList file; [{id,size,name}]
  data_tags,       // RefList of alternating data_tag and entry key; [{dataTag:{id,name},key}]
  recurrence,      // Recurrence
  notified,        // people, written with roles: Ref{none, 1 + index in notified_roles}
  reminders,       // ReminderList; [{id,text,…}]
  change_status,   // RefList of the status before and the one after; {oldStatusId,newStatusId}
  change_date,     // DateChange; {oldDateTime,newDateTime,hasOldDate,…}
  custom_values,   // Record::custom; customFieldData
  custom_type,     // int64; number of a custom field type
  text_list,       // TextList; array of strings
  integer_list,    // RefList; array of numbers
  text_map,        // TextMap; {"en":"…"}
  language_texts,  // TextMap; [{lang:"Ru",name:"…"}]
  value_colors,    // ColorList; {"label":{color,background}}
  named,           // string; {id:0,name:…} (viewResult)
  url,             // string; an address, left out where there is none
  option_names,    // TextList; [{name}]
  bare_id,         // int64; {id:2}, a number without a name
  definitions,     // RefList custom_field; their whole definitions, in order
  main_value,      // whatever the custom field of the row holds, in the shape of its type
  thing,           // Ref of any kind; "task:5"
  changes,         // FieldChangeList; [{field,oldValue,newValue}]
  items,           // Body::items; write-only: several rows, each as an update of one takes it
  // Shapes of custom field values (contract types in brackets)
  line,             // string, at most 255 characters [0]
  number,           // double [1]
  multiline,        // string [2]
  date,             // Day [3]
  time,             // TimeOfDay [4]
  date_time,        // Moment [5]
  period,           // Period [6]
  checkbox,         // bool [7]
  label,            // string, one of the list's values [8]
  entry,            // Ref entry; {id,value} [9]
  contact,          // Ref contact [10]
  employee,         // Ref user [11]
  member,           // Ref user|contact|group, prefixed [13]
  members,          // RefList of the former [14]
  entries,          // RefList entry [15]
  task,             // Ref task [16]
  tasks,            // RefList task [17]
  labels,           // TextList [20]
  file_ids,         // RefList file; array of numbers [21]
  project,          // Ref project [22]
  computed_number,  // double; read-only [23, 26, 29]
  computed_text,    // string; read-only [24]
  location,         // Location [25]
  frame,            // Frame [28]
};

/// One contract type of custom fields. What its values look like follows from the shape alone.
struct CustomType {
  int id;
  std::string_view name;       ///< English name of GET /customfield/type (1.6.9)
  std::string_view type_name;  ///< `typeName` inside value items (observed 9.1 c)
  std::string_view name_ru;
  Shape shape;
  bool writable;
};

/// The 28 types, ascending by id (contract: GET /customfield/type).
std::span<const CustomType> custom_types();
/// nullptr for a number that is no type (18, 19, 30 …).
const CustomType* find_custom_type(std::int64_t id);

/// Labels of enumerations, in the order of the stored numbers.
inline constexpr std::string_view priority_labels[] = {"NotUrgent", "Urgent"};
inline constexpr std::string_view task_type_labels[] = {"Task", "Template", "Checkmark"};
inline constexpr std::string_view duration_unit_labels[] = {"Minute", "Hour", "Day", "Week",
                                                            "Month"};
inline constexpr std::string_view duration_type_labels[] = {"CalendarDays", "WorkerDays"};
inline constexpr std::string_view gender_labels[] = {"NotDefined", "Female", "Male"};
inline constexpr std::string_view language_labels[] = {"En", "Ru", "Pl", "Ka", "Ro",
                                                       "Pt", "Es", "De", "Az", "Tr"};
/// Masks of phones by type, 1 mobile to 3 home; 4 other has none (fields digest 5.2).
inline constexpr std::string_view phone_masks[] = {"+# (###) ###-##-##", "+# (##) ##-##-##",
                                                   "+# (####) ###-##-##"};
inline constexpr std::int64_t phone_type_max = 4;
inline constexpr std::string_view comment_type_labels[] = {"Comment", "Reminder", "None"};
inline constexpr std::string_view comment_channel_labels[] = {
    "None",  "Planfix", "Telegram", "Facebook",   "Viber", "WhatsApp",  "Mobile",
    "Email", "Charta",  "Skype",    "YandexChat", "Avito", "WebChatApi"};
/// Roles on a task that a comment may be sent to.
inline constexpr std::string_view notified_roles[] = {"assignee", "participant", "auditor",
                                                      "assigner"};
inline constexpr std::string_view reminder_types[] = {"Exact", "Before", "None"};
inline constexpr std::string_view reminder_subtypes[] = {
    "BeforeTaskStart", "BeforeTaskEnd", "BeforeDataTagStart", "BeforeDataTagEnd", "None"};
/// The same roles as notified_roles, position for position, as reminders name them.
inline constexpr std::string_view reminder_roles[] = {"Assignees", "Participants", "Auditors",
                                                      "Assigner"};
inline constexpr std::string_view recurrence_day_types[] = {
    "Day",       "WorkDay",  "FreeDay", "Monday",   "Tuesday",
    "Wednesday", "Thursday", "Friday",  "Saturday", "Sunday"};

}  // namespace planstead::schema
