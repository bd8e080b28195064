# Баяндамалардың сөздері. Сөзбен жазылған сандар тілдің әр түрінде дайын келеді (data/report).

language-en = ағылшын
language-kk = қазақ
language-ru = орыс
language-fr = француз
language-und = белгісіз тіл

day = { $year } жылғы { $day } { $month ->
    [1] қаңтар
    [2] ақпан
    [3] наурыз
    [4] сәуір
    [5] мамыр
    [6] маусым
    [7] шілде
    [8] тамыз
    [9] қыркүйек
    [10] қазан
    [11] қараша
   *[12] желтоқсан
}
day-on = { $year } жылғы { $day } { $month ->
    [1] қаңтарда
    [2] ақпанда
    [3] наурызда
    [4] сәуірде
    [5] мамырда
    [6] маусымда
    [7] шілдеде
    [8] тамызда
    [9] қыркүйекте
    [10] қазанда
    [11] қарашада
   *[12] желтоқсанда
}
day-by = { $year } жылғы { $day } { $month ->
    [1] қаңтарға
    [2] ақпанға
    [3] наурызға
    [4] сәуірге
    [5] мамырға
    [6] маусымға
    [7] шілдеге
    [8] тамызға
    [9] қыркүйекке
    [10] қазанға
    [11] қарашаға
   *[12] желтоқсанға
}
days-between = { $from } – { $to }
and = { $first } және { $last }
comma = { ", " }

synthetic = SYNTHETIC. Көрсетуге арналған жасанды деректер: осы баяндамадағы барлық мемлекет, құжат және сан ойдан шығарылған.
untranslated = [қазақша аудармасы жоқ; мәтін тілі: { $language }]
unstated-language = [тілі көрсетілмеген]
no-text = Мәтіні енгізілмеген.
none = жоқ
yes = иә
no = жоқ
unknown = белгісіз
not-assessed = әлі бағаланбаған
foot-state = { $at } күнгі жағдай, { $events } оқиғадан тұратын журнал бойынша; журнал хеші { $head }.
foot-state-known = { $at } күнгі жағдай, { $known } күні белгілі болғандай, { $events } оқиғадан тұратын журнал бойынша; журнал хеші { $head }.
foot-unverified = Осы баяндамада қолданылған рәсім ережелері органның өз мәтінімен салыстырылмаған.
foot-organ-decides = Сандар сол қалпында көрсетілген. Орындау деңгейі тұтас алғанда қанағаттанарлықсыз ба, оны орган шешеді; бағдарлама оны есептемейді.
foot-made = { $program } бағдарламасы құрастырған. Журнал, күн және тіл бірдей болса, байттары да бірдей болады.

organ = { $name ->
    [GRECO] ГРЕКО
   *[other] { $name }
}
organ-unnamed = Бағалаушы орган

kind-evaluation = Бағалау туралы баяндама
kind-compliance = Ұсынымдардың орындалуы туралы баяндама
kind-second_compliance = Ұсынымдардың орындалуы туралы екінші баяндама
kind-addendum = { $ordinal ->
    [0] Толықтыру
    [1] Толықтыру
    [2] Екінші толықтыру
    [3] Үшінші толықтыру
   *[other] { $ordinal }-толықтыру
}
kind-interim_compliance = Ұсынымдардың орындалуы туралы аралық баяндама
kind-follow_up = Кейінгі шаралар туралы баяндама
kind-ad_hoc = Арнайы рәсім бойынша баяндама
kind-self_assessment = Өзін-өзі бағалау
kind-desk_review = Құжаттық шолу
kind-country_report = Ел туралы баяндама
kind-executive_summary = Қысқаша түйін
kind-other = Баяндама ({ $kind })

ordinal = { $number ->
    [1] бірінші
    [2] екінші
    [3] үшінші
    [4] төртінші
    [5] бесінші
    [6] алтыншы
    [7] жетінші
    [8] сегізінші
    [9] тоғызыншы
    [10] оныншы
   *[other] { $number }-ші
}
round-none = бағалау туралы баяндамада
round-one = { $round } раундтың бағалау баяндамасында
round-joint = біріктірілген { $round } раундтардың бағалау баяндамасында
round-title = { $count ->
    [0] Бағалау
    [1] Бағалау, { $round } раунд
   *[other] Бағалау, біріктірілген { $round } раундтар
}

count-some = { $state } { $report } қамтылған { $total_plain } ұсынымның { $closed_part } қанағаттанарлық түрде орындады немесе қанағаттанарлық түрде қарады.
count-none = { $state } { $report } қамтылған { $total_plain } ұсынымның бірде-бірін қанағаттанарлық түрде орындаған жоқ және қанағаттанарлық түрде қараған жоқ.
count-all = { $state } { $report } қамтылған { $total_plain } ұсынымның барлығын қанағаттанарлық түрде орындады немесе қанағаттанарлық түрде қарады.
count-only = { $state } { $report } қамтылған жалғыз ұсынымды қанағаттанарлық түрде орындады немесе қанағаттанарлық түрде қарады.
count-only-none = { $state } { $report } қамтылған жалғыз ұсынымды қанағаттанарлық түрде орындаған жоқ және қанағаттанарлық түрде қараған жоқ.
count-unknown = { $state }: { $report } { $total } ұсыным бар; олардың { $known } бойынша қорытынды енгізілген, ал жалпы саны еш жерде басылмаған. Нешеуі жабылғаны белгісіз.
count-rest-unknown = Нақты қай ұсынымдар екені белгісіз: { $unknown_plain } ұсыным бойынша баяндамада, мұнда енгізілген шегінде, тек сандар берілген. Олар белгісіз деп көрсетілген.

conclusion = { $organ } { $number }-ұсыным { $phrase } деген қорытындыға келеді.
conclusion-part = { $organ } { $number }-ұсынымның ({ $part }) бөлігі { $phrase } деген қорытындыға келеді.
phrase-satisfactory = қанағаттанарлық түрде орындалды
phrase-dealt = қанағаттанарлық түрде қаралды
phrase-partly = ішінара орындалды
phrase-partly-from-partly = ішінара орындалған күйінде қалып отыр
phrase-not = орындалмады
phrase-not-from-not = орындалмаған күйінде қалып отыр
phrase-other = «{ $verdict }» деген баға алды

title-report = { $document }: { $state }
title-situation = Жағдай туралы баяндама: { $state }
title-checklist = Өзін-өзі бағалаудың бақылау тізбесі: { $state }
title-quarterly = Тоқсандық баяндама: { $programme }
title-shadow = Ресми және балама мәліметтер: { $state }
title-country-sheet = Ел туралы анықтама: { $state }

cover-kind = Баяндама
cover-state = Мемлекет
cover-round = Раунд
cover-reference = Белгіленімі
cover-plenary = Пленарлық отырыс
cover-adopted = Қабылданған күні
cover-published = Жарияланған күні
cover-not-published = жарияланғаны енгізілмеген
cover-at = Жағдай күні
cover-programme = Бағдарлама
cover-version = Редакциясы
cover-term = Қолданылу мерзімі
cover-procedure = Рәсім
cover-evaluation = Бағалау
cover-due = Келесі мәлімет мерзімі

section-introduction = Кіріспе
section-analysis = Талдау
section-conclusions = Қорытындылар
section-situation = Ашық ұсынымдар
section-missing = Не жетіспейді
section-answers = Баптар бойынша жауаптар
section-overview = Шолу
section-measures = Шаралар
section-objectives = Мақсаттар бойынша
section-windows = Тексеру кезеңдері
section-participation = Шарттар
section-evaluations = Бағалаулар
section-deadlines = Мерзімдер
section-programmes = Бағдарламалар
section-both = Ресми және балама мәліметтер

intro-adopted = { $document }{ $reference ->
    [none] {""}
   *[other] {" "}({ $reference })
}, { $state }: { $date_on } қабылданды{ $plenary ->
    [none] {""}
   *[other] {" "}({ $plenary }-пленарлық отырыс)
}{ $published ->
    [none] {""}
   *[other] , { $published_on } жарияланды
}.
intro-evaluation = Мемлекетті бағалау ({ $state }): { $id }{ $reference ->
    [none] {""}
   *[other] {" "}(баяндаманың белгіленімі: { $reference })
}; баяндаманың өзі мұнда енгізілмеген.
intro-visit = Бағалау тобының сапары: { $from } – { $to }{ $team ->
    [none] {""}
   *[other] {" "}(сарапшылар: { $team })
}.
intro-counts = { $document } ({ $date }) бойынша { $total } ұсынымның { $closed } жабық деп есептелген.
intro-received = Осы баяндама жауап беретін мәліметтер { $date_on } алынды.
intro-rapporteurs = Баяндамашылар: { $states }.
intro-closed = Осы баяндамаға дейін жабылған және қайта қаралмайтындар:
intro-none-closed = Осы баяндамаға дейін бірде-бір ұсыным жабық деп енгізілмеген.
intro-shadow = Билік органдарынан өзгелердің мәліметтері ресми мәліметтердің жанында, сол нысанда басылған.
closed-item = { $number }: { $verdict } ({ $document }, { $date })

recommendation = { $number }-ұсыным
earlier = Алдыңғы қорытынды ({ $document }, { $date }): { $verdict }.
earlier-none = Бұрынғы баяндамалардың осы ұсыным туралы қорытындысы енгізілмеген.
considerations = { $organ }: { $number }-ұсыным туралы пікірі:
official = Билік органдарының мәліметтері
no-information = Ештеңе енгізілмеген.
verdict-unknown = Осы баяндаманың { $number }-ұсыным бойынша қорытындысы енгізілмеген: белгісіз.
nothing-recorded = Төмендегі ұсынымдардың тек нөмірі{ $themes ->
    [yes] {" "}мен тақырыбы
   *[no] {""}
} енгізілген; баяндаманың олардың әрқайсысы бойынша қорытындысы белгісіз:

by-verdict = Ұсынымдар қорытындылары бойынша:
by-verdict-item = { $verdict }: { $numbers }
reopened = { $number }-ұсыным { $date_on } қабылданған шешіммен қайта қаралуға қойылды және келесі қорытындыға дейін ашық деп есептеледі.
rule-terminate = { $organ } өз ережелерінің { $rule }-тармағын қолданады: орындалуды бағалау рәсімі аяқталады.
rule-continue = { $organ } өз ережелерінің { $rule }-тармағын қолданады: рәсім жалғасады, ашық ұсынымдар бойынша қосымша мәліметтер керек.
rule-ladder = { $organ } өз ережелерінің { $rule }-тармағын қолданады: ұсынымдарды орындамайтын мемлекеттерге қатысты шаралар басталады.
rule-other = { $organ } өз ережелерінің { $rule }-тармағын қолданады.
rule-none = Осы баяндама үшін рәсім ережелері бойынша қорытынды енгізілмеген.
next-set = Ашық ұсынымдар бойынша мәліметтер { $date_by } дейін берілуі тиіс; бұл мерзімді орган ({ $organ }) белгіледі.
next-computed = Ашық ұсынымдар бойынша мәліметтер { $date_by } дейін берілуі тиіс; мерзім { $rule } ережесі бойынша есептелген{ $verified ->
    [yes] {""}
   *[no] , ол ереже дереккөзімен салыстырылмаған
}.
next-none = Келесі мәліметтердің мерзімі енгізілмеген және есептелмеген.
invitation = { $organ } мемлекеттің ({ $state }) билік органдарын осы баяндаманы жариялауға мүмкіндігінше тезірек рұқсат беруге, оны ұлттық тілге аударуға және аудармасын жариялауға шақырады.
publication-done = { $authorised ->
    [none] {""}
   *[other] Жариялауға { $authorised_on } рұқсат берілді.{" "}
}{ $published ->
    [none] Жарияланғаны енгізілмеген
   *[other] Баяндама { $published_on } жарияланды
}.

column-recommendation = Ұсыным
column-themes = Тақырыптары
column-verdict = Қорытынды
column-report = Баяндама
column-due = Мерзімі
column-evidence = Дәлелдер
column-review = Қайта қарау керек
column-measure = Шара
column-lead = Орындаушы
column-term = Мерзімі
column-status = Мәртебесі
column-punctuality = Уақтылығы
column-count = Саны
column-total = Барлығы
column-article = Бап
column-title = Атауы
column-answer = Жауап
column-provisions = Келтірілген нормалар
column-examples = Мысалдар мен деректер
column-missing = Жетіспейді
column-objective = Мақсат
column-progress = Мерзімі жеткендерден толық не ішінара орындалғаны
column-due-measures = Мерзімі жеткені
column-window = Кезең
column-cutoff = Есептік күні
column-opens = Басталуы
column-closes = Аяқталуы
column-instrument = Шарт
column-field = Өріс
column-value = Мәні
column-source = Дереккөзі
column-primary = Депозитарий
column-evaluation = Бағалау
column-closed = Жабық
column-partly = Ішінара
column-not = Орындалмаған
column-reopened = Қайта қаралуда
column-unknown = Белгісіз
column-deadline = Не керек
column-state = Жай-күйі
column-note = Ескертпе
column-subject = Не туралы
column-official = Билік органдарының мәліметтері
column-shadow = Балама мәліметтер
column-programme = Бағдарлама
column-version = Редакциясы

table-recommendations = Ұсынымдар, қорытындылар және олардың негізі
table-measures = { $number }-ұсыныммен байланысты шаралар
table-measures-all = Шаралар: { $programme }, { $date }
table-status = Шаралардың мәртебесі: { $programme }, { $date }
table-punctuality = Шаралардың уақтылығы: { $programme }, { $date }
table-objectives = Мақсаттар бойынша барысы: { $programme }, мерзімі { $date_by } дейінгі шаралар
table-windows = { $year } жылғы кезеңдер
table-answers = Конвенция баптары мен енгізілген жауаптар
table-participation = Не және кім айтады; бір-біріне сәйкес келмейтіндерінің бәрі көрсетілген
table-evaluations = Бағалаулар, { $date }
table-deadlines = Мерзімдер, { $date }
table-programmes = Бағдарламалар, { $date }
table-sides = { $number }-ұсыным: екі тарап

evidence-list = { $number }-ұсыным бойынша дәлелдер:
evidence-provision = норма { $work }
evidence-finding = байқау { $id }
evidence-document = құжат { $id }
evidence-url = бет { $href }
evidence-query = сұрау { $id }
evidence-statistic = көрсеткіш { $id }
evidence-none = { $number }-ұсыным бойынша дәлел енгізілмеген.
situation-open = { $count ->
    [0] Ашық ұсыным жоқ.
   *[other] { $count } { $known ->
        [yes] ұсыным ашық
       *[no] ұсынымның жабылған-жабылмағаны белгісіз
    }.
} Төменде әрқайсысы туралы: қорытынды қандай, не істелді және ол неге негізделген.
situation-not-assessed = Ұсынымдарды әлі бірде-бір баяндама бағалаған жоқ. Бұл ештеңе орындалмады дегенді білдірмейді.
situation-no-measures = { $number }-ұсыныммен байланысты шара жоқ.
situation-review = { $number }-ұсынымды қайта қарау керек: { $reasons }.

reason-provision_changed = келтірілген норманың мәтіні өзгерген
reason-provision_repealed = келтірілген норма күшін жойған немесе жоқ
reason-provision_not_in_force = келтірілген норма күшіне енбеген
reason-expired = дәлелдің мерзімі өткен
reason-observed_changed = келтірілген нәрсе қазір басқаша
reason-finding_changed = келтірілген байқаудың нәтижесі басқа жаңа есебі бар
reason-reopened = ол қайта қаралуға қойылған

checklist-intro = Әр бап бойынша сұралады: ол қолданыла ма (иә, ішінара, жоқ, қолданылмайды), қандай нормалармен, қандай мысалдар мен деректермен және қандай көмек керек. Жауаптар мен дәлелдер жазбалардан алынған; жоғы аталып көрсетілген.
checklist-unverified = Баптардың атаулары мен түрлері Конвенция мәтінімен салыстырылмаған.
checklist-count = Қаралатын { $total } баптың { $answered } бойынша жауап енгізілген.
checklist-complete = Бәрі бар.
checklist-cycle = Қаралатын тараулар: { $chapters }.
missing-answer = жауап
missing-text = түсіндірме
missing-provisions = нормалар
missing-examples = мысалдар немесе деректер
missing-assistance = қажет көмек
missing-item = { $number }-бап: { $missing }
answer-none = жауап жоқ

quarterly-intro = Мұнда бағдарламаның { $version } редакциясының шаралары оның { $date } күнгі қалпында саналған. Мәртебе — талдаушының бағасы; уақтылық күндерден шығады. Бұлар екі бөлек нәрсе.
quarterly-progress = Мерзімі { $date_by } дейінгі { $due } шараның { $done } толық немесе ішінара орындалған.
quarterly-none-due = Осы редакцияның бірде-бір шарасының мерзімі { $date_by } дейін жеткен жоқ.
quarterly-rollup = Жиынтықтар — сандардың қосындысы, пайыздардың орташасы емес.
quarterly-window = Соңғы есептік күн — { $cutoff } ({ $window }); тексеру { $opens } – { $closes } аралығында жүреді.
quarterly-no-window = Бағдарлама тексеру кезеңдері бар рәсімді атамайды.
iati-link = Нәтижелер, көрсеткіштер және мәндер IATI 2.03 пішімінде (XML)
objective-none = Мақсаты жоқ
quarterly-unrated = мәртебесі енгізілмеген
status-not_started = басталған жоқ
status-in_progress = орындалып жатыр
status-partly = ішінара орындалды
status-implemented = орындалды
status-not_implemented = орындалмады
status-cancelled = тоқтатылды
punctuality-on_time = мерзімінде
punctuality-late = кешігіп
punctuality-overdue = мерзімі өткен
punctuality-in_term = мерзімі жеткен жоқ
punctuality-none = қолданылмайды

deadline-met = орындалды
deadline-met_late = кешігіп орындалды
deadline-superseded = кейінгі баяндамамен алмастырылды
deadline-overdue = мерзімі өткен
deadline-due_soon = жақында
deadline-open = ашық
deadline-void = тоқтатылған
note-unverified = тексерілмеген ереже
note-set-by-organ = орган белгіледі; рәсімде бұл үшін ереже жоқ
note-no-measure-open = ашық шара болған жоқ
note-window = есептік күн { $cutoff }, тексеру басталатын күн { $opens }
note-received = `{ $report }` { $date_on } алынған мәліметке жауап береді
note-year-gap = күнтізбеде { $year } жылдың бірде-бір күні жоқ
note-year-outside = күнтізбе { $year } жылды қамтымайды
note-estimated = { $date } — болжамды күн

participation-none = Мемлекеттің ({ $state }) шарттарға қатысуы енгізілмеген.
evaluations-none = Мемлекетті ({ $state }) бағалау енгізілмеген.
deadlines-none = Мерзім жоқ.
programmes-none = Бағдарлама енгізілмеген.
sheet-counts-printed = { $evaluation }: { $date } күнгі баяндамада { $total } ұсынымның { $closed } жабық деп басылған{ $some ->
    [yes] ; нақты қайсысы екені мұнда енгізілгеннен көрінбейді
   *[no] {""}
}.
shadow-intro = Екі тарап бір нысанда басылған. Екеуі де қорытынды емес; қорытындыны орган шығарады.
shadow-none = Балама мәлімет енгізілмеген.

title-recommendation = { $number } ұсыным: { $state }
title-calendar = Мерзімдер
title-board = Міндеттемелер
cover-addressed = Кімге арналған
cover-opened = Қол қоюға ашылған күні
section-authors = Кім не дейді
section-verdicts = Органның қорытындылары
section-parties = Қатысушылар
section-assertions = Дереккөздер не дейді
section-running = Алда тұрғандар және мерзімі өткендер
section-past = Орындалғандар, ауыстырылғандар және күші жойылғандар
section-next = Жақын мерзімдер
column-organ = Шолушы орган
column-analyst = Талдаушы
column-parts = Бөліктері
column-signature = Қол қойылған күні
column-deposit = Сақтауға тапсырылған күні
column-in-force = Ол үшін күшіне енген күні
column-withdrawal = Шығу күні
column-days = Күн саны
column-parties = Тіркелген қатысушылар
column-holder = Кімнің
table-authors = { $number } ұсыным: тең түрдегі төрт пікір
table-verdicts = Әр баяндаманың { $number } ұсыным бойынша қорытындысы
table-parties = Осында тіркелген қол қойған немесе тапсырған мемлекеттер
table-running = { $date } күнгі алдағы мерзімдер
table-past = { $date } күнгі өткен мерзімдер
table-instruments = Шарттар және осында тіркелген қатысушылар
authors-intro = Төрт пікір, ешқайсысы басқасының атынан сөйлемейді: орган қорытынды береді, билік не істелгенін айтады, талдаушы шараларды бағалайды, басқалар жауап береді.
assertions-intro = Әртүрлі күндердің бәрі кім бергенімен бірге көрсетіледі. Депозитарийдікі есептеледі; ешқайсысы түзетілмейді.
parties-none = Қатысу туралы жазба жоқ.
board-no-evaluations = Бағалау туралы жазба жоқ.
board-no-treaties = Шарт туралы жазба жоқ.
situation-bare = Мына { $known ->
    [yes] ашық ұсынымдардың
   *[no] ұсынымдардың
} тек нөмірі және, бар болса, тақырыбы енгізілген: { $numbers }.
field-signature = қол қою
field-deposit = сақтауға тапсыру
field-deposit_kind = құжат түрі
field-in_force_for = мемлекет үшін күшінде
field-withdrawal = шығу
column-since = Қашаннан бері
column-text = Мәтіні

# The concordance and what cites an article
column-proposed = Сәйкестік кестесі ұсынады
checklist-proposed = «Сәйкестік кестесі ұсынады» бағанындағы нормалар заңдар кітапханасынан алынған. Бұл — бастауға болатын ұсыныс, мемлекеттің жауабы емес және жауап деп саналмайды.
relation-implements = орындайды
relation-partly = ішінара орындайды
relation-contradicts = қайшы келеді
relation-silent = реттемейді
review-draft = тексерілмеген
review-reviewed = тексерілген
proposed-silent = норма жоқ
section-citing-recommendations = Оған сілтеме жасайтын ұсынымдар
section-citing-measures = Оған қызмет ететін шаралар
section-citing-evidence = Дәлелдер
citing-none = Ешбір жазба оған сілтеме жасамайды.
