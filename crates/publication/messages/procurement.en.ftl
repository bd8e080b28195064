# What pages say about procurement. Every key is here, and in the files of the other languages, with the same variables.

area-procurement = procurement
proc-nav-flags = Red flags
proc-nav-screens = Screens of bid rigging
proc-nav-coverage = What the data allow
proc-caution = A flag is a reason to review, not a finding of wrongdoing: most flagged processes have an innocent explanation. Whoever is concerned may answer, and the answer is published here.
proc-person = natural person
proc-tender-lead = Reasons to review: { $flagged }; flags in all: { $all }.
proc-flagged-title = Reasons to review
proc-flagged-caption = What was flagged, and where it stands
proc-flagged-none = No flag that could judge is a reason to review this process.
proc-own-none = Nothing was flagged here beyond single processes.
proc-insufficient-title = Could not be judged
proc-clear-title = Looked for and not found
proc-not-applicable-title = Does not apply
proc-answer-title = Right of reply
proc-answer-text = Buyers and bidders can correct the published data at their source, or send an answer to the publisher of this observatory; both are shown with the next assessment.
proc-bids-title = Bids
proc-bids-caption = Bids as published
proc-bids-none = The publisher gives no bids.
proc-won = awarded
proc-screens-caption = Price screens of this tender
proc-screens-text = Honest bids scatter with the costs of the firms; bids that cover an agreed winner stand close together, and the lowest stands alone. Benchmark: coefficient of variation below 0.06 and relative distance above 1.
proc-risk-title = Corruption Risk Index
proc-risk-caption = Known signs of closed competition, from 0 to 1
proc-risk-text = The mean of the signs that are known. The range says what it can be whatever the unknown ones are. It ranks where to look first and is no finding about anybody.
proc-risk-column-sign = Sign
proc-processes-title = Processes
proc-processes-caption = Processes, those with most reasons to review first
proc-suppliers-title = Suppliers
proc-buyer-lead =
    { $n ->
        [one] { $n } process
        *[other] { $n } processes
    } of this buyer.
proc-supplier-lead = Processes with a bid: { $n }; awarded: { $wins }.
proc-market-lead =
    { $n ->
        [one] { $n } process
        *[other] { $n } processes
    } with items of this class.
proc-market-heading = Market { $market }
proc-market-below = Share of tenders below the benchmark of bid rigging:
proc-count-flags =
    { $n ->
        [one] { $n } flag
        *[other] { $n } flags
    }
proc-count-awards =
    { $n ->
        [one] { $n } award
        *[other] { $n } awards
    }
proc-flags-title = Red flags in procurement
proc-flags-lead = { $n } flags over { $processes } contracting processes, each in four states.
proc-flags-text = Missing data never count as clear. The base rate is the share flagged among the subjects a flag could judge; above a quarter a flag tells nobody apart and says so.
proc-flags-caption = Flags by state
proc-flag-title = { $flag } · what was flagged
proc-flag-none = Nothing was flagged.
proc-flag-more = The first { $shown } of { $all } are shown; all are in the findings.
proc-late-title = How much of this is time zone
proc-late-text = A date without a time zone leaves open when a bid came. The first table says how many processes would be flagged if such dates were read at each offset from UTC, the second how many winning bids came in each hour before (−) or after the deadline. Look at both before anybody is named.
proc-late-offsets-caption = Processes flagged at each offset
proc-late-hours-caption = Processes by the hour of the winning bid; 48 stands for what lies beyond
proc-column-offset = Offset from UTC
proc-column-hour = Hours after the deadline
proc-to-method = How it is computed
proc-non-discriminating = fires too often to tell anybody apart
proc-coverage-lead = For every flag the share of each publisher’s processes that it could judge. Where it is low, the data are silent, and silence is not innocence.
proc-coverage-caption = Share of processes that could be judged
proc-screens-title = Screens of bid rigging
proc-markets-title = Markets
proc-markets-caption = Markets by the share of tenders below the benchmark
proc-groups-title = Groups of firms
proc-groups-caption = Firms that meet again and again
proc-groups-none = No group of firms keeps to itself.
proc-judged-title = How well the planted cartel is found
proc-judged-text = In this invented world it is known who colludes. Precision is the share of what was planted among what was found, recall the share of what was planted that was found; intervals at 95 %.
proc-rates-title = How often flags fire where nothing was planted
proc-rates-text = A flag that fires as often on clean processes as on the cartel’s says nothing about cartels.
proc-rule-tenders = Price benchmark, by tender
proc-rule-firms = Group of firms, by firm
proc-rule-markets = Exchange test, by market
proc-rule-pairs = Exchange test, by two firms
proc-rule-firm-tests = Exchange test, by firm
proc-markets-text = p is the exact probability of so many tenders below the benchmark if tenders were exchanged at random with tenders of as many bids in all markets; q is p adjusted for the number of markets. Concentration is that of R051, rotation the adjusted probability of R057.
proc-markets-none = No market has a tender with enough comparable bids.
proc-pairs-title = Firms that meet in tenders below the benchmark
proc-pairs-text = Flagged: { $flagged } of { $tested } tested pairs of firms. Their common tenders are held against tenders of the same market with as many bids.
proc-lots-title = All screens, lot by lot
proc-lots-text = { $n } lots are below the benchmark; shown are { $shown }, those with the least spread first. cv_3 and cv_4 are the least values over three and over four of the bids, which show a cartel that did not win everybody over.
proc-lots-none = No lot is below the benchmark.
proc-clean-worlds-title = How often the screens fire where nobody colludes
proc-clean-worlds-text = The same generator, other seeds, nothing planted: every flag is a false one. Markets, pairs and firms of one world hang together, worlds do not: the share of worlds in which anything is flagged is the false discovery rate to hold against the nominal one. The benchmark of single tenders and the groups have no nominal rate; the groups are held against the same.
proc-column-units = Flagged
proc-column-low-p = p up to the nominal rate, before adjustment
proc-column-worlds = Worlds in which anything is flagged
proc-nominal = Nominal rate
proc-all-markets = All markets
proc-per-cent = Share, %
proc-not-tested = not tested
proc-column-hhi = Concentration (HHI)
proc-column-rotation = Rotation
proc-byte = byte { $at }
proc-column-flag = Flag
proc-column-why = Why
proc-column-evidence = Place in the release and value
proc-column-bidder = Bidder
proc-column-price = Price
proc-column-status = Status
proc-column-day = Day
proc-column-buyer = Buyer
proc-column-estimate = Estimate
proc-column-procedure = Procedure and status
proc-column-submission = Submission
proc-column-award = Award
proc-column-market = Market
proc-column-screen = Screen
proc-column-with = With
proc-column-process = Process
proc-column-rate = Base rate
proc-column-below = Below the benchmark
proc-column-members = Members
proc-column-exclusivity = Exclusivity
proc-column-rule = Rule
proc-column-precision = Precision
proc-column-recall = Recall
proc-column-false = False alarms
proc-column-clean = Nothing planted
proc-column-cartel = Planted cartel
proc-reason-missing = not published: { $fields }
proc-reason-unreadable = cannot be read: { $fields }
proc-reason-never-published = this publisher never publishes: { $fields }
proc-reason-few = fewer than { $n } to compare
proc-reason-cancelled = the tender was cancelled or withdrawn
proc-reason-excluded = the procedure is excluded by the settings
proc-reason-method = another kind of procedure
proc-reason-stage = the stage is not reached yet
proc-reason-none = there is no such object
proc-reason-timezone = depends on a time zone that is not published
proc-reason-currency = several currencies, no rates
proc-reason-negative = the period ends before it begins
proc-reason-copied = the publisher copies this date from another field
proc-reason-winner = the winner’s bid is not among the bids
proc-reason-threshold = no threshold of the law is set
proc-reason-version = only one version is published
proc-reason-language = the texts are in a language whose words are not known
proc-reason-register = there is no register to look it up in
proc-reason-several = several awards, no single winner
proc-reason-lowest = the lowest bid did not win
proc-reason-lots = one price for several lots
proc-reason-few-tenders = too few tenders to test
proc-reason-off = switched off
proc-reason-not-built = this flag is not computed yet
proc-reason-none-judged = nothing could be judged
proc-reason-components = fewer than half of the signs are known
proc-reason-concentrated = the market is concentrated
unit-subjects = subjects
unit-amendments = amendments
unit-awards = awards
unit-bidders = bidders
unit-bids = bids
unit-changes = changes
unit-characters = characters
unit-classes = classes
unit-complaints = complaints
unit-contacts = contacts
unit-contracts = contracts
unit-documents = documents
unit-findings = findings
unit-firms = firms
unit-hours = hours
unit-index = index (0–1)
unit-milestones = milestones
unit-organisations = organisations
unit-owners = owners
unit-pairs = pairs
unit-processes = processes
unit-questions = questions
unit-shareholders = shareholders
unit-tenders = tenders
unit-items = items
