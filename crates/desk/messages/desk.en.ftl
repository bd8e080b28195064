# The desk's sentences. Names of fields, kinds and words stand in data/forms/words.toml.

## Frame
nav-desk = Desk
nav-waiting = Waiting for you
nav-act = Record something
nav-records = What is recorded
nav-audit = Who recorded what
nav-account = Your account
nav-who = Signed in as { $name }
nav-sign-out = Sign out
title-wrong = To correct: { $title }
page-next = Next page
word-yes = yes
language-en = English
language-kk = Kazakh
language-ru = Russian
language-fr = French
language-und = Language not named
missing-title = This is not at the desk
missing-text = There is no such record, or it is not for your role to see.
crowded-title = Too many files wait
crowded-text = Files that were sent and not recorded take all the room there is for them. They are removed a day after they came. Record what you have sent, or try again tomorrow.
trouble-title = The log cannot be asked now
trouble-text = Nothing was recorded. Whoever runs the observatory should read this sentence:

## Signing in
sign-in-title = Sign in to the desk
sign-in-lead = For staff, delegations and organisations with an account.
sign-in-button = Sign in
sign-in-help = You have lost your code or your password? Ask whoever runs the observatory for a new first sign-in.
field-account = Account
field-password = Password
field-code = Code
help-code = Six digits from your authenticator, or one of your recovery codes
field-current-password = Present password
field-new-password = New password
field-again = The new password again
field-first-code = The first code that it shows
help-password = At least 12 characters; a sentence is good. Nothing else is asked of it.
token-title = First sign-in
token-lead = Welcome, { $name }. Set a password and a second factor; this page works once.
token-factor = Second factor
token-factor-text = Read the picture with an authenticator program or type the secret into it, then type the code that it shows.
token-secret = Secret
token-uri = The same as an address
token-button = Open my account
codes-title = Your recovery codes
codes-lead = Each works once, when your authenticator is lost. They are shown only now: write them down or print them.
codes-on = I have kept them: go to the desk
account-title = Your account
account-name = Name
account-actor = You record for
account-no-actor = nobody: you can read and not record
account-codes = Recovery codes left
account-password = Change the password
account-password-button = Change the password
account-sessions = Where you are signed in
account-everywhere = Sign out everywhere
session-begun = Since
session-seen = Last used
session-here = This one
account-keys = Keys for programs
key-name = What the key is for
key-created = Made
key-ends = Valid until
key-revoke = Revoke
key-revoke-button = Revoke { $name }
key-make = Make a key
key-new = The new key is shown only now:
problem-denied = Account, password or code are not right.
problem-wait = Too many tries. Wait a little and try again.
problem-short = The password is shorter than 12 characters.
problem-common = This password is among those that everybody tries first.
problem-different = The two passwords differ.
problem-code = The code is not right. Check the clock of your device and try the next one.
problem-token = This first sign-in was used already or has expired. Ask for a new one.
problem-session = You were signed out because nothing happened for a while.
problem-other = That did not work. Try again.
done-password = The password is changed.
done-key = The key is made.
done-revoked = The key is revoked.

## Acts
acts-lead = What you record is signed, stays for ever and can be corrected, never deleted.
acts-none = Your roles record nothing. You can read what is recorded.
acts-no-actor = Your account records for nobody: the log does not know its actor. Ask the secretariat to register it.
acts-as = As { $roles }
acts-training = A training or an event: a measure whose participants are counted
acts-not-offered-title = Not for your role
acts-not-offered = “{ $act }” is for: { $roles }. Nothing was recorded.
approve-reason = approved
training-form = training
training-lead = A training or an event is a measure: its form of completion says so, and its participants are recorded as value of an indicator of its result (numerator: who took part; denominator: who was to take part).
form-required = required
form-required-one = at least one language
form-choose = — choose —
form-decide = First say of what kind it is. The form then asks only for what belongs to that kind.
form-decide-again = Another kind
form-authoritative = Which text counts
form-authoritative-help = The language of the authoritative text, if one is
form-rare = { $count ->
    [one] One more field, seldom needed
   *[other] { $count } more fields, seldom needed
}
form-find = A part of the name or of the identifier
form-find-button = Look up
form-find-help = { $count ->
    [one] There is one record.
   *[other] There are { $count } records. Look up the one you mean.
}
form-find-none = No record has these words.
form-find-many = { $count ->
    [one] One record has these words.
   *[other] { $count } records have these words; the first stand below. One more word makes the list shorter.
}
form-find-found = { $count ->
    [one] One record has these words; it stands below.
   *[other] { $count } records have these words; they stand below.
}
form-find-empty = Nothing is chosen yet.
form-row = Row { $count }
form-more-rows = More rows
form-file-legend = File
form-file = Choose a file
form-file-other = Another file instead
form-file-most = At most { $size }.
form-file-kept = It is kept as it is, under its SHA-256; who may read this record can download it.
form-file-digested = Only its SHA-256 is recorded; the file itself is not kept.
form-file-came = has come and goes with this form
form-file-without = Do without this file
form-file-digest = Or the SHA-256 of the file
form-file-digest-help = 64 digits and letters a to f, when the file itself is kept elsewhere
form-toml-file = A TOML file
form-toml-file-help = It takes the place of the text below. Preview shows what was read and names the line of each mistake.
size-bytes = { $size } bytes
size-kb = { $size } kB
size-mb = { $size } MB
form-event = About this record
form-recorded-for = It is recorded for { $actor }.
form-preview = Preview
form-correct = Correct: { $kind }
form-correct-lead = The earlier record stays visible in the history, struck, with your reason.
form-approve = Approve the measure
form-approve-lead = Another proposed this measure. Approving changes nothing else in it.
form-see-recorded = See what is recorded
form-problems = { $count ->
    [one] One thing is not right
   *[other] { $count } things are not right
}
preview-title = Preview: { $title }
preview-lead = Nothing is recorded yet. Read it once more.
preview-warnings = { $count ->
    [one] One thing is odd, and not refused
   *[other] { $count } things are odd, and not refused
}
preview-record = Record
preview-edit = Change

## What is wrong with a form
fault-required = This must be filled in.
fault-day = This is not a day of the calendar: write it as 2026-03-31.
fault-partial = This is no date: write 2026, 2026-03 or 2026-03-31.
fault-country = Write two capital letters, such as KZ.
fault-number = This is not a number: digits, with a decimal point.
fault-whole = This is not a whole number: digits only.
fault-digest = This is not a SHA-256: 64 digits and letters a to f.
fault-file-large = The file is larger than is taken here. Send a smaller one, or give the SHA-256 and keep the file elsewhere.
fault-file-gone = The file is not waiting any more: it was recorded, or a day has passed. Choose it again.
fault-toml-file = This file is no text, or larger than a megabyte.
fault-pair = Write one pair a line, as name = value, each name once.
fault-ratio = Give either one number, or both numerator and denominator.
fault-authoritative = The text that counts is missing in the language you chose for it.
fault-toml-line = Line { $line }, column { $column }:
fault-toml-field = Line { $line }, column { $column }, field { $field }:
fault-toml-one = A form records one at a time: leave one table with this heading.
fault-field-missing = Something is missing:
fault-word-unknown = This is not one of the words that can stand here:
fault-value-unreadable = This cannot be read:
fault-provision-absent = The library of law does not have this provision on that day. Have it imported, or give its SHA-256.

## Rules of the log
rule-S1 = Who implements a measure does not set its status: the analyst of the coordinating body does.
rule-S2 = You recorded a notice or evidence that this status rests on. Somebody else must set the status.
rule-S3 = A measure is implemented only when there is a result notice and at least one piece of evidence.
rule-S4 = Verdicts and reports are recorded by the secretariat, citing the plenary or the reference, or by the plenary; rapporteurs record drafts.
rule-S5 = A state does not report on itself.
rule-S6 = Only the head of the delegation of the evaluated state authorises publication.
rule-S7 = A notice is signed by a validating authority that is not its author.
rule-S8 = Who proposed a measure does not approve it.
rule-S9 = Organisations and the public record shadow reports and comments, and evidence on them.
rule-S10 = You can use only the roles and the body that the log gives you today.
rule-C1 = This is recorded already; nothing was recorded twice. To change it, correct the record.
rule-C2 = A record is corrected by the role that recorded it, or by the secretariat.
rule-R1 = This refers to something that is not recorded.
rule-T1 = A report is adopted, then authorised, then published.
rule-T2 = The reports of an evaluation follow one another in the order of the procedure.
rule-T3 = The end is before the beginning.
rule-T4 = This verdict and this report, recommendation or part do not belong together.
rule-T5 = This day is in the future; facts of the future cannot be recorded.

## First page
queue-lead = { $count ->
    [0] Nothing waits for you.
    [one] One thing waits for you.
   *[other] { $count } things wait for you.
}
queue-what = What
queue-who = By
queue-when = Date
queue-next = Next step
queue-why = Why
queue-sign = Notices awaiting your signature
queue-approve = Measures awaiting approval
queue-status = Notices awaiting a status
queue-recommendations = Recommendations due
queue-measures = Measures due
queue-review = Items that need review
queue-drafts = Draft verdicts awaiting adoption
queue-reports = Reports awaiting leave to publish
queue-outside = New shadow reports and comments
queue-window-open = review until { $date }
queue-window-next = review from { $date }
queue-overdue = overdue since { $date }
queue-due = due by { $date }
queue-read = Read
queue-adopt = Record as adopted
queue-all = All { $count }

## Records
records-caption = Kinds of records
records-kind = Kind
records-count = Records
records-name = Name
records-key = Identifier
records-none = Nothing of this kind is recorded.
record-actor = Recorded by
record-effective = Holds since
record-shell = The recommendation is numbered; its text is not recorded.
record-corrected = { $count ->
    [one] Corrected once; the earlier version stands in the history.
   *[other] Corrected { $count } times; the earlier versions stand in the history.
}
record-acts = What you can do here
record-voices = Three authors
record-review = Needs review
record-others = What was sent in
record-evidence = Evidence
record-file = The file
file-get = Download the file
file-who-all = Whoever reads this record at the desk can download it.
file-who = Only those for whom this record is can download it.
file-not-published = It stands neither on public pages nor in packages.
file-trouble = The file cannot be given
file-missing = The record names a file that is not beside the log any more. Tell whoever runs the observatory.
file-changed = The bytes beside the log are not those that were recorded, so they are not given. Tell whoever runs the observatory.
file-verify = This command names every such file:
record-history = History
record-verify = Verify this record
done-recorded = Recorded as event { $event }.
voice-claim = The implementer says
voice-status = The analyst judges
voice-verdict = The organ decided
voice-none = Nothing yet.
voice-signed = signed by the validating authority
voice-unsigned = not signed yet
voice-withdrawn = withdrawn
others-caption = Information of the state, shadow reports and comments
others-what = Text
others-kind = Kind
others-by = Sent by
others-received = Received
evidence-caption = Evidence and whether it still shows what it showed
evidence-what = Evidence
evidence-kind = Kind
evidence-on = On
evidence-now = Today
evidence-fine = unchanged as far as is known
texts-missing = There is no text in this language.
texts-authoritative = this text counts
reason-provision_changed = the provision has another text
reason-provision_repealed = the provision is repealed or gone
reason-provision_not_in_force = the provision never came into force
reason-expired = the evidence held only until a day that is past
reason-observed_changed = it looks different now
reason-finding_changed = the latest run of the finding gives something else
reason-reopened = the recommendation was put in question again
reason-since = since { $date }
history-event = Event { $event }
history-who = { $actor } as { $role }, recorded { $at }, holds since { $effective }
history-reason = Reason for the replacement
history-replaced = replaced by a later record
history-show = Show this version

## Audit
audit-lead = Every event of the log, latest first. Nothing is changed or deleted.
audit-actor = Recorded by
audit-kind = Kind
audit-key = Record
audit-all = All
audit-show = Show
audit-caption = Events
audit-event = Event
audit-at = Recorded at
audit-effective = Holds since
audit-role = Role
audit-signer = Signed with key
audit-hash = Hash
audit-source = Known from
audit-corrects = Reason for the replacement
audit-older = Older events
audit-none = No event fits.
audit-record = The record
audit-changes = What changed
audit-changes-caption = Field by field, beside the version before
audit-field = Field
audit-before = Before
audit-now = Now
audit-change = Change
audit-same = same
audit-added = added
audit-removed = removed
audit-changed = changed
audit-first = This is the first record with this identifier.
audit-withheld = This record is not for your role to see.
audit-raw = As the log writes it
audit-verify = Verify this event
audit-verify-text = In a copy of the observatory's files the first command prints the event as it was signed, the second checks every line, the chain of hashes, all signatures and the files of evidence. The same hashes stand there as here, or one of the two is not the log.
audit-events = Events in the log now
audit-head = Hash of the last event
