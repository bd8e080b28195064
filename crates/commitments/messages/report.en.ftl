# Words of the reports. Numbers in words come in as arguments, one for each form of the language (data/report).

language-en = English
language-kk = Kazakh
language-ru = Russian
language-fr = French
language-und = unknown language

day = { $day } { $month ->
    [1] January
    [2] February
    [3] March
    [4] April
    [5] May
    [6] June
    [7] July
    [8] August
    [9] September
    [10] October
    [11] November
   *[12] December
} { $year }
day-on = { day }
day-by = { day }
days-between = { $from } to { $to }
and = { $first } and { $last }
comma = { ", " }

synthetic = SYNTHETIC. Demonstration data: every state, document and number in this report is invented.
untranslated = [no English translation: text in { $language }]
unstated-language = [language not stated]
no-text = The text is not recorded.
none = none
yes = yes
no = no
unknown = unknown
not-assessed = not assessed yet
foot-state = State of affairs on { $at }, from a log of { $events } events with the head { $head }.
foot-state-known = State of affairs on { $at } as known on { $known }, from a log of { $events } events with the head { $head }.
foot-unverified = The rules of the procedure that this report applies were not checked against the organ's own text.
foot-organ-decides = Counts are shown as they are. Whether a level of compliance is unsatisfactory as a whole is for the organ to say; this program does not compute it.
foot-made = Made by { $program }. The same log, the same day and the same language give the same bytes.

organ = { $name }
organ-unnamed = The reviewing body

kind-evaluation = Evaluation Report
kind-compliance = Compliance Report
kind-second_compliance = Second Compliance Report
kind-addendum = { $ordinal ->
    [0] Addendum
    [1] Addendum
    [2] Second Addendum
    [3] Third Addendum
   *[other] Addendum No. { $ordinal }
}
kind-interim_compliance = Interim Compliance Report
kind-follow_up = Follow-up Report
kind-ad_hoc = Ad hoc Report
kind-self_assessment = Self-assessment
kind-desk_review = Desk Review
kind-country_report = Country Report
kind-executive_summary = Executive Summary
kind-other = Report ({ $kind })

ordinal = { $number ->
    [1] First
    [2] Second
    [3] Third
    [4] Fourth
    [5] Fifth
    [6] Sixth
    [7] Seventh
    [8] Eighth
    [9] Ninth
    [10] Tenth
   *[other] No. { $number }
}
round-none = Evaluation Report
round-one = { $round } Round Evaluation Report
round-joint = Joint { $round } Round Evaluation Report
round-title = { $count ->
    [0] Evaluation
    [one] { $round } Evaluation Round
   *[other] Joint { $round } Evaluation Rounds
}

count-some = { $state } has implemented satisfactorily or dealt with in a satisfactory manner { $closed_plain } of the { $total_plain } recommendations contained in the { $report }.
count-none = { $state } has implemented satisfactorily or dealt with in a satisfactory manner none of the { $total_plain } recommendations contained in the { $report }.
count-all = { $state } has implemented satisfactorily or dealt with in a satisfactory manner all { $total_plain } recommendations contained in the { $report }.
count-only = { $state } has implemented satisfactorily or dealt with in a satisfactory manner the only recommendation contained in the { $report }.
count-only-none = { $state } has not implemented satisfactorily or dealt with in a satisfactory manner the only recommendation contained in the { $report }.
count-unknown = { $state }: { $total ->
    [one] { $total } recommendation
   *[other] { $total } recommendations
} in the { $report }; verdicts are recorded on { $known } of them, and no count was printed. How many are closed is not known.
count-rest-unknown = Which recommendations these are is not known: on { $unknown_plain } of them the report, as far as it is recorded here, gives counts only. They are shown as unknown.

conclusion = { $organ } concludes that recommendation { $number } { $phrase }.
conclusion-part = { $organ } concludes that part ({ $part }) of recommendation { $number } { $phrase }.
phrase-satisfactory = has been implemented satisfactorily
phrase-dealt = has been dealt with in a satisfactory manner
phrase-partly = has been partly implemented
phrase-partly-from-partly = remains partly implemented
phrase-not = has not been implemented
phrase-not-from-not = remains not implemented
phrase-other = has been given the verdict “{ $verdict }”

title-report = { $document }: { $state }
title-situation = Situation report: { $state }
title-checklist = Self-assessment checklist: { $state }
title-quarterly = Quarterly report: { $programme }
title-shadow = Official and shadow information: { $state }
title-country-sheet = Country sheet: { $state }

cover-kind = Report
cover-state = State
cover-round = Round
cover-reference = Reference
cover-plenary = Plenary meeting
cover-adopted = Adopted
cover-published = Published
cover-not-published = no publication recorded
cover-at = State of affairs on
cover-programme = Programme
cover-version = Version
cover-term = Term
cover-procedure = Procedure
cover-evaluation = Evaluation
cover-due = Next information due

section-introduction = Introduction
section-analysis = Analysis
section-conclusions = Conclusions
section-situation = Open recommendations
section-missing = What is missing
section-answers = Answers by article
section-overview = Overview
section-measures = Measures
section-objectives = By objective
section-windows = Review windows
section-participation = Treaties
section-evaluations = Evaluations
section-deadlines = Deadlines
section-programmes = Programmes
section-both = Official and shadow information

intro-adopted = The { $document }{ $reference ->
    [none] {""}
   *[other] {" "}({ $reference })
} on { $state } was adopted on { $date }{ $plenary ->
    [none] {""}
   *[other] {" "}(plenary meeting { $plenary })
}{ $published ->
    [none] {""}
   *[other] {" "}and made public on { $published }
}.
intro-evaluation = The evaluation of { $state } is { $id }{ $reference ->
    [none] {""}
   *[other] {" "}(reference of its report: { $reference })
}; its report is not recorded here.
intro-visit = The evaluation team visited the state from { $from } to { $to }{ $team ->
    [none] {""}
   *[other] {" "}(evaluators: { $team })
}.
intro-counts = The { $document } of { $date } counts { $closed } of { $total } recommendations as closed.
intro-received = The information that this report answers was received on { $date }.
intro-rapporteurs = Rapporteurs: { $states }.
intro-closed = Closed before this report, and not examined again:
intro-none-closed = No recommendation is recorded as closed before this report.
intro-shadow = Information from others than the authorities is printed beside theirs, in the same form.
closed-item = { $number }: { $verdict } ({ $document }, { $date })

recommendation = Recommendation { $number }
earlier = Earlier conclusion ({ $document }, { $date }): { $verdict }.
earlier-none = No earlier report is recorded as concluding anything on this recommendation.
considerations = { $organ } on recommendation { $number }:
official = Information of the authorities
no-information = Nothing is recorded.
verdict-unknown = What this report concludes on recommendation { $number } is not recorded: unknown.
nothing-recorded = On the following recommendations nothing but the number{ $themes ->
    [yes] {" "}and the subject
   *[no] {""}
} is recorded; what the report concludes on each of them is unknown:

by-verdict = Recommendations by verdict:
by-verdict-item = { $verdict }: { $numbers }
reopened = Put in question again by a decision of { $date }; it counts as open until a later verdict: recommendation { $number }.
rule-terminate = { $organ } applies paragraph { $rule } of its rules: the compliance procedure ends.
rule-continue = { $organ } applies paragraph { $rule } of its rules: the procedure goes on with further information on the open recommendations.
rule-ladder = { $organ } applies paragraph { $rule } of its rules: the steps towards states that do not comply begin.
rule-other = { $organ } applies paragraph { $rule } of its rules.
rule-none = No conclusion under the rules of procedure is recorded for this report.
next-set = Information on the open recommendations is due by { $date }; { $organ } set this date.
next-computed = Information on the open recommendations is due by { $date }; computed by the rule { $rule }{ $verified ->
    [yes] {""}
   *[no] , which was not checked
}.
next-none = No date for further information is recorded or computed.
invitation = { $organ } invites the authorities of { $state } to authorise, as soon as possible, the publication of this report, to translate it into the national language and to make the translation public.
publication-done = { $authorised ->
    [none] The report{" "}
   *[other] Its publication was authorised on { $authorised }; it{" "}
}{ $published ->
    [none] has not been recorded as published
   *[other] was published on { $published }
}.

column-recommendation = Recommendation
column-themes = Subjects
column-verdict = Verdict
column-report = Said by
column-due = Due
column-evidence = Evidence
column-review = Needs review
column-measure = Measure
column-lead = Lead
column-term = Term
column-status = Status
column-punctuality = Punctuality
column-count = Count
column-total = Total
column-article = Article
column-title = Title
column-answer = Answer
column-provisions = Provisions cited
column-examples = Examples and figures
column-missing = Missing
column-objective = Objective
column-progress = Implemented or partly, of those due
column-due-measures = Due
column-window = Window
column-cutoff = Cut-off
column-opens = Opens
column-closes = Closes
column-instrument = Instrument
column-field = Field
column-value = Value
column-source = Source
column-primary = Depositary
column-evaluation = Evaluation
column-closed = Closed
column-partly = Partly
column-not = Not
column-reopened = Reopened
column-unknown = Unknown
column-deadline = Deadline
column-state = State
column-note = Note
column-subject = Subject
column-official = Information of the authorities
column-shadow = Shadow information
column-programme = Programme
column-version = Version

table-recommendations = Recommendations, their verdicts and what they rest on
table-measures = Measures linked to recommendation { $number }
table-measures-all = Measures of { $programme } on { $date }
table-status = Status of the measures of { $programme } on { $date }
table-punctuality = Punctuality of the measures of { $programme } on { $date }
table-objectives = Progress by objective: measures of { $programme } due by { $date }
table-windows = Windows of the year { $year }
table-answers = Articles of the Convention and the answers recorded
table-participation = What is asserted, and by whom; assertions that differ are all shown
table-evaluations = Evaluations on { $date }
table-deadlines = Deadlines on { $date }
table-programmes = Programmes on { $date }
table-sides = Recommendation { $number }: both sides

evidence-list = Evidence on recommendation { $number }:
evidence-provision = provision { $work }
evidence-finding = finding { $id }
evidence-document = document { $id }
evidence-url = page { $href }
evidence-query = query { $id }
evidence-statistic = figure { $id }
evidence-none = No evidence is recorded on recommendation { $number }.
situation-open = { $count ->
    [0] No recommendation is open.
    [one] { $count } recommendation is { $known ->
        [yes] open
       *[no] not known to be closed
    }.
   *[other] { $count } recommendations are { $known ->
        [yes] open
       *[no] not known to be closed
    }.
} Information on each follows: what was concluded, what was done, and what it rests on.
situation-not-assessed = No report has assessed the recommendations yet. That is not the same as none implemented.
situation-no-measures = No measure is linked to recommendation { $number }.
situation-review = Recommendation { $number } needs review: { $reasons }.

reason-provision_changed = the text of a cited provision has changed
reason-provision_repealed = a cited provision is repealed or gone
reason-provision_not_in_force = a cited provision never came into force
reason-expired = evidence has expired
reason-observed_changed = what was cited looks different now
reason-finding_changed = a cited finding has a newer run with another result
reason-reopened = it was put in question again

checklist-intro = Each article asks: is it applied (yes, in part, no, not applicable), by which provisions, with which examples and figures, and what assistance is needed. Answers and evidence come from the records; the form names what is not there.
checklist-unverified = Titles and classes of the articles were not checked against the text of the Convention.
checklist-count = Answers are recorded for { $answered } of the { $total } articles in scope.
checklist-complete = Nothing is missing.
checklist-cycle = Chapters under review: { $chapters }.
missing-answer = answer
missing-text = explanation
missing-provisions = provisions
missing-examples = examples or figures
missing-assistance = assistance needed
missing-item = Article { $number }: { $missing }
answer-none = no answer

quarterly-intro = This report counts the measures of version { $version } of the programme as it stood on { $date }. Status is the analyst's judgement; punctuality follows from the dates. They are two things.
quarterly-progress = { $due ->
    [one] { $due } measure was
   *[other] { $due } measures were
} due by { $date }; { $done } of them { $done ->
    [one] is
   *[other] are
} implemented or partly implemented.
quarterly-none-due = No measure of this version was due by { $date }.
quarterly-rollup = Totals are sums of counts, never means of percentages.
quarterly-window = The latest cut-off is { $cutoff } ({ $window }); its review runs from { $opens } to { $closes }.
quarterly-no-window = The programme names no procedure with review windows.
iati-link = Results, indicators and values as IATI 2.03 (XML)
objective-none = Without an objective
quarterly-unrated = no status recorded
status-not_started = not started
status-in_progress = in progress
status-partly = partly implemented
status-implemented = implemented
status-not_implemented = not implemented
status-cancelled = cancelled
punctuality-on_time = on time
punctuality-late = late
punctuality-overdue = overdue
punctuality-in_term = within the term
punctuality-none = does not apply

deadline-met = met
deadline-met_late = met late
deadline-superseded = superseded
deadline-overdue = overdue
deadline-due_soon = due soon
deadline-open = open
deadline-void = void
note-unverified = unverified rule
note-set-by-organ = set by the organ; the procedure has no rule for it
note-no-measure-open = no measure was open
note-window = cut-off { $cutoff }, review from { $opens }
note-received = `{ $report }` answers information received on { $date }
note-year-gap = the calendar lists no day of { $year }
note-year-outside = the calendar does not cover { $year }
note-estimated = { $date } is an estimated day

participation-none = No treaty participation of { $state } is recorded.
evaluations-none = No evaluation of { $state } is recorded.
deadlines-none = No deadline is running or past.
programmes-none = No programme is recorded.
sheet-counts-printed = { $evaluation }: the report of { $date } prints { $closed } of { $total } closed{ $some ->
    [yes] ; which ones it does not say in what is recorded here
   *[no] {""}
}.
shadow-intro = Both sides are printed in the same form. Neither is a verdict; verdicts are the organ's.
shadow-none = No shadow information is recorded.

title-recommendation = Recommendation { $number }: { $state }
title-calendar = What is due
title-board = Commitments
cover-addressed = Addressed to
cover-opened = Opened for signature
section-authors = Who says what
section-verdicts = Verdicts of the organ
section-parties = Parties
section-assertions = What sources assert
section-running = Still to come or overdue
section-past = Met, superseded or void
section-next = Due next
column-organ = The reviewing organ
column-analyst = The analyst
column-parts = Parts
column-signature = Signature
column-deposit = Deposit
column-in-force = In force for it
column-withdrawal = Withdrawal
column-days = Days
column-parties = Parties recorded
column-holder = Whose
table-authors = Recommendation { $number }: four voices in equal form
table-verdicts = What each report concluded on recommendation { $number }
table-parties = States that signed or deposited, as recorded here
table-running = What is due, on { $date }
table-past = What was due, on { $date }
table-instruments = Treaties and the parties recorded here
authors-intro = Four voices, none of which speaks for another: the organ gives verdicts, the authorities say what was done, the analyst judges measures, others answer.
assertions-intro = Dates that differ are all shown with who gives them. The depositary's counts; none is repaired.
parties-none = No participation is recorded.
board-no-evaluations = No evaluation is recorded.
board-no-treaties = No treaty is recorded.
situation-bare = Of these { $known ->
    [yes] open recommendations
   *[no] recommendations
} nothing but the number, and the subject where there is one, is recorded: { $numbers }.
field-signature = signature
field-deposit = deposit
field-deposit_kind = kind of deposit
field-in_force_for = in force for the state
field-withdrawal = withdrawal
column-since = Since
column-text = Text

# The concordance and what cites an article
column-proposed = Proposed by the concordance
checklist-proposed = Provisions in the column “Proposed by the concordance” come from the library of law. They are a proposal to start from, not an answer of the state, and do not count as one.
relation-implements = implements
relation-partly = implements in part
relation-contradicts = contradicts
relation-silent = silent
review-draft = not reviewed
review-reviewed = reviewed
proposed-silent = no provision
section-citing-recommendations = Recommendations that cite it
section-citing-measures = Measures that serve it
section-citing-evidence = Evidence
citing-none = Nothing recorded cites it.
