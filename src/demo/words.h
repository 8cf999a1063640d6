// Words of the demonstration account, Russian and English, as a trading company would use them.
#pragma once

#include <string_view>

namespace planstead::demo {

// clang-format off
inline constexpr std::string_view first_names[] = {"Анна", "Борис", "Вера", "Глеб", "Дарья", "Егор", "Жанна", "Захар", "Ирина", "Кирилл", "Лариса", "Максим", "Нина", "Олег", "Полина", "Роман", "Светлана", "Тимур", "Ульяна", "Фёдор", "Элина", "Юрий", "Яна", "Alice", "Martin", "Nora"};
inline constexpr std::string_view last_names[] = {"Абрамова", "Беляев", "Воронцова", "Громов", "Дёмина", "Ершов", "Жданова", "Зимин", "Ильина", "Королёв", "Лебедева", "Морозов", "Новикова", "Осипов", "Павлова", "Романов", "Соколова", "Титов", "Уварова", "Фролов", "Хохлова", "Царёв", "Щербакова", "Smith", "Keller", "Novak"};
inline constexpr std::string_view company_words[] = {"Вектор", "Гамма", "Заря", "Импульс", "Кедр", "Лагуна", "Меридиан", "Нева", "Орион", "Парус", "Рубин", "Север", "Тайга", "Уран", "Факел", "Ёлка и Ко", "Northwind", "Bluestone", "Greenfield", "Lakeside"};
inline constexpr std::string_view company_kinds[] = {"ООО «{}»", "АО «{}»", "ТД «{}»", "{} Ltd", "{} GmbH"};
inline constexpr std::string_view verbs[] = {"Согласовать", "Подготовить", "Проверить", "Отправить", "Обновить", "Рассчитать", "Заказать", "Оплатить", "Исправить", "Провести", "Review", "Prepare", "Update", "Call about"};
inline constexpr std::string_view things[] = {"договор поставки", "коммерческое предложение", "счёт на оплату", "акт сверки", "смету проекта", "техническое задание", "график отгрузок", "отчёт о продажах", "заявку клиента", "спецификацию", "доверенность", "ёлочные украшения для офиса", "the contract", "the delivery plan", "the quarterly report", "price list"};
inline constexpr std::string_view tails[] = {"на второй квартал", "для отдела продаж", "по складу в Туле", "с учётом замечаний юриста", "до конца недели", "по запросу клиента", "для тендера", "за прошлый месяц", "for the new branch", "before the audit", "повторно", "срочно"};
inline constexpr std::string_view sentences[] = {"Проверить приложения и сроки оплаты.", "Учесть замечания бухгалтерии и юриста.", "Документы лежат в общей папке проекта.", "Клиент ждёт ответа до пятницы.", "Согласовать с руководителем отдела.", "Обратить внимание на условия доставки.", "See the previous agreement for details.", "The customer asked for a shorter term.", "Приложить скан подписанного экземпляра.", "Если сумма изменится, сообщить заранее."};
inline constexpr std::string_view checklist_words[] = {"Проверить реквизиты", "Получить подпись", "Отправить оригинал", "Позвонить клиенту", "Check the totals", "Обновить карточку"};
inline constexpr std::string_view cities[] = {"Москва", "Тула", "Казань", "Омск", "Пермь", "Сочи", "Berlin", "Riga"};
inline constexpr std::string_view labels[] = {"Высокая", "Средняя", "Низкая", "Не определена"};
inline constexpr std::string_view sources[] = {"Сайт", "Звонок", "Выставка", "Рекомендация", "E-mail"};
inline constexpr std::string_view positions[] = {"директор", "бухгалтер", "менеджер по закупкам", "инженер", "кладовщик", "Head of sales"};
inline constexpr std::string_view marks[] = {"НДС", "Предоплата", "Самовывоз", "Опт", "VIP", "Экспорт"};
// clang-format on

}  // namespace planstead::demo
