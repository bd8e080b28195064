# What the pages of an observatory say about its findings. Every key is also in the Kazakh and the Russian file.

column-register = Register

# The index of an invented world
indicator-synthetic = Perception index of a synthetic world
synthetic-title = {$title} (demonstration, invented data)

# Units
unit-points = points (0–100)
unit-places = places
unit-sources = sources
unit-countries = countries
unit-share = share (0–1)
unit-probability = probability (0–1)
unit-percentile = percentile (0–100)
unit-standard-deviations = standard deviations
unit-per-cent = per cent

# Reasons
reason-too-few-sources = Fewer sources cover the country than the index demands.
reason-edition-without-rules = The publisher's rules for this edition are not known.
reason-rose = The common sources rose by more than noise and more than a changed scale explains.
reason-fell = The common sources fell by more than noise and more than a changed scale explains.
reason-no-clear-change = The difference is not larger than what chance produces among so many countries.
reason-no-common-source = No source covers the country in both editions.
reason-too-few-common-sources = Fewer than three sources cover the country in both editions, too few for a test.
reason-scored-in-one-edition = The country has a score in one of the two editions only.
reason-map-changed = The way from the source's own scale to the index changed, although the source's scale did not.
reason-map-kept = The way from the source's own scale to the index is that of the edition before.
reason-levels-changed = Many countries stand on scores that the source did not give before: its scale or its categories changed.
reason-levels-kept = The source gives the same few scores as in the edition before.
reason-first-map = There is no earlier edition to compare with.
reason-too-few-rows = Too few countries to fit the source's scale.
reason-sources-not-published = The sources were not published, so the uncertainty cannot be computed.
reason-no-source = No usable source covers the unit.
reason-no-fit = The model cannot be fitted to this group.
reason-no-interval = There is no interval to judge.
reason-all-rows = Computed from all rows of the registers.

# Front page
home-summary = Countries' scores with the uncertainty that the sources support: intervals, ranges of places instead of ranks, and changes only where they are more than noise. Every number links to the cells it was computed from.
home-headline-places = place { $best }–{ $worst } of { $of }
home-headline-rose = Countries that clearly rose
home-headline-fell = Countries that clearly fell

# Figures
country-series-figure = { $country }: { $indicator }
compare-figure-title = Mean of the sources over the editions
ranking-figure-title = Mean of the sources, { $edition }
map-figure-title = Mean of the sources on the tile map, { $edition }
map-disclaimer = One tile a country, in an order of its own. The tiles show no borders and take no position on any.
map-borders-title = Mean of the sources on the map, { $edition }
map-borders-note = The wider the interval, the fewer colours a country can have: an uncertain value fades to grey. Countries too small to be seen are squares; those that the file of borders lacks stand as tiles under the map.
figure-series-note = The line is the mean of the sources, the band its 90 % interval from the spread of the sources. The line is cut where the scale of a source changed: editions on either side are not comparable.
figure-ranked-note = Dots are means, whiskers their 90 % intervals from the spread of the sources. Countries whose whiskers overlap cannot be told apart by eye; the range of places says what the data exclude.
figure-map-note = The wider the interval, the fewer colours a tile can have: an uncertain value fades to grey.
figure-map-uncertainty = Width of the { $level } % interval
figure-break = { $count ->
    [one] scale changed: { $sources }
   *[other] scales changed: { $sources }
}
figure-coverage-title = How often each interval holds the truth
figure-coverage-note = In this invented world the true levels are known. Dots left of the line belong to intervals that promise more than they give.
figure-coverage-nominal = promised

# Kinds of intervals
coverage-published = interval as the publisher computes it
coverage-t = t interval from the sample standard error
coverage-jackknife = range with one source left out
coverage-rank = rank set for the country alone
coverage-rank-simultaneous = rank sets for all countries at once

# Data sets
dataset-licences = The sources keep their own licences and are not redistributed.
field-finding = Name of the finding
field-measure = What was measured
field-subject = What it is about
field-period = Period
field-state = State: value, flagged, clear, insufficient, not_applicable, withheld
field-value = The number; empty when there is none
field-low = Lower end of its interval
field-high = Upper end of its interval
field-reason = Reason for the state

# Status
status-values = Findings with a number
status-flagged = Findings that flag something
status-clear = Findings that found nothing
status-insufficient = Findings whose data do not suffice
status-not-applicable = Findings that do not apply

# Ranks from published tables
country-published-title = Places in published tables
country-published-caption = Places computed from published scores alone; countries with the same score share them
country-published-places = Places (with ties)
country-published-step = Places gained
country-published-text = These places follow from the published scores and nothing else. Countries with the same score share several places. How sure a step is cannot be said without the sources; its worth in points is shown beside it. Editions before 2012 use a scale from 0 to 10.
