# Сообщения страниц обсерватории. Every key is also in the English and the Kazakh file.

column-register = Регистр

# The index of an invented world
indicator-synthetic = Индекс восприятия синтетического мира
synthetic-title = {$title} (демонстрация, вымышленные данные)

# Units
unit-points = баллы (0–100)
unit-places = места
unit-sources = источники
unit-countries = страны
unit-share = доля (0–1)
unit-probability = вероятность (0–1)
unit-percentile = процентиль (0–100)
unit-standard-deviations = стандартные отклонения
unit-per-cent = проценты

# Reasons
reason-too-few-sources = Страну охватывает меньше источников, чем требует индекс.
reason-edition-without-rules = Правила издателя для этого выпуска неизвестны.
reason-rose = Общие источники выросли больше, чем объясняют случайность и смена шкал.
reason-fell = Общие источники снизились больше, чем объясняют случайность и смена шкал.
reason-no-clear-change = Разница не больше той, что при стольких странах возникает случайно.
reason-no-common-source = Ни один источник не охватывает страну в обоих выпусках.
reason-too-few-common-sources = В обоих выпусках страну охватывают менее трёх источников: для проверки мало.
reason-scored-in-one-edition = У страны есть балл только в одном из двух выпусков.
reason-map-changed = Перевод собственной шкалы источника в индекс изменился, хотя сама шкала осталась прежней.
reason-map-kept = Перевод шкалы источника в индекс тот же, что в предыдущем выпуске.
reason-levels-changed = Многие страны стоят на баллах, которых источник раньше не давал: изменились его шкала или категории.
reason-levels-kept = Источник даёт те же немногие баллы, что и в предыдущем выпуске.
reason-first-map = Нет более раннего выпуска для сравнения.
reason-too-few-rows = Слишком мало стран, чтобы оценить шкалу источника.
reason-sources-not-published = Источники не опубликованы, поэтому неопределённость вычислить нельзя.
reason-no-source = Объект не охвачен ни одним пригодным источником.
reason-no-fit = Модель не удаётся подобрать к этой группе.
reason-no-interval = Нет интервала, который можно проверить.
reason-all-rows = Вычислено по всем строкам регистров.

# Front page
home-summary = Баллы стран с той неопределённостью, которая следует из источников: интервалы, диапазоны мест вместо мест и только те изменения, что больше случайных. Каждое число ведёт к ячейкам, из которых оно получено.
home-headline-places = место { $best }–{ $worst } из { $of }
home-headline-rose = Страны с явным ростом
home-headline-fell = Страны с явным падением

# Figures
country-series-figure = { $country }: { $indicator }
compare-figure-title = Среднее источников по выпускам
ranking-figure-title = Среднее источников, { $edition } год
map-figure-title = Среднее источников на плиточной карте, { $edition } год
map-disclaimer = Одна плитка на страну, расположение условное. Плитки не показывают границ и не выражают позиции ни по одной из них.
figure-series-note = Линия — среднее источников, полоса — его 90 %-й интервал по разбросу источников. Там, где изменилась шкала источника, линия прервана: выпуски по разные стороны несопоставимы.
figure-ranked-note = Точки — средние, усы — их 90 %-е интервалы по разбросу источников. Страны, чьи усы пересекаются, на глаз не различить; что исключают данные, говорит диапазон мест.
figure-map-note = Чем шире интервал, тем меньше у плитки возможных цветов: неопределённое значение уходит в серый.
figure-map-uncertainty = Ширина { $level } %-го интервала
figure-break = { $count ->
    [one] изменилась шкала: { $sources }
    [few] изменились шкалы: { $sources }
    [many] изменились шкалы: { $sources }
   *[other] изменились шкалы: { $sources }
}
figure-coverage-title = Как часто каждый интервал накрывает истину
figure-coverage-note = В этом вымышленном мире истинные уровни известны. Точки слева от линии — у интервалов, которые обещают больше, чем дают.
figure-coverage-nominal = обещано

# Kinds of intervals
coverage-published = интервал по правилам издателя
coverage-t = интервал Стьюдента по выборочной ошибке
coverage-jackknife = размах без одного источника
coverage-rank = множество мест для одной страны
coverage-rank-simultaneous = множества мест для всех стран сразу

# Data sets
dataset-licences = Источники сохраняют свои лицензии и не распространяются.
field-finding = Имя результата
field-measure = Что измерено
field-subject = О чём
field-period = Период
field-state = Состояние: value, flagged, clear, insufficient, not_applicable, withheld
field-value = Число; пусто, если его нет
field-low = Нижний конец интервала
field-high = Верхний конец интервала
field-reason = Причина состояния

# Status
status-values = Результаты с числом
status-flagged = Результаты с отметкой
status-clear = Результаты без находок
status-insufficient = Результаты, для которых данных недостаточно
status-not-applicable = Неприменимые результаты

# Ranks from published tables
country-published-title = Места в опубликованных таблицах
country-published-caption = Места, вычисленные только по опубликованным баллам; страны с равным баллом их делят
country-published-places = Места (с равными)
country-published-step = Выигранные места
country-published-text = Эти места следуют только из опубликованных баллов. Страны с равным баллом делят несколько мест. Насколько надёжен шаг, без источников сказать нельзя; рядом показано, чего он стоит в баллах. Выпуски до 2012 года — по шкале от 0 до 10.
