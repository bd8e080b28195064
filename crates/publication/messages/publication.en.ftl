# What the pages say about recorded cases, releases and proof. Every key is also in the Kazakh and the Russian file.

# Frame
nav-diary = Releases
nav-corrections = Corrections
nav-feeds = Feeds
nav-foot = About the data
footer-verify = Verify this page
footer-desk = Desk for staff
search-label = Search
search-button = Find
form-stage = Stage

# Columns
column-count = Count
column-dataset = Data set
column-day = Day
column-feed = Feed
column-kind = Kind
column-log-index = Place in the log
column-offence = Offence
column-outcome = Outcome
column-period = Period
column-release = Release
column-remarks = Remarks
column-stage = Stage
column-status = Status
column-what = What
column-why = Why

# Recorded cases
recorded-caution = More recorded corruption is not more corruption.
recorded-caution-why = The count also grows when people report more, when investigators look harder or when the rules of counting change. Areas are therefore never ranked by it.
recorded-caption = Recorded cases: { $area }
recorded-break = break in the series
recorded-break-suspected = break in the series suspected: the count jumped
recorded-provisional = provisional
recorded-figure = { $area }: { $offence }, { $stage }
recorded-figure-note = Counts with their 95 % Garwood interval, on an axis from zero. The line is cut where the series breaks; a hidden number is a hatched slot, never a zero.
country-recorded-title = Recorded cases

# Region
region-title = { $region }, { $country }: recorded cases
region-lead = Recorded cases by offence and year, and how their changes compare with those of the whole country.
region-recorded-title = By offence and year
region-recorded-text = Each number leads to its observation with the interval and the cell it was read from.
region-recorded-caption = { $region }, { $stage }: counts by offence and year
region-heat-title = { $region }: offences by year, { $stage }
region-heat-note = Colours are bins of equally many cells, from few to many; they say nothing about blame.
region-comparison-title = Change, here and in the whole country
region-comparison-text = The ratio of the later count to the earlier, with its exact 95 % interval. "Rose" and "fell" stand only where an exact test excludes chance.
region-comparison-caption = Changes in { $region } and in { $country }
region-comparison-none = No two periods can be compared here.
region-regions-title = Regions: { $country }
region-tiles-title = { $country }: change of recorded cases, { $period }
region-tiles-note = The colour is the ratio of the later count to the earlier and fades to grey where the interval is wide: { $offence }, { $stage }.
region-tiles-value = Ratio of the counts
region-disclaimer = One tile a region, in an order of its own. The tiles show no borders.
region-tiles-width = Width of the 95 % interval
column-region = Region

# Funnel
funnel-title = What became of the cases
funnel-cohort-all = all cases
funnel-lead = Of all cases that began together: the share that reached each outcome within so many days. A case that is still open is not a case that failed.
funnel-median = Median time
funnel-median-text = days until half of the cases had an outcome
funnel-outcomes-title = Outcomes
funnel-caption = Share of cases by outcome, in per cent with 95 % intervals: { $cohort }
funnel-text = Shares are of all cases of the cohort, never of those that reached the step before.
funnel-at-risk = Cases still open and watched
funnel-incomplete = incomplete
funnel-complete = complete
funnel-incomplete-text = Incomplete: some cases began too recently to be watched for so long; the estimate allows for it, and the interval is wider.
funnel-cohorts-title = Cohorts
funnel-figure-title = Outcomes within { $days } days: { $cohort }
funnel-figure-note = The hatched part has no outcome yet. It belongs to the cohort and is never left out.
funnel-open = no outcome yet
funnel-share = Share of the cohort, %
column-cohort = Cohort
column-cases = Cases

# Releases
diary-title = Release calendar
diary-lead = What will be published on which day, what came out and what was called off. Days are fixed ahead, so that nobody can choose a convenient one.
diary-subscribe = Subscribe to the calendar (iCalendar)
diary-upcoming-title = To come
diary-upcoming-caption = Releases to come, earliest first
diary-past-title = Past
diary-past-caption = Past releases, latest first
diary-none = There is no entry.
diary-figure-title = Days of release
diary-figure-note = Every marked day is in the tables above.
release-planned = planned
release-late = late: its day is past
release-released = released
release-cancelled = cancelled
home-releases-title = Releases
home-releases-caption = Latest releases
home-deadlines-caption = Next deadlines
home-diary = The whole release calendar
home-funnel-text = Outcomes of cases within days, with the share that is still open.

# Corrections
corrections-title = Corrections and retractions
corrections-lead = A wrong release is replaced or withdrawn in public and never deleted.
corrections-none = Nothing has been corrected or retracted so far.
corrections-caption = Corrections and retractions, latest first
correction-corrected = corrected
correction-retracted = retracted

# Verification
verify-title = Verify
verify-lead = Nothing here has to be believed. A page, a number and a package can each be checked on your own computer.
verify-page-title = This page
verify-page-text = The same address gives the same bytes to everybody, as long as the state of the observatory and the day are the same. Two readers who see the same hash see the same page.
verify-page-address = Address
verify-page-command = Compare it with what you receive (put the address of this site in the first line):
verify-hash-title = A hash
verify-hash-text = Sources, methods, runs, files and packages have a SHA-256 hash. Ask what is known under one; eight digits suffice.
verify-state = Fingerprint of this state
verify-hash-label = Hash (SHA-256)
verify-hash-button = Ask
verify-hash-malformed = This is no hash: write eight to sixty-four hexadecimal digits.
verify-hash-unknown = Nothing is known under this hash. The file may be of another state, or it was changed.
verify-hash-known = This is known:
verify-hash-caption = What the hash names
verify-number-title = A number
verify-number-text = Every number has a name. In the observatory's directory this command reads its cells again from the kept source and says whether they still hold:
verify-package-title = A package
verify-package-text = A package is signed and holds everything that is needed to compute it again, byte for byte:
verify-log-text = The log shows that no other version was given to other readers. Keep a checkpoint and ask later whether it is still the beginning of the log:
known-state = State of the observatory
known-run = Run
known-method = Method
known-source = Source file
known-file = Data file
known-findings = Table of findings

# Feeds
feeds-title = Feeds
feeds-lead = What is new, for feed readers, calendars and programs. There is no account and no tracking. Alerts by e-mail are not offered.
feeds-site-title = The whole site
feeds-site-caption = Feeds of the whole site
feeds-news = Releases and corrections
feeds-calendar = Release calendar
feeds-datasets-title = Data sets
feeds-datasets-caption = Feeds of single data sets
feeds-countries-title = Countries
feeds-countries-caption = Feeds of single countries
feeds-countries-show = Show the feeds of all countries
feeds-embed-title = On other sites
feeds-embed-text = Charts can stand on other people's pages. Programs that know oEmbed find the frame by the address of the page:
feed-edition = { $dataset }: { $edition }
feed-edition-text = The latest period of this data set is { $edition }.
feed-country = { $country }: { $indicator } { $edition }
feed-country-text = Score { $score }.
feed-release-text = { $status }, { $day }.

# Search
search-title = Search results
search-empty = Type the name of a country, region, indicator, data set or method. Kazakh letters and Latin spellings are understood.
search-none = Nothing was found for “{ $query }”.
search-caption = Found for “{ $query }”
kind-country = country
kind-region = region
kind-indicator = indicator
kind-dataset = data set
kind-method = method

# Data sets
dataset-tabs = Parts of this page
dataset-chart-title = Chart
dataset-rows-title = Table
dataset-rows-caption = The first { $shown } of { $all } rows
dataset-rows-text = The file has all rows.
dataset-lineage-title = Lineage
dataset-lineage-text = From the sources to these numbers. The same sources, method and program give the same run again.
dataset-lineage-caption = Sources, method and run
dataset-versions-title = Versions
dataset-versions-text = A version is never changed: a later one replaces it, and the older stays.
dataset-versions-caption = The run served now, and releases
dataset-version-now = Run { $run }
dataset-version-served = served now
dataset-api-title = API
dataset-api-text = Programs read the same numbers, with the status of every absent one:
dataset-cite-title = Cite
dataset-cite-text = The version is part of the citation: it names one set of numbers for ever.
dataset-press-title = For the press
dataset-press-text = Facts whose verbs come from a test, each with the name of its observation; in the archive also the numbers.
dataset-press-brief = Brief
dataset-press-kit = Press kit with the data (ZIP)
press-nothing = There is no number to tell.
press-notes = Observations (each number can be checked by its name):

# Units and reasons of legal statistics
unit-offences = offences
unit-cases = cases
unit-persons = persons
unit-days = days
unit-ratio = ratio
reason-disclosure-primary = Hidden because the number is small enough to reveal a person.
reason-disclosure-secondary = Hidden because a hidden small number could be computed from it.
reason-embargo = Not published before its time.
reason-missing = The source has no number here.
reason-incomplete = Some cases of the cohort could not be watched for so long yet.
reason-complete = Every case of the cohort was watched for so long.

# Codes in words
subject-all = all together
period-all = the whole time
area-measurement = measurement
area-statistics = legal statistics
period-start = at the start
role-value = the value
role-before = the earlier value
role-now = the later value
role-score = the score
reason-count-rose = The count rose by more than chance explains.
reason-count-fell = The count fell by more than chance explains.
reason-count-no-clear-change = The difference is not larger than what chance explains.
status-withheld = Findings hidden to protect persons, or until their time
funnel-size = Cases

# Counts
funnel-days =
    { $days ->
        [one] { $days } day
        *[other] { $days } days
    }
search-count =
    { $count ->
        [one] { $count } result
        *[other] { $count } results
    }
search-more =
    { $count ->
        [one] { $count } more result is not shown; type more letters.
        *[other] { $count } more results are not shown; type more letters.
    }
