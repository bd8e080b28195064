# What the pages say about recorded cases, releases and proof. Every key is also in the English and the Kazakh file.

# Frame
nav-diary = Выпуски
nav-corrections = Исправления
nav-feeds = Ленты
nav-foot = О данных
footer-verify = Проверить эту страницу
footer-desk = Рабочее место сотрудников
search-label = Поиск
search-button = Найти
form-stage = Стадия

# Columns
column-count = Число
column-dataset = Набор данных
column-day = День
column-feed = Лента
column-kind = Вид
column-log-index = Место в журнале
column-offence = Правонарушение
column-outcome = Исход
column-period = Период
column-release = Выпуск
column-remarks = Примечания
column-stage = Стадия
column-status = Состояние
column-what = Что
column-why = Почему

# Recorded cases
recorded-caution = Больше зарегистрированной коррупции не значит больше коррупции.
recorded-caution-why = Число растёт и тогда, когда люди чаще сообщают, следствие активнее ищет или меняются правила учёта. Поэтому территории по нему никогда не ранжируются.
recorded-caption = Зарегистрированные дела: { $area }
recorded-break = разрыв ряда
recorded-break-suspected = возможен разрыв ряда: число резко изменилось
recorded-provisional = предварительно
recorded-figure = { $area }: { $offence }, { $stage }
recorded-figure-note = Числа с 95 % интервалом Гарвуда, ось от нуля. Линия разорвана там, где прерывается ряд; скрытое число — заштрихованное место, а не ноль.
country-recorded-title = Зарегистрированные дела

# Region
region-title = { $region }, { $country }: зарегистрированные дела
region-lead = Зарегистрированные дела по видам правонарушений и годам, и их изменения в сравнении со всей страной.
region-recorded-title = По правонарушениям и годам
region-recorded-text = Каждое число ведёт к своему наблюдению с интервалом и исходной ячейкой.
region-recorded-caption = { $region }, { $stage }: число по правонарушениям и годам
region-heat-title = { $region }: правонарушения по годам, { $stage }
region-heat-note = Цвета — группы с равным числом ячеек, от малых к большим; о вине они ничего не говорят.
region-comparison-title = Изменение здесь и во всей стране
region-comparison-text = Отношение более позднего числа к более раннему с точным 95 % интервалом. «Вырос» и «снизился» стоят только там, где точный критерий исключает случайность.
region-comparison-caption = Изменения: { $region } и { $country }
region-comparison-none = Здесь нет двух сопоставимых периодов.
region-regions-title = Регионы: { $country }
region-tiles-title = { $country }: изменение числа зарегистрированных дел, { $period }
region-tiles-note = Цвет — отношение более позднего числа к более раннему; при широком интервале он блекнет до серого: { $offence }, { $stage }.
region-tiles-value = Отношение чисел
region-disclaimer = Одна плитка на регион, расположение условное. Плитки не показывают границ.
region-tiles-width = Ширина 95 % интервала
column-region = Регион

# Funnel
funnel-title = Чем завершились дела
funnel-cohort-all = все дела
funnel-lead = Из всех дел, начатых вместе: доля дошедших до каждого исхода за столько-то дней. Незавершённое дело — не проигранное дело.
funnel-median = Медианное время
funnel-median-text = дней, пока половина дел не получила исход
funnel-outcomes-title = Исходы
funnel-caption = Доля дел по исходам, в процентах с 95 % интервалами: { $cohort }
funnel-text = Доли — от всех дел когорты, а не от дошедших до предыдущей ступени.
funnel-at-risk = Дела открытые и под наблюдением
funnel-incomplete = не полностью
funnel-complete = полностью
funnel-incomplete-text = Не полностью: часть дел начата недавно и не наблюдалась так долго; оценка это учитывает, интервал шире.
funnel-cohorts-title = Когорты
funnel-figure-title = Исходы за { $days } дней: { $cohort }
funnel-figure-note = У заштрихованной части исхода ещё нет. Она входит в когорту и никогда не отбрасывается.
funnel-open = исхода пока нет
funnel-share = Доля когорты, %
column-cohort = Когорта
column-cases = Дела

# Releases
diary-title = Календарь выпусков
diary-lead = Что и в какой день будет опубликовано, что вышло и что отменено. Дни назначены заранее, чтобы никто не мог выбрать удобный.
diary-subscribe = Подписаться на календарь (iCalendar)
diary-upcoming-title = Предстоит
diary-upcoming-caption = Предстоящие выпуски, ближайшие первыми
diary-past-title = Прошедшее
diary-past-caption = Прошедшие выпуски, последние первыми
diary-none = Записей нет.
diary-figure-title = Дни выпусков
diary-figure-note = Каждый отмеченный день есть в таблицах выше.
release-planned = запланирован
release-late = опаздывает: день прошёл
release-released = вышел
release-cancelled = отменён
home-releases-title = Выпуски
home-releases-caption = Последние выпуски
home-deadlines-caption = Ближайшие сроки
home-diary = Весь календарь выпусков
home-funnel-text = Исходы дел по дням, вместе с долей ещё открытых.

# Corrections
corrections-title = Исправления и отзывы
corrections-lead = Ошибочный выпуск открыто заменяется или отзывается, но никогда не удаляется.
corrections-none = Пока ничего не исправлено и не отозвано.
corrections-caption = Исправления и отзывы, последние первыми
correction-corrected = исправлен
correction-retracted = отозван

# Verification
verify-title = Проверка
verify-lead = Верить на слово не нужно. Страницу, число и пакет данных можно проверить на своём компьютере.
verify-page-title = Эта страница
verify-page-text = Пока состояние обсерватории и день те же, один адрес даёт всем одни и те же байты. Два читателя с одинаковым хешем видят одну и ту же страницу.
verify-page-address = Адрес
verify-page-command = Сравните с тем, что получаете вы (впишите в первую строку адрес этого сайта):
verify-hash-title = Хеш
verify-hash-text = У источников, методов, расчётов, файлов и пакетов есть хеш SHA-256. Спросите, что под ним известно; достаточно восьми знаков.
verify-state = Отпечаток этого состояния
verify-hash-label = Хеш (SHA-256) для поиска
verify-hash-button = Спросить
verify-hash-malformed = Это не хеш: введите от восьми до шестидесяти четырёх шестнадцатеричных знаков.
verify-hash-unknown = Под этим хешем ничего не известно. Файл может относиться к другому состоянию или быть изменён.
verify-hash-known = Известно следующее:
verify-hash-caption = Что обозначает хеш
verify-number-title = Число
verify-number-text = У каждого числа есть имя. В каталоге обсерватории эта команда заново читает его ячейки из сохранённого источника и говорит, сходятся ли они:
verify-package-title = Пакет данных
verify-package-text = Пакет подписан и содержит всё нужное, чтобы вычислить его заново байт в байт:
verify-log-text = Журнал показывает, что другим читателям не давали иной версии. Сохраните контрольную точку и позже проверьте, что она по-прежнему начало журнала:
known-state = Состояние обсерватории
known-run = Расчёт
known-method = Метод
known-source = Исходный файл
known-file = Файл данных
known-findings = Таблица выводов

# Feeds
feeds-title = Ленты
feeds-lead = Новости для программ чтения лент, календарей и других программ. Без учётных записей и слежения. Рассылки по почте нет.
feeds-site-title = Весь сайт
feeds-site-caption = Ленты всего сайта
feeds-news = Выпуски и исправления
feeds-calendar = Календарь выпусков (события)
feeds-datasets-title = Наборы данных
feeds-datasets-caption = Ленты отдельных наборов данных
feeds-countries-title = Страны
feeds-countries-caption = Ленты отдельных стран
feeds-countries-show = Показать ленты всех стран
feeds-embed-title = На других сайтах
feeds-embed-text = Диаграммы можно ставить на чужие страницы. Программы со знанием oEmbed находят рамку по адресу страницы:
feed-edition = { $dataset }: выпуск { $edition }
feed-edition-text = Последний период этого набора данных: { $edition }.
feed-country = { $country }: { $indicator }, выпуск { $edition }
feed-country-text = Балл: { $score }.
feed-release-text = { $status }, { $day }.

# Search
search-title = Результаты поиска
search-empty = Введите название страны, региона, показателя, набора данных или метода. Казахские буквы и латиница понимаются.
search-none = По запросу «{ $query }» ничего не найдено.
search-caption = Найдено по запросу «{ $query }»
kind-country = страна
kind-region = регион
kind-indicator = показатель
kind-dataset = набор данных
kind-method = метод

# Data sets
dataset-tabs = Части этой страницы
dataset-chart-title = Диаграмма набора
dataset-rows-title = Таблица
dataset-rows-caption = Первые { $shown } из { $all } строк
dataset-rows-text = В файле есть все строки.
dataset-lineage-title = Происхождение
dataset-lineage-text = От источников до этих чисел. Те же источники, метод и программа снова дадут тот же расчёт.
dataset-lineage-caption = Источники, метод и расчёт
dataset-versions-title = Версии
dataset-versions-text = Версия никогда не меняется: её заменяет более поздняя, а прежняя остаётся.
dataset-versions-caption = Расчёт, показанный сейчас, и выпуски
dataset-version-now = Расчёт { $run }
dataset-version-served = показан сейчас
dataset-api-title = Интерфейс для программ
dataset-api-text = Программы читают те же числа, а для отсутствующих — их статус:
dataset-cite-title = Цитирование
dataset-cite-text = Версия — часть ссылки: она навсегда обозначает один набор чисел.
dataset-press-title = Для прессы
dataset-press-text = Факты, глаголы которых следуют из критерия, каждый с именем наблюдения; в архиве также числа.
dataset-press-brief = Справка
dataset-press-kit = Материалы для прессы с данными (ZIP)
press-nothing = Сообщить нечего: чисел нет.
press-notes = Наблюдения (каждое число можно проверить по имени):

# Units and reasons of legal statistics
unit-offences = правонарушений
unit-cases = дел
unit-persons = лиц
unit-days = дней
unit-ratio = отношение
reason-disclosure-primary = Скрыто: число так мало, что могло бы выдать человека.
reason-disclosure-secondary = Скрыто: по этому числу можно было бы вычислить скрытое малое.
reason-embargo = Не публикуется раньше срока.
reason-missing = В источнике здесь нет числа.
reason-incomplete = Часть дел когорты ещё нельзя было наблюдать так долго.
reason-complete = Каждое дело когорты наблюдалось так долго.

# Codes in words
subject-all = все вместе
period-all = всё время
area-measurement = измерение
area-statistics = правовая статистика
period-start = в начале
role-value = значение
role-before = прежнее значение
role-now = новое значение
role-score = балл
reason-count-rose = Число выросло больше, чем объясняет случай.
reason-count-fell = Число снизилось больше, чем объясняет случай.
reason-count-no-clear-change = Разница не больше той, которую объясняет случай.
status-withheld = Результаты, скрытые ради защиты людей или до срока
funnel-size = Дела

# Counts
funnel-days =
    { $days ->
        [one] { $days } день
        [few] { $days } дня
        *[many] { $days } дней
    }
search-count =
    { $count ->
        [one] { $count } результат
        [few] { $count } результата
        *[many] { $count } результатов
    }
search-more =
    { $count ->
        [one] Ещё { $count } результат не показан; введите больше букв.
        [few] Ещё { $count } результата не показаны; введите больше букв.
        *[many] Ещё { $count } результатов не показано; введите больше букв.
    }
