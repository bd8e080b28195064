# Слова страниц о закупках.

area-procurement = закупки
proc-nav-flags = Красные флаги
proc-nav-screens = Скрининг сговора
proc-nav-coverage = Что позволяют данные
proc-caution = Флаг — повод проверить, а не установленное нарушение: у большинства отмеченных закупок есть невинное объяснение. Кого это касается, может ответить, и ответ будет опубликован здесь.
proc-person = физическое лицо
proc-tender-lead = Поводов проверить: { $flagged }, флагов всего: { $all }.
proc-flagged-title = Поводы проверить
proc-flagged-caption = Что отмечено и где это стоит
proc-flagged-none = Ни один флаг, который мог судить, не даёт повода проверить эту закупку.
proc-own-none = Помимо отдельных закупок здесь ничего не отмечено.
proc-insufficient-title = Судить не удалось
proc-clear-title = Искали и не нашли
proc-not-applicable-title = Не применимо
proc-answer-title = Право на ответ
proc-answer-text = Заказчики и участники могут исправить опубликованные данные в источнике или прислать ответ издателю этой обсерватории; то и другое будет показано при следующей оценке.
proc-bids-title = Заявки
proc-bids-caption = Заявки, как опубликованы
proc-bids-none = Издатель не публикует заявок.
proc-won = победитель
proc-screens-caption = Ценовой скрининг этих торгов
proc-screens-text = Честные цены разбросаны вместе с издержками фирм; цены, прикрывающие условленного победителя, стоят близко, а низшая — отдельно. Эталон: коэффициент вариации ниже 0,06 и относительное расстояние выше 1.
proc-processes-title = Закупки
proc-processes-caption = Закупки, сначала с наибольшим числом поводов
proc-suppliers-title = Поставщики
proc-buyer-lead = Закупок этого заказчика: { $n }.
proc-supplier-lead = Участие в закупках: { $n }, побед: { $wins }.
proc-market-lead = Закупок с предметами этого класса: { $n }.
proc-market-heading = Рынок { $market }
proc-market-below = Доля торгов ниже эталона сговора:
proc-count-flags =
    { $n ->
        [one] { $n } флаг
        [few] { $n } флага
        *[other] { $n } флагов
    }
proc-count-awards =
    { $n ->
        [one] { $n } победа
        [few] { $n } победы
        *[other] { $n } побед
    }
proc-flags-title = Красные флаги в закупках
proc-flags-lead = Флагов: { $n }, закупок: { $processes }, у каждого четыре состояния.
proc-flags-text = Отсутствие данных никогда не считается чистым. Базовая частота — доля отмеченных среди тех, о ком флаг мог судить; выше четверти флаг никого не различает и так и говорит.
proc-flags-caption = Флаги по состояниям
proc-flag-title = { $flag } · что отмечено
proc-flag-none = Ничего не отмечено.
proc-flag-more = Показаны первые { $shown } из { $all }; все есть в результатах.
proc-to-method = Как вычисляется
proc-non-discriminating = срабатывает слишком часто, чтобы кого-то различать
proc-coverage-lead = Для каждого флага — доля закупок издателя, о которых он мог судить. Где она низка, данные молчат, а молчание — не невиновность.
proc-coverage-caption = Доля закупок, о которых можно судить
proc-screens-title = Скрининг сговора на торгах
proc-markets-title = Рынки
proc-markets-caption = Рынки по доле торгов ниже эталона
proc-groups-title = Группы фирм
proc-groups-caption = Фирмы, которые встречаются снова и снова
proc-groups-none = Замкнутых групп фирм нет.
proc-judged-title = Насколько хорошо находится заложенный картель
proc-judged-text = В этом выдуманном мире известно, кто сговорился. Точность — доля заложенного среди найденного, полнота — доля найденного среди заложенного; интервалы 95 %.
proc-rates-title = Как часто флаги срабатывают там, где ничего не заложено
proc-rates-text = Флаг, который срабатывает на чистых закупках так же часто, как на закупках картеля, о картеле ничего не говорит.
proc-rule-tenders = Ценовой эталон, по торгам
proc-rule-firms = Группа фирм, по фирмам
proc-byte = байт { $at }
proc-column-flag = Флаг
proc-column-why = Почему
proc-column-evidence = Место в публикации и значение
proc-column-bidder = Участник
proc-column-price = Цена
proc-column-status = Статус
proc-column-day = День
proc-column-buyer = Заказчик
proc-column-estimate = Оценка
proc-column-procedure = Процедура и статус
proc-column-submission = Приём заявок
proc-column-award = Присуждение
proc-column-market = Рынок
proc-column-screen = Показатель
proc-column-with = С кем
proc-column-process = Закупка
proc-column-rate = Базовая частота
proc-column-below = Ниже эталона
proc-column-members = Участники группы
proc-column-exclusivity = Замкнутость
proc-column-rule = Правило
proc-column-precision = Точность
proc-column-recall = Полнота
proc-column-false = Ложные тревоги
proc-column-clean = Ничего не заложено
proc-column-cartel = Заложенный картель
proc-reason-missing = не опубликовано: { $fields }
proc-reason-unreadable = не читается: { $fields }
proc-reason-never-published = этот издатель никогда не публикует: { $fields }
proc-reason-few = для сравнения меньше { $n }
proc-reason-cancelled = торги отменены или отозваны
proc-reason-excluded = процедура исключена настройками
proc-reason-method = другой вид процедуры
proc-reason-stage = этап ещё не наступил
proc-reason-none = такого объекта нет
proc-reason-timezone = зависит от неопубликованного часового пояса
proc-reason-currency = несколько валют, курсов нет
proc-reason-negative = период кончается раньше начала
proc-reason-copied = издатель копирует эту дату из другого поля
proc-reason-winner = заявки победителя нет среди заявок
proc-reason-threshold = порог закона не задан
proc-reason-version = опубликована одна версия
proc-reason-language = тексты на языке, слова которого не известны
proc-reason-register = нет реестра для проверки
proc-reason-several = несколько присуждений, нет единого победителя
proc-reason-lowest = низшая цена не победила
proc-reason-lots = одна цена за несколько лотов
proc-reason-off = выключен
proc-reason-not-built = этот флаг пока не вычисляется
