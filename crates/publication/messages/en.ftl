# English messages. Every key is here, in kk.ftl and in ru.ftl, with the same variables.

# The frame of every page
skip-link = Skip to content
nav-languages = Language
nav-main = Main
nav-home = Home
nav-ranking = Ranking
nav-map = Map
nav-compare = Compare
nav-indicator = Indicator
nav-methods = Methods
nav-status = Status
banner-label = Notice
banner-title = Synthetic demonstration data.
banner-text = Every country and every number here is invented.
footer-promise = Every number on these pages is a link to its proof: the cells it was computed from, the method and the run.
footer-version = Probity { $version }
footer-run = Run
form-edition = Edition
form-show = Show
form-compare = Compare
figure-plot = Plot: { $title }
figure-as-table = The same numbers as a table

# Errors
error-not-found-title = Page not found
error-not-found-text = There is no page at this address. It may have been mistyped, or the subject is not in this observatory.
error-broken-title = This page could not be made
error-broken-text = The fault is ours. Other pages still work; please try again later.
error-home = To the front page

# What stands where a number could stand
state-insufficient = not enough data
state-not-applicable = does not apply
state-suppressed = suppressed
state-withheld = withheld
state-unknown = unknown
state-insufficient-text = The inputs do not suffice to compute the number. It never means that all is well.
state-not-applicable-text = The question does not arise for this subject.
state-suppressed-text = The number exists and is hidden because it could reveal a person.
state-withheld-text = The holder of the data was asked and did not give the number.
state-unknown-text = Nobody has measured it, as far as the sources say.
finding-value = a number was computed
finding-flagged = a reason to review
finding-clear = looked for and not found

# Ranges and changes
rank-of = { $range } of { $of }
rank-marginal-text = Places this country may hold, judged by itself, with { $level }% confidence.
rank-simultaneous-text = Places that hold for all countries at the same time with { $level }% confidence; wider, and safe for comparing many.
confidence-interval = { $level }% confidence interval
verdict-rose = rose clearly
verdict-fell = fell clearly
verdict-not-clear = no clear change

# Front page
home-title = { $indicator }, { $edition }
home-changes-title = What changed clearly
home-changes-text =
    { $changes ->
        [one] { $changes } country
        *[other] { $changes } countries
    } of { $compared } changed by more than the uncertainty of both editions. For all others the data do not show a change.
home-changes-caption = Countries whose score changed clearly
home-explore-title = Explore
home-ranking-text = All countries with intervals and the places each may hold.
home-map-text = Colours that fade where the number is uncertain.
home-compare-text = Up to six countries over time.
home-methods-text = How every number is computed, with a worked case.
home-countries-title = Countries
home-data-title = Data
home-data-text = Everything shown here can be downloaded, with its hash and licence.

# Country
country-title = { $country }: { $indicator } { $edition }
country-lead = Edition { $edition } of the
country-score = Score
country-places = Place among countries
country-places-all = Place, all countries together
country-series-title = Over time
country-sources-title = What each source says
country-sources-text =
    { $count ->
        [one] The score rests on { $count } source.
        *[other] The score rests on { $count } sources.
    } Each number leads to the cell it was read from.
country-sources-caption = Sources for { $country }, { $edition }, on the scale of the index
country-change-title = Why the score changed
country-change-text = The parts add up to the difference. A change that comes from sources joining or leaving is not a change in the country.
country-change-caption = Parts of the change from { $from } to { $to }
country-robustness-title = How far it depends on single sources
country-capture-text = If one source were captured, the score could lie anywhere in the range in brackets:
country-without-caption = The score when one source is left out
country-compare = Compare with other countries

# Ranking, map, comparison
ranking-title = Ranking: { $indicator }, { $edition }
ranking-lead = Dots are means, whiskers their { $level }% confidence intervals. What the data say about the order stands in the ranges of places, not in the order of the rows.
ranking-table-title = Scores and places
ranking-caption = { $indicator } { $edition }: scores, intervals and possible places
ranking-left-out = Not in the ranking
map-title = Map: { $indicator }, { $edition }
map-lead-plain = Colours show the score alone. They hide how sure it is.
map-lead-uncertainty = Colours show the score and fade to grey where it is uncertain.
map-colours = Colours
map-colours-plain = Score only
map-colours-uncertainty = Score and uncertainty
map-places = Countries as
map-places-borders = With borders
map-places-tiles = One tile each
map-geometry = Borders from the file { $file }, SHA-256
compare-title = Compare countries: { $indicator }
compare-lead = Choose up to six countries. The address of the page keeps your choice.
compare-legend = Countries to compare
compare-slot = Country { $number }
compare-none = No country is chosen yet.
compare-table-title = Scores, { $edition }
compare-caption = Scores of the chosen countries, { $edition }

# Indicator
indicator-title = Indicator: { $indicator }
indicator-definition-title = Definition
indicator-states-title = When there is no number
indicator-sources-title = Sources
indicator-sources-caption = Sources of the indicator and their coverage
indicator-truth-title = Test against the known truth
indicator-truth-text = In this demonstration the true values are known because they were invented. The intervals promise to cover { $level }% of them; they cover
unit-percent = %

# Methods
methods-title = Methods
methods-lead = Each method is a folder anybody can read: text, parameters, citations and worked cases. These pages are made from it.
methods-caption = All methods of this observatory
method-title = Method: { $method }
method-formula-title = Formula
method-parameters-title = Parameters
method-parameters-none = The method has no parameters.
method-parameters-caption = Parameters, the years they hold for, and whether they were checked
method-citations-title = Citations
method-case-title = Worked case
verified-yes = checked against the source
verified-no = not yet checked
years-all = all years
years-from = since { $year }
years-to = until { $year }

# Observation
observation-kicker = Observation
observation-evidence-title = What it rests on
observation-evidence-none = This finding points to no cell of a source.
observation-evidence-text =
    { $count ->
        [one] { $count } cell entered the computation.
        *[other] { $count } cells entered the computation.
    } The hash names the exact file.
observation-evidence-caption = Cells of sources that entered the computation
observation-parameters-caption = Parameters of this run
observation-check-title = Check it yourself
observation-check-text = This command prints the same trail from the files on your own computer:
place-sheet-row = { $sheet }, row { $row }
place-line = line { $line }
place-line-column = line { $line }, column { $column }
place-file = whole file
place-computed = a parameter, or worked out; no place of its own
place-merged = merged from several releases; none of them says it alone

# Data set
dataset-title = Data set: { $dataset }
dataset-download-title = Download
dataset-files-caption = Files, sizes and hashes
dataset-columns-title = Columns
dataset-columns-caption = Columns of the data set
dataset-quality-title = Quality
dataset-read = Rows read
dataset-kept = Rows kept
dataset-rejected = Rows rejected
dataset-no-rejects = No row was rejected.
dataset-rejects-caption = Rows that could not be read, and why
dataset-more-rejects =
    { $count ->
        [one] { $count } more rejected row is not shown.
        *[other] { $count } more rejected rows are not shown.
    }

# Status
status-title = Status and versions
status-lead = Two readers who see the same run see the same numbers.
status-content = Published
status-sources-title = Source files
status-sources-caption = Source files, kept unchanged under their hashes
count-observations =
    { $count ->
        [one] { $count } observation
        *[other] { $count } observations
    }
count-countries =
    { $count ->
        [one] { $count } country
        *[other] { $count } countries
    }
count-methods =
    { $count ->
        [one] { $count } method
        *[other] { $count } methods
    }

# Facts about a thing
meta-identifier = Identifier
meta-unit = Unit
meta-method = Method
meta-editions = Editions
meta-see = See
meta-version = Version
meta-verified = Checked
meta-digest = Hash (SHA-256)
meta-subject = Subject
meta-period = Period
meta-state = State
meta-reason = Reason
meta-run = Run
meta-licence = Licence

# Columns of tables
column-country = Country
column-change = Change
column-difference = Difference
column-interval = Interval
column-editions = Editions
column-source = Source
column-code = Code
column-score = Score
column-part = Part
column-points = Points
column-left-out = Source left out
column-places = Places, by itself
column-places-all = Places, all together
column-publisher = Publisher
column-countries = Countries
column-method = Method
column-summary = What it finds
column-area = Area
column-version = Version
column-verified = Checked
column-parameter = Parameter
column-meaning = Meaning
column-value = Value
column-unit = Unit
column-years = Years
column-role = Role
column-file = File
column-place = Place
column-digest = Hash (SHA-256)
column-format = Format
column-bytes = Bytes
column-name = Name
column-type = Type
column-field = Field
column-problem = Problem
column-hint = What to do

# Plots
plot-provisional = provisional
plot-places = Possible places
plot-period = Period
plot-status = Status

# Headings of the method's own text
method-heading-finds = What it finds
method-heading-matters = Why it matters
method-heading-exclusions = What is left out
method-heading-source = Source
method-in-english = The details are taken from the program's own text.
