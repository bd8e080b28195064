# Слова докладов. Числа прописью приходят готовыми, по одному аргументу на каждую форму языка (data/report).

language-en = английский
language-kk = казахский
language-ru = русский
language-fr = французский
language-und = язык не указан

day = { $day } { $month ->
    [1] января
    [2] февраля
    [3] марта
    [4] апреля
    [5] мая
    [6] июня
    [7] июля
    [8] августа
    [9] сентября
    [10] октября
    [11] ноября
   *[12] декабря
} { $year } года
day-on = { day }
day-by = { day }
days-between = с { $from } по { $to }
and = { $first } и { $last }
comma = { ", " }

synthetic = SYNTHETIC. Искусственные данные для демонстрации: все государства, документы и числа в этом докладе вымышлены.
untranslated = [нет русского перевода; язык текста: { $language }]
unstated-language = [язык не указан]
no-text = Текст не внесён.
none = нет
yes = да
no = нет
unknown = неизвестно
not-assessed = ещё не оценена
foot-state = Состояние на { $at } по журналу из { $events } событий с хешем { $head }.
foot-state-known = Состояние на { $at }, каким оно было известно на { $known }, по журналу из { $events } событий с хешем { $head }.
foot-unverified = Правила процедуры, которые применены в этом докладе, не сверены с текстом самого органа.
foot-organ-decides = Счёт приведён как есть. Является ли уровень выполнения в целом неудовлетворительным, решает орган; программа этого не вычисляет.
foot-made = Составлено программой { $program }. Тот же журнал, тот же день и тот же язык дают те же байты.

organ = { $name ->
    [GRECO] ГРЕКО
   *[other] { $name }
}
organ-unnamed = Проверяющий орган

kind-evaluation = Доклад об оценке
kind-compliance = Доклад о выполнении рекомендаций
kind-second_compliance = Второй доклад о выполнении рекомендаций
kind-addendum = { $ordinal ->
    [0] Дополнение
    [1] Дополнение
    [2] Второе дополнение
    [3] Третье дополнение
   *[other] Дополнение № { $ordinal }
}
kind-interim_compliance = Промежуточный доклад о выполнении рекомендаций
kind-follow_up = Доклад о последующих мерах
kind-ad_hoc = Доклад по специальной процедуре
kind-self_assessment = Самооценка
kind-desk_review = Кабинетный обзор
kind-country_report = Страновой доклад
kind-executive_summary = Резюме
kind-other = Доклад ({ $kind })

ordinal = { $number ->
    [1] первого
    [2] второго
    [3] третьего
    [4] четвёртого
    [5] пятого
    [6] шестого
    [7] седьмого
    [8] восьмого
    [9] девятого
    [10] десятого
   *[other] № { $number }
}
round-none = докладе об оценке
round-one = докладе об оценке { $round } раунда
round-joint = докладе об оценке объединённых { $round } раундов
round-title = { $count ->
    [0] Оценка
    [1] Оценка { $round } раунда
   *[other] Оценка объединённых { $round } раундов
}

# The verb after the name of a state follows its gender (data/report/ru.toml).
count-some = { $state } { $gender ->
    [f] выполнила удовлетворительно или рассмотрела
    [n] выполнило удовлетворительно или рассмотрело
    [p] выполнили удовлетворительно или рассмотрели
   *[m] выполнил удовлетворительно или рассмотрел
} удовлетворительным образом { $closed_accusative_f } из { $total_genitive_f } { $total ->
    [one] рекомендации, содержащейся
   *[other] рекомендаций, содержащихся
} в { $report }.
count-none = { $state } не { $gender ->
    [f] выполнила удовлетворительно и не рассмотрела
    [n] выполнило удовлетворительно и не рассмотрело
    [p] выполнили удовлетворительно и не рассмотрели
   *[m] выполнил удовлетворительно и не рассмотрел
} удовлетворительным образом ни одной из { $total_genitive_f } { $total ->
    [one] рекомендации, содержащейся
   *[other] рекомендаций, содержащихся
} в { $report }.
count-all = { $state } { $gender ->
    [f] выполнила удовлетворительно или рассмотрела
    [n] выполнило удовлетворительно или рассмотрело
    [p] выполнили удовлетворительно или рассмотрели
   *[m] выполнил удовлетворительно или рассмотрел
} удовлетворительным образом все { $total_accusative_f } { $total ->
    [one] рекомендацию, содержащуюся
    [few] рекомендации, содержащиеся
   *[other] рекомендаций, содержащихся
} в { $report }.
count-only = { $state } { $gender ->
    [f] выполнила удовлетворительно или рассмотрела
    [n] выполнило удовлетворительно или рассмотрело
    [p] выполнили удовлетворительно или рассмотрели
   *[m] выполнил удовлетворительно или рассмотрел
} удовлетворительным образом единственную рекомендацию, содержащуюся в { $report }.
count-only-none = { $state } не { $gender ->
    [f] выполнила удовлетворительно и не рассмотрела
    [n] выполнило удовлетворительно и не рассмотрело
    [p] выполнили удовлетворительно и не рассмотрели
   *[m] выполнил удовлетворительно и не рассмотрел
} удовлетворительным образом единственную рекомендацию, содержащуюся в { $report }.
count-unknown = { $state }: { $total ->
    [one] { $total } рекомендация
    [few] { $total } рекомендации
   *[other] { $total } рекомендаций
} в { $report }; вердикты внесены по { $known } из них, а итог нигде не напечатан. Сколько закрыто, неизвестно.
count-rest-unknown = Какие именно это рекомендации, неизвестно: по { $unknown } { $unknown ->
    [one] рекомендации
   *[other] рекомендациям
} доклад, насколько он здесь внесён, даёт только счёт. Они показаны как неизвестные.

conclusion = { $organ } заключает, что рекомендация { $number } { $phrase }.
conclusion-part = { $organ } заключает, что часть ({ $part }) рекомендации { $number } { $phrase }.
phrase-satisfactory = выполнена удовлетворительно
phrase-dealt = рассмотрена удовлетворительным образом
phrase-partly = частично выполнена
phrase-partly-from-partly = остаётся частично выполненной
phrase-not = не выполнена
phrase-not-from-not = остаётся невыполненной
phrase-other = получила вердикт «{ $verdict }»

title-report = { $document }: { $state }
title-situation = Доклад о положении дел: { $state }
title-checklist = Контрольный перечень для самооценки: { $state }
title-quarterly = Квартальный доклад: { $programme }
title-shadow = Официальные и альтернативные сведения: { $state }
title-country-sheet = Сводка по стране: { $state }

cover-kind = Доклад
cover-state = Государство
cover-round = Раунд
cover-reference = Обозначение
cover-plenary = Пленарное заседание
cover-adopted = Принят
cover-published = Опубликован
cover-not-published = публикация не внесена
cover-at = Состояние на
cover-programme = Программа
cover-version = Редакция
cover-term = Срок действия
cover-procedure = Процедура
cover-evaluation = Оценка
cover-due = Следующие сведения к

section-introduction = Введение
section-analysis = Анализ
section-conclusions = Выводы
section-situation = Открытые рекомендации
section-missing = Чего не хватает
section-answers = Ответы по статьям
section-overview = Обзор
section-measures = Меры
section-objectives = По целям
section-windows = Периоды проверки
section-participation = Договоры
section-evaluations = Оценки
section-deadlines = Сроки
section-programmes = Программы
section-both = Официальные и альтернативные сведения

intro-adopted = { $document }{ $reference ->
    [none] {""}
   *[other] {" "}({ $reference })
}, { $state }: дата принятия — { $date }{ $plenary ->
    [none] {""}
   *[other] {" "}({ $plenary }-е пленарное заседание)
}{ $published ->
    [none] {""}
   *[other] , дата публикации — { $published }
}.
intro-evaluation = Оценка государства ({ $state }): { $id }{ $reference ->
    [none] {""}
   *[other] {" "}(обозначение доклада: { $reference })
}; сам доклад здесь не внесён.
intro-visit = Группа по оценке посетила государство с { $from } по { $to }{ $team ->
    [none] {""}
   *[other] {" "}(эксперты: { $team })
}.
intro-counts = { $document } от { $date } насчитывает закрытых рекомендаций: { $closed } из { $total }.
intro-received = Сведения, на которые отвечает этот доклад, получены { $date }.
intro-rapporteurs = Докладчики: { $states }.
intro-closed = Закрыты до этого доклада и заново не рассматриваются:
intro-none-closed = До этого доклада ни одна рекомендация не внесена как закрытая.
intro-shadow = Сведения не от органов власти напечатаны рядом с официальными и в той же форме.
closed-item = { $number }: { $verdict } ({ $document }, { $date })

recommendation = Рекомендация { $number }
earlier = Предыдущий вывод ({ $document }, { $date }): { $verdict }.
earlier-none = Ни один более ранний доклад с выводом по этой рекомендации не внесён.
considerations = { $organ } о рекомендации { $number }:
official = Сведения органов власти
no-information = Ничего не внесено.
verdict-unknown = Вывод этого доклада по рекомендации { $number } не внесён: неизвестно.
nothing-recorded = По следующим рекомендациям внесён только номер{ $themes ->
    [yes] {" "}и предмет
   *[no] {""}
}; вывод доклада по каждой из них неизвестен:

by-verdict = Рекомендации по вердиктам:
by-verdict-item = { $verdict }: { $numbers }
reopened = Решением от { $date } вновь поставлена под вопрос и считается открытой до нового вердикта: рекомендация { $number }.
rule-terminate = { $organ } применяет пункт { $rule } своих правил: процедура проверки выполнения завершается.
rule-continue = { $organ } применяет пункт { $rule } своих правил: процедура продолжается, по открытым рекомендациям нужны дальнейшие сведения.
rule-ladder = { $organ } применяет пункт { $rule } своих правил: начинаются меры в отношении государств, не выполняющих рекомендации.
rule-other = { $organ } применяет пункт { $rule } своих правил.
rule-none = Вывод по правилам процедуры для этого доклада не внесён.
next-set = Сведения по открытым рекомендациям нужны не позднее { $date }; этот срок установлен органом ({ $organ }).
next-computed = Сведения по открытым рекомендациям нужны не позднее { $date }; срок вычислен по правилу { $rule }{ $verified ->
    [yes] {""}
   *[no] , которое не сверено с источником
}.
next-none = Срок представления дальнейших сведений не внесён и не вычислен.
invitation = { $organ } предлагает органам власти государства ({ $state }) как можно скорее разрешить публикацию этого доклада, перевести его на национальный язык и опубликовать перевод.
publication-done = { $authorised ->
    [none] {""}
   *[other] Публикация разрешена { $authorised }.{" "}
}{ $published ->
    [none] Публикация не внесена
   *[other] Дата публикации — { $published }
}.

column-recommendation = Рекомендация
column-themes = Предметы
column-verdict = Вердикт
column-report = Доклад
column-due = Срок
column-evidence = Доказательства
column-review = Нужна проверка
column-measure = Мера
column-lead = Исполнитель
column-term = Срок
column-status = Статус
column-punctuality = Своевременность
column-count = Число
column-total = Всего
column-article = Статья
column-title = Название
column-answer = Ответ
column-provisions = Приведённые нормы
column-examples = Примеры и данные
column-missing = Не хватает
column-objective = Цель
column-progress = Выполнены полностью или частично из тех, чей срок наступил
column-due-measures = Срок наступил
column-window = Период
column-cutoff = Отсечка
column-opens = Начало
column-closes = Конец
column-instrument = Договор
column-field = Поле
column-value = Значение
column-source = Источник
column-primary = Депозитарий
column-evaluation = Оценка
column-closed = Закрыты
column-partly = Частично
column-not = Не выполнены
column-reopened = Вновь открыты
column-unknown = Неизвестно
column-deadline = Что нужно
column-state = Состояние
column-note = Примечание
column-subject = О чём
column-official = Сведения органов власти
column-shadow = Альтернативные сведения
column-programme = Программа
column-version = Редакция

table-recommendations = Рекомендации, вердикты и то, на чём они основаны
table-measures = Меры, связанные с рекомендацией { $number }
table-measures-all = Меры: { $programme }, на { $date }
table-status = Статус мер: { $programme }, на { $date }
table-punctuality = Своевременность мер: { $programme }, на { $date }
table-objectives = Ход работы по целям: { $programme }, меры со сроком до { $date }
table-windows = Периоды { $year } года
table-answers = Статьи Конвенции и внесённые ответы
table-participation = Что и кем утверждается; расходящиеся утверждения показаны все
table-evaluations = Оценки на { $date }
table-deadlines = Сроки на { $date }
table-programmes = Программы на { $date }
table-sides = Рекомендация { $number }: обе стороны

evidence-list = Доказательства по рекомендации { $number }:
evidence-provision = норма { $work }
evidence-finding = наблюдение { $id }
evidence-document = документ { $id }
evidence-url = страница { $href }
evidence-query = запрос { $id }
evidence-statistic = показатель { $id }
evidence-none = Доказательств по рекомендации { $number } не внесено.
situation-open = { $count ->
    [0] Открытых рекомендаций нет.
    [one] { $known ->
        [yes] Открыта { $count } рекомендация
       *[no] По { $count } рекомендации неизвестно, закрыта ли она
    }.
    [few] { $known ->
        [yes] Открыты { $count } рекомендации
       *[no] По { $count } рекомендациям неизвестно, закрыты ли они
    }.
   *[other] { $known ->
        [yes] Открыто { $count } рекомендаций
       *[no] По { $count } рекомендациям неизвестно, закрыты ли они
    }.
} О каждой далее: каков вывод, что сделано и на чём это основано.
situation-not-assessed = Ни один доклад рекомендации ещё не оценивал. Это не то же самое, что ни одна не выполнена.
situation-no-measures = С рекомендацией { $number } не связана ни одна мера.
situation-review = Рекомендация { $number } нуждается в проверке: { $reasons }.

reason-provision_changed = изменился текст приведённой нормы
reason-provision_repealed = приведённая норма отменена или исчезла
reason-provision_not_in_force = приведённая норма не вступила в силу
reason-expired = доказательство утратило срок
reason-observed_changed = приведённое теперь выглядит иначе
reason-finding_changed = у приведённого наблюдения есть новый расчёт с другим итогом
reason-reopened = она вновь поставлена под вопрос

checklist-intro = По каждой статье спрашивается: применяется ли она (да, частично, нет, неприменимо), какими нормами, с какими примерами и данными и какая помощь нужна. Ответы и доказательства взяты из записей; чего в них нет, названо.
checklist-unverified = Названия и виды статей не сверены с текстом Конвенции.
checklist-count = Ответы внесены по { $answered } из { $total } рассматриваемых статей.
checklist-complete = Всё на месте.
checklist-cycle = Рассматриваемые главы: { $chapters }.
missing-answer = ответ
missing-text = пояснение
missing-provisions = нормы
missing-examples = примеры или данные
missing-assistance = нужная помощь
missing-item = Статья { $number }: { $missing }
answer-none = нет ответа

quarterly-intro = Здесь сосчитаны меры редакции { $version } программы, какой она была на { $date }. Статус — суждение аналитика; своевременность следует из дат. Это разные вещи.
quarterly-progress = Меры со сроком до { $date }: { $due }; из них выполнены полностью или частично: { $done }.
quarterly-none-due = Ни у одной меры этой редакции срок к { $date } не наступил.
quarterly-rollup = Итоги — суммы счёта, а не средние от процентов.
quarterly-window = Последняя отсечка — { $cutoff } ({ $window }); проверка идёт с { $opens } по { $closes }.
quarterly-no-window = Программа не называет процедуру с периодами проверки.
iati-link = Результаты, показатели и значения в формате IATI 2.03 (XML)
objective-none = Без цели
quarterly-unrated = статус не внесён
status-not_started = не начата
status-in_progress = выполняется
status-partly = выполнена частично
status-implemented = выполнена
status-not_implemented = не выполнена
status-cancelled = отменена
punctuality-on_time = в срок
punctuality-late = с опозданием
punctuality-overdue = просрочена
punctuality-in_term = срок не истёк
punctuality-none = не применимо

deadline-met = соблюдён
deadline-met_late = соблюдён с опозданием
deadline-superseded = снят более поздним докладом
deadline-overdue = просрочен
deadline-due_soon = скоро
deadline-open = открыт
deadline-void = отменён
note-unverified = непроверенное правило
note-set-by-organ = назначено органом; процедура не знает правила для этого
note-no-measure-open = открытых мер не было
note-window = отсечка { $cutoff }, проверка с { $opens }
note-received = `{ $report }` отвечает на сведения, полученные { $date }
note-year-gap = в календаре нет ни одного дня { $year } года
note-year-outside = календарь не охватывает { $year } год
note-estimated = { $date } — ожидаемый день

participation-none = Участие государства ({ $state }) в договорах не внесено.
evaluations-none = Оценок государства ({ $state }) не внесено.
deadlines-none = Сроков нет.
programmes-none = Программ не внесено.
sheet-counts-printed = { $evaluation }: в докладе от { $date } напечатано, что закрыто { $closed } из { $total }{ $some ->
    [yes] ; какие именно, из внесённого здесь не видно
   *[no] {""}
}.
shadow-intro = Обе стороны напечатаны в одной форме. Ни одна из них не вердикт; вердикты выносит орган.
shadow-none = Альтернативных сведений не внесено.

title-recommendation = Рекомендация { $number }: { $state }
title-calendar = Сроки
title-board = Обязательства
cover-addressed = Кому адресована
cover-opened = Открыта для подписания
section-authors = Кто что говорит
section-verdicts = Заключения органа
section-parties = Участники
section-assertions = Что утверждают источники
section-running = Предстоит или просрочено
section-past = Выполнено, заменено или отпало
section-next = Ближайшие сроки
column-organ = Оценивающий орган
column-analyst = Аналитик
column-parts = Части
column-signature = Подписание
column-deposit = Сдача на хранение
column-in-force = Вступление в силу для участника
column-withdrawal = Выход
column-days = Дней
column-parties = Участников в записях
column-holder = Чья
table-authors = Рекомендация { $number }: четыре голоса в равной форме
table-verdicts = Что заключил каждый доклад по рекомендации { $number }
table-parties = Государства, подписавшие или сдавшие документ, по записям
table-running = Предстоящие сроки на { $date }
table-past = Прошедшие сроки на { $date }
table-instruments = Договоры и участники в записях
authors-intro = Четыре голоса, и ни один не говорит за другого: орган выносит заключения, власти сообщают о сделанном, аналитик оценивает меры, другие отвечают.
assertions-intro = Расходящиеся даты показаны все, с указанием источника. Решает дата депозитария; ни одна не исправляется.
parties-none = Участие не записано.
board-no-evaluations = Оценки не записаны.
board-no-treaties = Договоры не записаны.
situation-bare = По этим { $known ->
    [yes] открытым рекомендациям
   *[no] рекомендациям
} внесён только номер и, где он есть, предмет: { $numbers }.
field-signature = подписание
field-deposit = сдача на хранение
field-deposit_kind = вид документа
field-in_force_for = в силе для государства
field-withdrawal = выход
column-since = С какого дня
column-text = Текст

# The concordance and what cites an article
column-proposed = Предлагает таблица соответствия
checklist-proposed = Нормы в графе «Предлагает таблица соответствия» взяты из библиотеки законов. Это предложение, с которого можно начать, а не ответ государства, и ответом оно не считается.
relation-implements = выполняет
relation-partly = выполняет частично
relation-contradicts = противоречит
relation-silent = не регулирует
review-draft = не проверено
review-reviewed = проверено
proposed-silent = нормы нет
section-citing-recommendations = Рекомендации, которые на неё ссылаются
section-citing-measures = Меры, которые ей служат
section-citing-evidence = Доказательства
citing-none = Ни одна запись на неё не ссылается.
