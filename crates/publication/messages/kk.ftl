# Kazakh messages. Every key is here, in en.ftl and in ru.ftl, with the same variables.

# The frame of every page
skip-link = Мазмұнға өту
nav-languages = Тіл
nav-main = Негізгі мәзір
nav-home = Басты бет
nav-ranking = Елдер тізімі
nav-map = Карта
nav-compare = Салыстыру
nav-indicator = Көрсеткіш
nav-methods = Әдістер
nav-status = Жай-күйі
banner-label = Ескерту
banner-title = Көрсетуге арналған жасанды деректер.
banner-text = Мұндағы барлық ел мен барлық сан ойдан шығарылған.
footer-promise = Бұл беттердегі әр сан өз дәлеліне сілтеме болып табылады: ол есептелген ұяшықтарға, әдіске және есептеуге апарады.
footer-version = Probity, { $version } нұсқасы
footer-run = Есептеу
form-edition = Шығарылым
form-show = Көрсету
form-compare = Салыстыру
figure-plot = Сызба: { $title }
figure-as-table = Сол сандар кесте түрінде

# Errors
error-not-found-title = Бет табылмады
error-not-found-text = Бұл мекенжайда бет жоқ. Мекенжай қате терілген болуы мүмкін немесе бұл нысан осы обсерваторияда қамтылмаған.
error-broken-title = Бұл бетті дайындау мүмкін болмады
error-broken-text = Қате біздің тараптан. Басқа беттер жұмыс істеп тұр; кейінірек қайталап көріңіз.
error-home = Басты бетке өту

# What stands where a number could stand
state-insufficient = деректер жеткіліксіз
state-not-applicable = қолданылмайды
state-suppressed = жасырылған
state-withheld = берілмеген
state-unknown = белгісіз
state-insufficient-text = Бастапқы деректер санды есептеуге жетпейді. Бұл бәрі жақсы дегенді білдірмейді.
state-not-applicable-text = Бұл нысанға қатысты мұндай сұрақ туындамайды.
state-suppressed-text = Сан бар, бірақ ол жеке адамды әшкерелеп қоюы мүмкін болғандықтан жасырылған.
state-withheld-text = Деректер иесінен сұралды, бірақ ол санды бермеді.
state-unknown-text = Дереккөздерге қарағанда, мұны ешкім өлшемеген.
finding-value = сан есептелді
finding-flagged = тексеруге негіз бар
finding-clear = ізделді, табылмады

# Ranges and changes
rank-of = { $of } елдің ішінде { $range }
rank-marginal-text = Осы елді жеке алғанда иеленуі мүмкін орындар, сенімділік деңгейі { $level } %.
rank-simultaneous-text = Барлық елге бір мезгілде { $level } % сенімділікпен тән орындар: аралығы кеңірек, көп елді салыстыруға жарайды.
confidence-interval = { $level } % сенімділік аралығы
verdict-rose = анық өсті
verdict-fell = анық төмендеді
verdict-not-clear = анық өзгеріс жоқ

# Front page
home-title = { $indicator }, { $edition } жыл
home-changes-title = Не анық өзгерді
home-changes-text = Салыстырылған { $compared } елдің ішінде { $changes } елдегі өзгеріс екі шығарылымның да белгісіздігінен асып түсті. Қалған елдер бойынша деректер өзгерісті көрсетпейді.
home-changes-caption = Ұпайы анық өзгерген елдер
home-explore-title = Шолу
home-ranking-text = Барлық ел, сенімділік аралықтары және әр елдің иеленуі мүмкін орындары.
home-map-text = Сан неғұрлым белгісіз болса, түс соғұрлым солғын.
home-compare-text = Алты елге дейін, жылдар бойынша.
home-methods-text = Әр сан қалай есептеледі: мысалымен бірге.
home-countries-title = Елдер
home-data-title = Деректер
home-data-text = Мұнда көрсетілгеннің бәрін хешімен және лицензиясымен бірге жүктеп алуға болады.

# Country
country-title = { $country }: { $indicator }, { $edition } жыл
country-lead = { $edition } жылғы шығарылым:
country-score = Ұпай
country-places = Елдер арасындағы орны
country-places-all = Барлық елмен қатар алғандағы орны
country-series-title = Жылдар бойынша
country-sources-title = Әр дереккөздің бағасы
country-sources-text = Ұпай { $count } дереккөзге негізделген. Әр сан өзі алынған ұяшыққа апарады.
country-sources-caption = { $country }, { $edition } жыл: индекс шкаласына келтірілген дереккөздер
country-change-title = Ұпай неге өзгерді
country-change-text = Бөліктердің қосындысы айырмаға тең. Дереккөздің қосылуынан не шығып қалуынан болған өзгеріс елдегі өзгеріс емес.
country-change-caption = { $from } жылдан { $to } жылға дейінгі өзгерістің бөліктері
country-robustness-title = Жекелеген дереккөздерге қаншалықты тәуелді
country-capture-text = Бір дереккөз біреудің ықпалында болса, ұпай жақшадағы ауқымның кез келген жерінде болуы мүмкін:
country-without-caption = Бір дереккөзді алып тастағандағы ұпай
country-compare = Басқа елдермен салыстыру

# Ranking, map, comparison
ranking-title = Елдер тізімі: { $indicator }, { $edition } жыл
ranking-lead = Нүкте — орташа мән, кесінді — оның { $level } % сенімділік аралығы. Деректердің рет туралы не айтатынын жолдардың реті емес, орындар ауқымы көрсетеді.
ranking-table-title = Ұпайлар мен орындар
ranking-caption = { $indicator }, { $edition } жыл: ұпай, аралық және ықтимал орындар
ranking-left-out = Тізімге кірмегендер
map-title = Карта: { $indicator }, { $edition } жыл
map-lead-plain = Түстер тек ұпайды көрсетеді, оның қаншалықты сенімді екенін көрсетпейді.
map-lead-uncertainty = Түстер ұпайды көрсетеді; белгісіздік артқан сайын сұрғылт тартады.
map-colours = Түстердің мәні
map-colours-plain = Тек ұпай
map-colours-uncertainty = Ұпай және белгісіздік
map-places = Елдердің көрінісі
map-places-borders = Шекарамен
map-places-tiles = Әр елге бір шаршы
map-geometry = Шекаралар { $file } файлынан алынған, SHA-256
compare-title = Елдерді салыстыру: { $indicator }
compare-lead = Алты елге дейін таңдаңыз. Таңдауыңыз беттің мекенжайында сақталады.
compare-legend = Салыстырылатын елдер
compare-slot = { $number }-ел
compare-none = Әзірге ел таңдалмаған.
compare-table-title = Ұпайлар, { $edition } жыл
compare-caption = Таңдалған елдердің ұпайлары, { $edition } жыл

# Indicator
indicator-title = Көрсеткіш: { $indicator }
indicator-definition-title = Анықтамасы
indicator-states-title = Сан болмаған жағдайда
indicator-sources-title = Дереккөздер
indicator-sources-caption = Көрсеткіштің дереккөздері және олардың қамтуы
indicator-truth-title = Белгілі ақиқатпен салыстырып тексеру
indicator-truth-text = Бұл көрсетілімде шын мәндер ойдан шығарылғандықтан белгілі. Аралықтар олардың { $level } % бөлігін қамтуға тиіс; іс жүзінде қамтитыны:
unit-percent = %

# Methods
methods-title = Әдістер
methods-lead = Әр әдіс — кез келген адам оқи алатын бума: мәтін, параметрлер, сілтемелер және мысалдар. Бұл беттер содан жасалған.
methods-caption = Осы обсерваторияның барлық әдістері
method-title = Әдіс: { $method }
method-formula-title = Есептеу формуласы
method-parameters-title = Параметрлер
method-parameters-none = Әдістің параметрлері жоқ.
method-parameters-caption = Параметрлер, олар қолданылатын жылдар және тексерілген-тексерілмегені
method-citations-title = Пайдаланылған еңбектер
method-case-title = Талданған мысал
verified-yes = түпнұсқамен салыстырылған
verified-no = әлі тексерілмеген
years-all = барлық жылдар
years-from = { $year } жылдан бастап
years-to = { $year } жылға дейін

# Observation
observation-kicker = Бақылау
observation-evidence-title = Неге негізделген
observation-evidence-none = Бұл нәтиже дереккөздің нақты ұяшығына сілтемейді.
observation-evidence-text = Есептеуге { $count } ұяшық алынды. Хеш файлдың дәл өзін көрсетеді.
observation-evidence-caption = Есептеуге алынған дереккөз ұяшықтары
observation-parameters-caption = Осы есептеудің параметрлері
observation-check-title = Өзіңіз тексеріңіз
observation-check-text = Бұл бұйрық сол тізбекті өз компьютеріңіздегі файлдардан шығарып береді:
place-sheet-row = { $sheet } парағы, { $row }-жол
place-line = { $line }-жол
place-line-column = { $line }-жол, { $column }-баған
place-file = бүкіл файл
place-computed = параметр не есептелген мән; өз орны жоқ
place-merged = бірнеше релизден біріктірілген; жеке біреуінде жоқ

# Data set
dataset-title = Деректер жинағы: { $dataset }
dataset-download-title = Жүктеп алу
dataset-files-caption = Файлдар, көлемдері және хештері
dataset-columns-title = Бағандар
dataset-columns-caption = Деректер жинағының бағандары
dataset-quality-title = Сапасы
dataset-read = Оқылған жолдар
dataset-kept = Қалдырылған жолдар
dataset-rejected = Қабылданбаған жолдар
dataset-no-rejects = Қабылданбаған жол жоқ.
dataset-rejects-caption = Оқылмаған жолдар және себебі
dataset-more-rejects = Тағы { $count } қабылданбаған жол көрсетілмеген.

# Status
status-title = Жай-күйі мен нұсқалары
status-lead = Бірдей есептеуді көрген екі оқырман бірдей сандарды көреді.
status-content = Жарияланғаны
status-sources-title = Бастапқы файлдар
status-sources-caption = Хештері бойынша өзгеріссіз сақталған бастапқы файлдар
count-observations =
    { $count ->
        [one] { $count } бақылау
        *[other] { $count } бақылау
    }
count-countries = { $count } ел
count-methods = { $count } әдіс

# Facts about a thing
meta-identifier = Сәйкестендіргіші
meta-unit = Өлшем бірлігі
meta-method = Әдісі
meta-editions = Шығарылымдар
meta-see = Қараңыз
meta-version = Нұсқасы
meta-verified = Тексерілуі
meta-digest = Хеші (SHA-256)
meta-subject = Нысаны
meta-period = Кезеңі
meta-state = Күйі
meta-reason = Себебі
meta-run = Есептеу
meta-licence = Лицензиясы

# Columns of tables
column-country = Ел
column-change = Өзгеріс
column-difference = Айырма
column-interval = Аралық
column-editions = Шығарылымдар
column-source = Дереккөз
column-code = Коды
column-score = Ұпай
column-part = Бөлігі
column-points = Ұпаймен
column-left-out = Алып тасталған дереккөз
column-places = Орындар, жеке алғанда
column-places-all = Орындар, бәрі бірге
column-publisher = Жариялаушы
column-countries = Елдер
column-method = Әдіс
column-summary = Нені анықтайды
column-area = Саласы
column-version = Нұсқасы
column-verified = Тексерілуі
column-parameter = Параметрі
column-meaning = Мағынасы
column-value = Мәні
column-unit = Бірлігі
column-years = Жылдар
column-role = Рөлі
column-file = Файлы
column-place = Орны
column-digest = Хеші (SHA-256)
column-format = Пішімі
column-bytes = Байттар
column-name = Атауы
column-type = Түрі
column-field = Өрісі
column-problem = Қатесі
column-hint = Не істеу керек

# Plots
plot-provisional = алдын ала
plot-places = Ықтимал орындар
plot-period = Кезеңі
plot-status = Мәртебесі

# Headings of the method's own text
method-heading-finds = Не табады
method-heading-matters = Неге маңызды
method-heading-exclusions = Не кірмейді
method-heading-source = Негізі
method-in-english = Егжей-тегжейлі сипаттама ағылшын тілінде, бағдарлама мәтінінен алынған.
