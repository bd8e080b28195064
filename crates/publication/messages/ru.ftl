# Russian messages. Every key is here, in en.ftl and in kk.ftl, with the same variables.

# The frame of every page
skip-link = Перейти к содержанию
nav-languages = Язык
nav-main = Основное меню
nav-home = Главная
nav-ranking = Рейтинг
nav-map = Карта
nav-compare = Сравнение
nav-indicator = Показатель
nav-methods = Методы
nav-status = Состояние
banner-label = Предупреждение
banner-title = Искусственные данные для демонстрации.
banner-text = Все страны и все числа здесь вымышлены.
footer-promise = Каждое число на этих страницах — ссылка на его доказательство: исходные ячейки, метод и расчёт.
footer-version = Probity, версия { $version }
footer-run = Расчёт
form-edition = Выпуск
form-show = Показать
form-compare = Сравнить
figure-plot = График: { $title }
figure-as-table = Те же числа в таблице

# Errors
error-not-found-title = Страница не найдена
error-not-found-text = По этому адресу нет страницы. Возможно, адрес набран с ошибкой или такого объекта нет в этой обсерватории.
error-broken-title = Эту страницу не удалось подготовить
error-broken-text = Ошибка на нашей стороне. Остальные страницы работают; попробуйте позже.
error-home = На главную страницу

# What stands where a number could stand
state-insufficient = недостаточно данных
state-not-applicable = неприменимо
state-suppressed = скрыто
state-withheld = не предоставлено
state-unknown = неизвестно
state-insufficient-text = Исходных данных не хватает, чтобы вычислить число. Это никогда не значит, что всё хорошо.
state-not-applicable-text = Для этого объекта такой вопрос не возникает.
state-suppressed-text = Число есть, но скрыто, потому что могло бы раскрыть сведения о человеке.
state-withheld-text = Владельца данных запросили, но числа он не предоставил.
state-unknown-text = Судя по источникам, этого никто не измерял.
finding-value = число вычислено
finding-flagged = повод для проверки
finding-clear = искали и не нашли

# Ranges and changes
rank-of = { $range } из { $of }
rank-marginal-text = Места, которые страна может занимать, если рассматривать её отдельно, с доверием { $level } %.
rank-simultaneous-text = Места, верные для всех стран одновременно с доверием { $level } %: шире и пригодны для сравнения многих стран.
confidence-interval = доверительный интервал { $level } %
verdict-rose = явно вырос
verdict-fell = явно снизился
verdict-not-clear = без явного изменения

# Front page
home-title = { $indicator }, { $edition } год
home-changes-title = Что явно изменилось
home-changes-text =
    { $changes ->
        [one] У { $changes } страны
        [few] У { $changes } стран
        [many] У { $changes } стран
        *[other] У { $changes } страны
    } из { $compared } изменение больше неопределённости обоих выпусков. Для остальных данные изменения не показывают.
home-changes-caption = Страны, чей балл явно изменился
home-explore-title = Обзор
home-ranking-text = Все страны с интервалами и местами, которые может занимать каждая.
home-map-text = Цвета бледнеют там, где число неточно.
home-compare-text = До шести стран во времени.
home-methods-text = Как вычислено каждое число, с разобранным примером.
home-countries-title = Страны
home-data-title = Данные
home-data-text = Всё, что здесь показано, можно скачать вместе с хешем и лицензией.

# Country
country-title = { $country }: { $indicator }, { $edition } год
country-lead = Выпуск { $edition } года:
country-score = Балл
country-places = Место среди стран
country-places-all = Место, все страны сразу
country-series-title = Во времени
country-sources-title = Что говорит каждый источник
country-sources-text =
    { $count ->
        [one] Балл основан на { $count } источнике.
        [few] Балл основан на { $count } источниках.
        [many] Балл основан на { $count } источниках.
        *[other] Балл основан на { $count } источника.
    } Каждое число ведёт к ячейке, из которой оно взято.
country-sources-caption = { $country }, { $edition } год: источники на шкале индекса
country-change-title = Почему изменился балл
country-change-text = Части в сумме дают разницу. Изменение из-за появления или ухода источников — не изменение в стране.
country-change-caption = Части изменения с { $from } по { $to } год
country-robustness-title = Насколько он зависит от отдельных источников
country-capture-text = Если один источник подконтролен, балл может оказаться где угодно в диапазоне в скобках:
country-without-caption = Балл без одного из источников
country-compare = Сравнить с другими странами

# Ranking, map, comparison
ranking-title = Рейтинг: { $indicator }, { $edition } год
ranking-lead = Точки — средние, усы — их { $level } %-е доверительные интервалы. Что данные говорят о порядке, показывают диапазоны мест, а не порядок строк.
ranking-table-title = Баллы и места
ranking-caption = { $indicator }, { $edition } год: балл, интервал и возможные места
ranking-left-out = Не вошли в рейтинг
map-title = Карта: { $indicator }, { $edition } год
map-lead-plain = Цвета показывают только балл и скрывают, насколько он надёжен.
map-lead-uncertainty = Цвета показывают балл и бледнеют до серого там, где он неточен.
map-colours = Цвета
map-colours-plain = Только балл
map-colours-uncertainty = Балл и неопределённость
map-places = Вид стран
map-places-borders = С границами
map-places-tiles = По плитке на страну
map-geometry = Границы из файла { $file }, SHA-256
compare-title = Сравнение стран: { $indicator }
compare-lead = Выберите до шести стран. Ваш выбор сохраняется в адресе страницы.
compare-legend = Сравниваемые страны
compare-slot = Страна { $number }
compare-none = Страны пока не выбраны.
compare-table-title = Баллы, { $edition } год
compare-caption = Баллы выбранных стран, { $edition } год

# Indicator
indicator-title = Показатель: { $indicator }
indicator-definition-title = Определение
indicator-states-title = Когда числа нет
indicator-sources-title = Источники
indicator-sources-caption = Источники показателя и их охват
indicator-truth-title = Проверка по известной истине
indicator-truth-text = В этой демонстрации истинные значения известны, потому что вымышлены. Интервалы должны накрывать { $level } % из них; на деле накрывают
unit-percent = %

# Methods
methods-title = Методы
methods-lead = Каждый метод — папка, которую может прочесть любой: текст, параметры, ссылки и примеры. Эти страницы сделаны из неё.
methods-caption = Все методы этой обсерватории
method-title = Метод: { $method }
method-formula-title = Формула
method-parameters-title = Параметры
method-parameters-none = У метода нет параметров.
method-parameters-caption = Параметры, годы их действия и проверены ли они
method-citations-title = Литература
method-case-title = Разобранный пример
verified-yes = сверено с источником
verified-no = ещё не сверено
years-all = все годы
years-from = с { $year } года
years-to = до { $year } года

# Observation
observation-kicker = Наблюдение
observation-evidence-title = На чём основано
observation-evidence-none = Этот вывод не указывает ни на одну ячейку источника.
observation-evidence-text =
    { $count ->
        [one] В расчёт вошла { $count } ячейка.
        [few] В расчёт вошли { $count } ячейки.
        [many] В расчёт вошли { $count } ячеек.
        *[other] В расчёт вошло { $count } ячейки.
    } Хеш однозначно указывает файл.
observation-evidence-caption = Ячейки источников, вошедшие в расчёт
observation-parameters-caption = Параметры этого расчёта
observation-check-title = Проверьте сами
observation-check-text = Эта команда выведет ту же цепочку из файлов на вашем компьютере:
place-sheet-row = { $sheet }, строка { $row }
place-line = строка { $line }
place-line-column = строка { $line }, столбец { $column }
place-file = весь файл
place-computed = параметр или вычислено; своего места нет
place-merged = объединено из нескольких релизов; ни один из них этого не говорит

# Data set
dataset-title = Набор данных: { $dataset }
dataset-download-title = Скачать
dataset-files-caption = Файлы, размеры и хеши
dataset-columns-title = Столбцы
dataset-columns-caption = Столбцы набора данных
dataset-quality-title = Качество
dataset-read = Прочитано строк
dataset-kept = Оставлено строк
dataset-rejected = Отклонено строк
dataset-no-rejects = Отклонённых строк нет.
dataset-rejects-caption = Строки, которые не удалось прочесть, и почему
dataset-more-rejects =
    { $count ->
        [one] Ещё { $count } отклонённая строка не показана.
        [few] Ещё { $count } отклонённые строки не показаны.
        [many] Ещё { $count } отклонённых строк не показано.
        *[other] Ещё { $count } отклонённой строки не показано.
    }

# Status
status-title = Состояние и версии
status-lead = Два читателя, видящие один и тот же расчёт, видят одни и те же числа.
status-content = Опубликовано
status-sources-title = Исходные файлы
status-sources-caption = Исходные файлы, хранимые без изменений под своими хешами
count-observations =
    { $count ->
        [one] { $count } наблюдение
        [few] { $count } наблюдения
        [many] { $count } наблюдений
        *[other] { $count } наблюдения
    }
count-countries =
    { $count ->
        [one] { $count } страна
        [few] { $count } страны
        [many] { $count } стран
        *[other] { $count } страны
    }
count-methods =
    { $count ->
        [one] { $count } метод
        [few] { $count } метода
        [many] { $count } методов
        *[other] { $count } метода
    }

# Facts about a thing
meta-identifier = Идентификатор
meta-unit = Единица
meta-method = Метод
meta-editions = Выпуски
meta-see = Смотрите
meta-version = Версия
meta-verified = Проверка
meta-digest = Хеш (SHA-256)
meta-subject = Объект
meta-period = Период
meta-state = Состояние
meta-reason = Причина
meta-run = Расчёт
meta-licence = Лицензия

# Columns of tables
column-country = Страна
column-change = Изменение
column-difference = Разница
column-interval = Интервал
column-editions = Выпуски
column-source = Источник
column-code = Код
column-score = Балл
column-part = Часть
column-points = Баллы
column-left-out = Исключённый источник
column-places = Места, отдельно
column-places-all = Места, все вместе
column-publisher = Издатель
column-countries = Страны
column-method = Метод
column-summary = Что находит
column-area = Область
column-version = Версия
column-verified = Проверка
column-parameter = Параметр
column-meaning = Что означает
column-value = Значение
column-unit = Единица
column-years = Годы
column-role = Роль
column-file = Файл
column-place = Место
column-digest = Хеш (SHA-256)
column-format = Формат
column-bytes = Байты
column-name = Имя
column-type = Тип
column-field = Поле
column-problem = Ошибка
column-hint = Что делать

# Plots
plot-provisional = предварительно
plot-places = Возможные места
plot-period = Период
plot-status = Статус

# Headings of the method's own text
method-heading-finds = Что он находит
method-heading-matters = Почему это важно
method-heading-exclusions = Что не учитывается
method-heading-source = Основание
method-in-english = Подробное описание взято из текста программы, на английском языке.
