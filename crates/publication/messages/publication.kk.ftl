# What the pages say about recorded cases, releases and proof. Every key is also in the English and the Russian file.

# Frame
nav-diary = Жарияланымдар
nav-corrections = Түзетулер
nav-feeds = Жаңалықтар арналары
nav-foot = Деректер туралы
footer-verify = Осы бетті тексеру
footer-desk = Қызметкерлердің жұмыс орны
search-label = Іздеу
search-button = Табу
form-stage = Саты

# Columns
column-count = Саны
column-dataset = Деректер жинағы
column-day = Күні
column-feed = Арна
column-kind = Түрі
column-log-index = Журналдағы орны
column-offence = Құқық бұзушылық
column-outcome = Нәтижесі
column-period = Кезең
column-release = Жарияланым
column-remarks = Ескертпелер
column-stage = Саты
column-status = Күйі
column-what = Не
column-why = Себебі

# Recorded cases
recorded-caution = Тіркелген сыбайлас жемқорлықтың көп болуы сыбайлас жемқорлықтың көп екенін білдірмейді.
recorded-caution-why = Бұл сан адамдар жиірек хабарлағанда, тергеушілер белсендірек жұмыс істегенде немесе есепке алу қағидалары өзгергенде де өседі. Сондықтан аумақтар ол бойынша ешқашан реттелмейді.
recorded-caption = Тіркелген істер: { $area }
recorded-break = қатардағы үзіліс
recorded-break-suspected = қатарда үзіліс болуы мүмкін: сан күрт өзгерген
recorded-provisional = алдын ала
recorded-figure = { $area }: { $offence }, { $stage }
recorded-figure-note = Сандар 95 % Гарвуд аралығымен бірге, ось нөлден басталады. Қатар үзілген жерде сызық кесіледі; жасырылған сан нөл емес, штрихталған орын ретінде көрсетіледі.
country-recorded-title = Тіркелген істер

# Region
region-title = { $region }, { $country }: тіркелген істер
region-lead = Құқық бұзушылықтар мен жылдар бойынша тіркелген істер және олардың өзгерісі бүкіл елдегі өзгеріспен салыстырғанда.
region-recorded-title = Құқық бұзушылық пен жыл бойынша
region-recorded-text = Әр сан өз бақылауына апарады: онда аралығы мен оқылған ұяшығы көрсетілген.
region-recorded-caption = { $region }, { $stage }: құқық бұзушылық пен жыл бойынша саны
region-heat-title = { $region }: құқық бұзушылықтар жылдар бойынша, { $stage }
region-heat-note = Түстер ұяшық саны тең топтарды аздан көпке қарай білдіреді; олар кінә туралы ештеңе айтпайды.
region-comparison-title = Өзгеріс: осында және бүкіл елде
region-comparison-text = Кейінгі санның бұрынғысына қатынасы және оның дәл 95 % аралығы. «Өсті» мен «төмендеді» деген сөздер дәл тест кездейсоқтықты жоққа шығарғанда ғана қойылады.
region-comparison-caption = { $region } және { $country }: өзгерістер
region-comparison-none = Мұнда салыстыруға келетін екі кезең жоқ.
region-regions-title = Өңірлер: { $country }
region-tiles-title = { $country }: тіркелген істердің өзгерісі, { $period }
region-tiles-note = Түс — кейінгі санның бұрынғысына қатынасы; аралық кең болса, ол сұрғылт тартады: { $offence }, { $stage }.
region-tiles-value = Сандардың қатынасы
region-disclaimer = Бір өңірге бір шаршы, орналасуы шартты. Шаршылар шекараны көрсетпейді.
region-tiles-width = 95 % аралықтың ені
column-region = Өңір

# Funnel
funnel-title = Істер немен аяқталды
funnel-cohort-all = барлық істер
funnel-lead = Бірге басталған істердің ішінен осынша күнде әр нәтижеге жеткендерінің үлесі. Әлі аяқталмаған іс — сәтсіз іс емес.
funnel-median = Медианалық уақыт
funnel-median-text = істердің жартысы нәтижеге жеткенге дейінгі күндер
funnel-outcomes-title = Нәтижелер
funnel-caption = Нәтиже бойынша істердің үлесі, пайызбен, 95 % аралықтармен: { $cohort }
funnel-text = Үлестер алдыңғы сатыға жеткендерден емес, топтың барлық ісінен есептеледі.
funnel-at-risk = Әлі ашық әрі бақылаудағы істер
funnel-incomplete = толық емес
funnel-complete = толық
funnel-incomplete-text = Толық емес: кейбір істер жақында басталғандықтан, мұнша уақыт бақыланған жоқ; бағалау мұны ескереді, аралығы кеңірек.
funnel-cohorts-title = Топтар
funnel-figure-title = { $days } күн ішіндегі нәтижелер: { $cohort }
funnel-figure-note = Штрихталған бөліктің нәтижесі әлі жоқ. Ол топқа кіреді және ешқашан тасталмайды.
funnel-open = нәтижесі әлі жоқ
funnel-share = Топтағы үлесі, %
column-cohort = Топ
column-cases = Істер

# Releases
diary-title = Жарияланымдар күнтізбесі
diary-lead = Қай күні не жарияланады, не жарияланды және не тоқтатылды. Ешкім қолайлы күнді таңдай алмас үшін күндер алдын ала белгіленеді.
diary-subscribe = Күнтізбеге жазылу (iCalendar)
diary-upcoming-title = Алда
diary-upcoming-caption = Алдағы жарияланымдар, ең жақынынан бастап
diary-past-title = Өткен
diary-past-caption = Өткен жарияланымдар, соңғысынан бастап
diary-none = Жазба жоқ.
diary-figure-title = Жариялау күндері
diary-figure-note = Белгіленген әр күн жоғарыдағы кестелерде бар.
release-planned = жоспарланған
release-late = кешікті: күні өтіп кетті
release-released = жарияланды
release-cancelled = тоқтатылды
home-releases-title = Жарияланымдар
home-releases-caption = Соңғы жарияланымдар
home-deadlines-caption = Алдағы мерзімдер
home-diary = Жарияланымдардың толық күнтізбесі
home-funnel-text = Істердің күндер ішіндегі нәтижелері, әлі ашық үлесімен бірге.

# Corrections
corrections-title = Түзетулер мен қайтарып алулар
corrections-lead = Қате жарияланым ашық түрде ауыстырылады не қайтарып алынады, бірақ ешқашан жойылмайды.
corrections-none = Әзірге ештеңе түзетілген де, қайтарып алынған да жоқ.
corrections-caption = Түзетулер мен қайтарып алулар, соңғысынан бастап
correction-corrected = түзетілді
correction-retracted = қайтарып алынды

# Verification
verify-title = Тексеру
verify-lead = Мұнда ештеңеге жай сене салудың қажеті жоқ. Бетті, санды және деректер топтамасын өз компьютеріңізде тексере аласыз.
verify-page-title = Осы бет
verify-page-text = Обсерваторияның күйі мен күні өзгермесе, бір мекенжай барлығына бірдей байттарды береді. Бірдей хешті көрген екі оқырман бірдей бетті көреді.
verify-page-address = Мекенжайы
verify-page-command = Оны өзіңіз алған бетпен салыстырыңыз (бірінші жолға осы сайттың мекенжайын қойыңыз):
verify-hash-title = Хеш коды
verify-hash-text = Дереккөздердің, әдістердің, есептеулердің, файлдар мен топтамалардың SHA-256 хеші бар. Хештің не екенін сұраңыз; сегіз таңбасы жеткілікті.
verify-state = Осы күйдің таңбасы
verify-hash-label = Хеш (SHA-256) коды
verify-hash-button = Сұрау
verify-hash-malformed = Бұл хеш емес: он алтылық санаудың сегізден алпыс төртке дейінгі таңбасын жазыңыз.
verify-hash-unknown = Бұл хешпен ештеңе табылмады. Файл басқа күйден болуы немесе өзгертілген болуы мүмкін.
verify-hash-known = Белгілісі мынау:
verify-hash-caption = Хештің нені білдіретіні
verify-number-title = Сан
verify-number-text = Әр санның атауы бар. Обсерватория каталогында бұл пәрмен оның ұяшықтарын сақталған дереккөзден қайта оқып, олардың әлі сәйкес екенін айтады:
verify-package-title = Деректер топтамасы
verify-package-text = Топтамаға қол қойылған және онда оны байтпа-байт қайта есептеуге қажеттінің бәрі бар:
verify-log-text = Журнал басқа оқырмандарға өзге нұсқа берілмегенін көрсетеді. Бақылау нүктесін сақтап, оның әлі журналдың басы екенін кейін тексеріңіз:
known-state = Обсерваторияның күйі
known-run = Орындалған есептеу
known-method = Әдіс
known-source = Бастапқы файл
known-file = Деректер файлы
known-findings = Қорытындылар кестесі

# Feeds
feeds-title = Жаңалықтар арналары
feeds-lead = Жаңалықтар: оқу бағдарламаларына, күнтізбелерге және басқа бағдарламаларға. Тіркелгі де, бақылау да жоқ. Электрондық поштаға хабарлама жіберілмейді.
feeds-site-title = Бүкіл сайт
feeds-site-caption = Бүкіл сайттың арналары
feeds-news = Жарияланымдар мен түзетулер
feeds-calendar = Жариялау күнтізбесі
feeds-datasets-title = Деректер жинақтары
feeds-datasets-caption = Жеке деректер жинақтарының арналары
feeds-countries-title = Елдер
feeds-countries-caption = Жеке елдердің арналары
feeds-countries-show = Барлық елдің арналарын көрсету
feeds-embed-title = Басқа сайттарда
feeds-embed-text = Диаграммаларды басқа беттерге қоюға болады. oEmbed танитын бағдарламалар қажет жақтауды беттің мекенжайы бойынша табады:
feed-edition = { $dataset }: { $edition } жыл
feed-edition-text = Бұл деректер жинағының соңғы кезеңі: { $edition }.
feed-country = { $country }: { $indicator }, { $edition } жыл
feed-country-text = Балы: { $score }.
feed-release-text = { $status }, { $day }.

# Search
search-title = Іздеу нәтижелері
search-empty = Елдің, өңірдің, көрсеткіштің, деректер жинағының не әдістің атауын жазыңыз. Қазақ әріптері де, латынша жазылуы да танылады.
search-none = «{ $query }» бойынша ештеңе табылмады.
search-caption = «{ $query }» бойынша табылғаны
kind-country = ел
kind-region = өңір
kind-indicator = көрсеткіш
kind-dataset = деректер жинағы
kind-method = әдіс

# Data sets
dataset-tabs = Осы беттің бөліктері
dataset-chart-title = Диаграмма
dataset-rows-title = Кесте
dataset-rows-caption = { $all } жолдың алғашқы { $shown } жолы
dataset-rows-text = Файлда барлық жол бар.
dataset-lineage-title = Деректердің шығу тегі
dataset-lineage-text = Дереккөздерден осы сандарға дейін. Сол дереккөздер, әдіс және бағдарлама дәл сол есептеуді қайта береді.
dataset-lineage-caption = Дереккөздер, әдіс және есептеу
dataset-versions-title = Нұсқалар
dataset-versions-text = Нұсқа ешқашан өзгертілмейді: оны кейінгісі ауыстырады, ал ескісі сақталады.
dataset-versions-caption = Қазір көрсетілетін есептеу және жарияланымдар
dataset-version-now = { $run } есептеуі
dataset-version-served = қазір көрсетілуде
dataset-api-title = Бағдарламалық интерфейс
dataset-api-text = Бағдарламалар дәл сол сандарды, жоқ санның себебімен бірге оқи алады:
dataset-cite-title = Дәйексөз келтіру
dataset-cite-text = Нұсқа дәйексөздің бөлігі: ол сандардың бір ғана жинағын мәңгіге атайды.
dataset-press-title = Баспасөзге
dataset-press-text = Етістіктері тестке негізделген деректер, әрқайсысы бақылауының атауымен; мұрағатта сандар да бар.
dataset-press-brief = Қысқаша мәлімет
dataset-press-kit = Деректері бар баспасөз жинағы (ZIP)
press-nothing = Айтатын сан жоқ.
press-notes = Бақылаулар (әр санды атауы бойынша тексеруге болады):

# Units and reasons of legal statistics
unit-offences = құқық бұзушылық
unit-cases = іс
unit-persons = адам
unit-days = күн
unit-ratio = қатынас
reason-disclosure-primary = Сан адамды әшкерелейтіндей аз болғандықтан жасырылған.
reason-disclosure-secondary = Бұл саннан жасырылған аз санды есептеп шығаруға болатындықтан жасырылған.
reason-embargo = Уақыты келгенше жарияланбайды.
reason-missing = Дереккөзде мұнда сан жоқ.
reason-incomplete = Топтың кейбір істерін мұнша уақыт бақылау әлі мүмкін болмады.
reason-complete = Топтың әр ісі осынша уақыт бақыланды.

# Codes in words
subject-all = барлығы бірге
period-all = бүкіл кезең
area-measurement = өлшеу
area-statistics = құқықтық статистика
period-start = басында
role-value = мәні
role-before = бұрынғы мәні
role-now = кейінгі мәні
role-score = ұпай
reason-count-rose = Сан кездейсоқтық түсіндіретін шамадан артық өсті.
reason-count-fell = Сан кездейсоқтық түсіндіретін шамадан артық төмендеді.
reason-count-no-clear-change = Айырма кездейсоқтық түсіндіретін шамадан аспайды.
status-withheld = Адамдарды қорғау үшін немесе мерзімі келгенше жасырылған нәтижелер
funnel-size = Істер саны

# Counts
funnel-days = { $days } күн
search-count = { $count } нәтиже
search-more = Тағы { $count } нәтиже көрсетілмеген; көбірек әріп жазыңыз.
