# Обсерватория беттерінің хабарламалары. Every key is also in the English and the Russian file.

column-register = Тізілім

# The index of an invented world
indicator-synthetic = Жасанды әлемнің қабылдау индексі

# Units
unit-points = ұпай (0–100)
unit-places = орын
unit-sources = дереккөз
unit-countries = ел
unit-share = үлес (0–1)
unit-probability = ықтималдық (0–1)
unit-percentile = процентильдік орын (0–100)
unit-standard-deviations = стандартты ауытқу
unit-per-cent = пайыз

# Reasons
reason-too-few-sources = Елді индекс талап ететіннен аз дереккөз қамтиды.
reason-edition-without-rules = Бұл шығарылым үшін баспагер ережелері белгісіз.
reason-rose = Ортақ дереккөздер кездейсоқтықтан да, шкала өзгерісінен де көбірек өсті.
reason-fell = Ортақ дереккөздер кездейсоқтықтан да, шкала өзгерісінен де көбірек төмендеді.
reason-no-clear-change = Айырма осынша елдің арасында кездейсоқ туындайтын айырмадан аспайды.
reason-no-common-source = Елді екі шығарылымда да қамтитын бірде-бір дереккөз жоқ.
reason-too-few-common-sources = Екі шығарылымда да елді қамтитын дереккөз үштен аз, сынақ жүргізуге жетпейді.
reason-scored-in-one-edition = Елдің ұпайы екі шығарылымның біреуінде ғана бар.
reason-map-changed = Дереккөздің өз шкаласы өзгермесе де, оны индекске аудару жолы өзгерген.
reason-map-kept = Дереккөз шкаласын индекске аудару жолы алдыңғы шығарылымдағыдай.
reason-first-map = Салыстыратын алдыңғы шығарылым жоқ.
reason-too-few-rows = Дереккөз шкаласын бағалау үшін ел саны тым аз.
reason-sources-not-published = Дереккөздер жарияланбаған, сондықтан белгісіздікті есептеу мүмкін емес.
reason-no-source = Бұл нысанды жарамды дереккөздердің ешқайсысы қамтымайды.
reason-no-fit = Бұл топқа үлгіні сәйкестендіру мүмкін емес.
reason-no-interval = Бағаланатын аралық жоқ.
reason-all-rows = Тізілімдердің барлық жолы бойынша есептелген.

# Front page
home-summary = Елдердің ұпайлары дереккөздерден шығатын белгісіздігімен бірге: сенімділік аралықтары, жеке орынның орнына мүмкін орындар ауқымы және кездейсоқтықтан асатын өзгерістер ғана. Әр сан өзі есептелген ұяшықтарға апарады.
home-headline-places = { $of } елдің ішінде { $best }–{ $worst }-орын
home-headline-rose = Анық өскен елдер
home-headline-fell = Анық төмендеген елдер

# Figures
country-series-figure = { $country }: { $indicator }
compare-figure-title = Дереккөздердің орташа мәні, шығарылымдар бойынша
ranking-figure-title = Дереккөздердің орташа мәні, { $edition } жыл
map-figure-title = Шаршылар картасындағы орташа мән, { $edition } жыл
map-disclaimer = Әр елге бір шаршы, орналасуы шартты. Шаршылар шекараны көрсетпейді және ешбір шекара жөнінде ұстаным білдірмейді.
figure-series-note = Сызық — дереккөздердің орташа мәні, жолақ — олардың шашырауы бойынша 90 %-дық аралық. Дереккөз шкаласы өзгерген жерде сызық үзіледі: оның екі жағындағы шығарылымдар салыстыруға келмейді.
figure-ranked-note = Нүкте — орташа мән, кесінді — дереккөздердің шашырауы бойынша 90 %-дық аралық. Кесінділері қабаттасқан елдерді көзбен ажыратуға болмайды; деректер нені жоққа шығаратынын орындар ауқымы көрсетеді.
figure-map-note = Аралық неғұрлым кең болса, шаршының мүмкін түсі соғұрлым аз: белгісіз мән сұр түске айналады.
figure-map-uncertainty = { $level } %-дық аралықтың ені
figure-break = { $count ->
    [one] шкала өзгерді: { $sources }
   *[other] шкалалар өзгерді: { $sources }
}
figure-coverage-title = Әр аралық шындықты қаншалықты жиі қамтиды
figure-coverage-note = Бұл ойдан шығарылған әлемде шынайы деңгейлер белгілі. Сызықтың сол жағындағы нүктелер орындай алмайтын уәде беретін аралықтарға тиесілі.
figure-coverage-nominal = уәде етілгені

# Kinds of intervals
coverage-published = баспагер есептейтін аралық
coverage-t = таңдамалы қателік бойынша Стьюдент аралығы
coverage-jackknife = бір дереккөз алынғандағы ауқым
coverage-rank = жеке ел үшін орындар жиыны
coverage-rank-simultaneous = барлық елге бірден орындар жиындары

# Data sets
dataset-licences = Дереккөздердің лицензиялары өз күшінде, олар қайта таратылмайды.
field-finding = Нәтиженің атауы
field-measure = Не өлшенді
field-subject = Не туралы
field-period = Кезең
field-state = Күйі: value, flagged, clear, insufficient, not_applicable
field-value = Сан; жоқ болса, бос
field-low = Аралықтың төменгі шегі
field-high = Аралықтың жоғарғы шегі
field-reason = Күйдің себебі

# Status
status-values = Саны бар нәтижелер
status-flagged = Белгі қойылған нәтижелер
status-clear = Ештеңе табылмаған нәтижелер
status-insufficient = Деректері жеткіліксіз нәтижелер
status-not-applicable = Қолданылмайтын нәтижелер

# Ranks from published tables
country-published-title = Жарияланған кестелердегі орындар
country-published-caption = Тек жарияланған ұпайлар бойынша есептелген орындар; ұпайы бірдей елдер оларды бөліседі
country-published-places = Орындар (теңдерімен)
country-published-step = Көтерілген орын
country-published-text = Бұл орындар тек жарияланған ұпайлардан шығады. Ұпайы бірдей елдер бірнеше орынды бөліседі. Дереккөздерсіз өзгерістің қаншалықты сенімді екенін айту мүмкін емес; оның ұпаймен өлшемі қатар көрсетілген. 2012 жылға дейінгі шығарылымдардың шкаласы 0-ден 10-ға дейін.
