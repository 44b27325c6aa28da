### Words of the interface. Every key here exists in every language.

## Frame of the page
skip-to-content = Skip to content
demo-banner = Demonstration data of a province that does not exist. Not for use as figures.
footer-nav = About this site
look = Text size and colours
smaller = Smaller text
normal-size = Normal text
larger = Larger text
contrast = High contrast
theme-auto = As the device
theme-light = Light
theme-dark = Dark
to-home = To the first page

## First page
home-title = How satisfied are people?
home-lead = Answer a questionnaire where you were served, or see the results of each place. Anyone can look and check.
home-answer = Answer a questionnaire
home-see = See results
home-find = Find a unit (diacritics do not matter)
home-none-found = No unit has a name like that.
find = Find
unit-ended = (former unit)
code-label = The code on the sheet with the QR picture
code-hint = Six letters and digits, for example k7m2xp. Capitals or not, both work.
code-open = Open

## Questionnaire
survey-who = { $owner } asks for your view; it takes { $minutes }. It is anonymous and voluntary: skip any question you like.
minutes =
    { $n ->
        [one] about a minute
       *[other] about { $shown } minutes
    }
privacy-link = What is kept
required = (needed)
only-if-applies = Answer only if this applies to you.
at-most = Choose at most { $most }.
scale-1 = Very dissatisfied
scale-2 = Dissatisfied
scale-3 = Neutral
scale-4 = Satisfied
scale-5 = Very satisfied
no-opinion = Not used / no opinion
sector-title = Field
sector-question = Which field was your procedure in today?
consent-without = Unless you tick this, the answers below are not kept.
assisted = Someone helped me to fill this in
send = Send
sending = Sending… (press again if it takes long)
next = Next
back = Back
step-of = Part {"{n}"} of {"{total}"}
draft-restored = Your earlier answers were kept on this device.
draft-start-over = Erase and start over

## What to put right
problems-title = Please look again
problems-kept = Your answers were not sent yet. Everything you filled in is still here.
problem-not-stored = The system is busy and could not store your answers yet. Please wait a moment and press send again; however often you send, it counts once.
problem-crowded = Very many people are sending answers here at the same time, so yours could not be stored yet. Please wait a moment and press send again; however often you send, it counts once.
problems-tab = Please look again: { $title }
problem-nothing = Nothing is answered yet. Please answer at least one question.
problem-missing = This question needs an answer.
problem-not-offered = Please choose one of the answers offered.
problem-more-than-one = Please choose only one.
problem-too-many = Please choose at most { $most }.
problem-not-a-number = Please write a number from { $least } to { $greatest }.
problem-too-long = Longer than { $longest } characters. Please shorten it.

## Thanks
thanks-title = Thank you!
thanks-stored = Your answers are stored.
thanks-what-next = They are added to the results of { $unit }, without anyone's name.
thanks-results = See the results of this place

## What cannot be done
point-unknown-title = There is no such questionnaire
point-unknown = This code is not known here. Please look at the sheet with the QR picture again; letters that are easily confused, such as O, I, L and S, are never used.
not-yet-title = Not open yet
not-yet = This survey begins at { $time } on { $date }. Please come back then.
closed-title = This survey has ended
closed = It ended at { $time } on { $date }, so no more answers are taken. Thank you for your interest.
closed-results = See results
conflict-title = Your answers were stored before
conflict = This questionnaire was sent earlier with other answers. What was sent first is kept; nothing was added now.
conflict-again = Open a new questionnaire
bad-form-title = What was sent cannot be read
bad-form = What was sent does not look like the form of this page, so nothing was stored. Please open the questionnaire again and answer there.
bad-form-fields = Unknown fields: { $fields }
too-large-title = What was sent is too large
too-large = It is longer than allowed, so nothing was stored. Please shorten what you wrote.
too-slow-title = Sent too slowly
too-slow = It did not arrive in full in the time allowed, so nothing was stored. Please check the connection and send it again; your answers are kept on this device.
address-too-long-title = The address is too long
address-too-long = This address is longer than any here. It may have been mistyped or copied wrongly.
wrong-type-title = Sent in the wrong way
wrong-type = Answers are taken from the form on this page only, so nothing was stored.
from-elsewhere-title = Sent from another site
from-elsewhere = Only what is sent from the pages of this site is taken, so nothing was stored or changed. Please open the page here and send it again.
not-found-title = There is no such page
not-found = This address does not exist. It may have been mistyped, or the page has moved.
wrong-method-title = This cannot be done here
wrong-method = This page does not take such a request.
unavailable-title = Not available at the moment
unavailable = The system is busy or has a fault. Your answers were not stored. Please try again in a few minutes; they are kept on this device.
bad-filter-title = This filter is not understood
bad-filter = Something in the filter of this address does not exist. Please choose again.

## Results
results-title = Results
results-none = There are no answers for this choice yet.
as-of = As of { $time }, { $date }.
filter-unit = Unit
filter-period = Period
filter-campaign = Survey
filter-sector = Sector
filter-mode = Way of answering
filter-all-sectors = All sectors
filter-all-modes = All ways
mode-phone = On one’s own phone
mode-kiosk = On a screen at the service centre
mode-interviewer = Interviewed
mode-paper = On paper
mode-link = By a link that was sent
part-choose = Look at single factors of the questionnaire
part-only = Only: { $part }
part-all = Show the whole index
filter-all-units = All units
filter-all-periods = All time
filter-all-campaigns = All surveys
filter-apply = Show
period-year = { $year }
period-quarter = Quarter { $quarter }, { $year }
period-month = Month { $month }, { $year }
measure-survey = Random-sample surveys
measure-survey-lead = Respondents were drawn at random, so the results speak for everyone, with a margin of error.
measure-feedback = Feedback at the place of service
measure-feedback-lead = Anyone who just used a service and wants to speak answers, by QR code, screen or link. This is the view of those who answered.
measure-administrative = Rates reported by other systems
measure-administrative-lead = Dossiers without a complaint divided by all dossiers. Silence counts as satisfied, so they cannot be compared with the two kinds of figures above.
panel-title = { $title } (version { $version })
formula = Formula:
formula-pooled-top-two-box = share of satisfied answers, all questions pooled
formula-mean-of-item-shares = mean of each question's share of satisfied answers
formula-weighted-factors = weighted mean of the factors
formula-mean-score = mean score on a scale of 0–100
formula-weighted = weighted
chart-title = { $title }: satisfaction by sector against the target
chart-description = Each bar is a sector, from 0 to 100 per cent; the upright line is its target; a hatched bar falls short of it; the thin line across is the confidence interval. The table below has the same numbers.
target-bases = Targets are set by:
column-sector = Sector
column-unit = Unit
column-year = Year
column-share = Satisfied
column-target = Target
column-distance = Distance (points)
column-interval = 95 % interval
column-verdict = Verdict
column-respondents = Respondents
column-valid = Valid answers
column-satisfied = Satisfied answers
column-rate = Reported rate
column-without-complaint = Without complaint
column-dossiers = All dossiers
column-source = Source
verdict-met = Met
verdict-missed = Missed
verdict-not-enough = Not enough evidence
no-answers = No answers yet
hidden-short = Hidden
hidden-too-few = Hidden: fewer than { $minimum } respondents
hidden-would-reveal = Hidden: showing it could reveal another hidden figure
why-self-selected = No interval and no verdict: people chose to answer, and nobody knows whom they stand for.
why-too-few = Too few respondents for an interval
why-not-publishable = Too few respondents, or too wide an interval, to publish an interval and a verdict
why-formula = This formula has no interval yet
methods-link = Explanation
respondents =
    { $n ->
        [one] { $shown } respondent
       *[other] { $shown } respondents
    }

## Methods
methods-title = How the figures are made
methods-lead = Every figure on the results page is made exactly as follows. Anyone can download the numbers and compute them again.
methods-scale-title = The scale and the denominator
methods-scale = Each question has five points, from 1 (very dissatisfied) to 5 (very satisfied). Points 4 and 5 count as satisfied. Questions left blank and answers "not used / no opinion" are not in the denominator: they make the percentage neither higher nor lower. A respondent is a person with at least one valid answer.
methods-pooled = All answers 4 and 5 to all questions of the index, divided by all answers 1 to 5 to those questions. For example: 10 people answer 6 questions, which makes 60 answers, 48 of them satisfied: 48 ÷ 60 = 80 %.
methods-items = The share of satisfied answers to each question, then the mean of these shares. Each question weighs the same, however many people answered it.
methods-factors = The pooled share of each factor, multiplied by the factor's weight in the questionnaire, added up. The weights add up to 1.
methods-score = The mean of the answers 1 to 5, less 1, divided by 4: point 1 becomes 0, point 5 becomes 100. This is a score, not a share of satisfied people.
methods-weights-title = Weights
methods-weights = In a household survey, villages (clusters) are drawn in each kind of area (stratum), and households in each village. So a person who was asked may stand for 20 people in one place and for 180 in another: that is the person's weight. The percentage counts every answer times the weight of the person who gave it. Numbers of respondents and answers remain plain counts; therefore satisfied answers divided by valid answers do not give exactly the weighted percentage.
methods-target-title = Target
methods-target = Each locality sets its own targets, with the decision they rest on. Some say "at least 80 %" (≥), others "over 80 %" (>); the sign is kept. A unit without a target of its own has that of the nearest level above. The distance is the percentage less the target, in percentage points.
methods-interval-title = Interval
methods-interval = Only random-sample surveys have one. Asking another sample would give a slightly different number; the 95 % confidence interval says where the true number may lie. Method: Clopper-Pearson for a simple random sample. Where one person answers several questions, the answers of that person are alike, so the sample size is first reduced accordingly (Korn-Graubard, each person a cluster). Where the sample was drawn by strata and clusters, people of one village are alike as well: the variance comes from strata, clusters and weights (Taylor linearisation, first-stage clusters drawn with replacement), and the degrees of freedom are the clusters less the strata that have respondents. In a stratum with a single cluster, that cluster is compared with the mean of all clusters, which makes the interval wider, not narrower. For one unit or sector, the whole sample stays in the computation. The ends are rounded outward.
methods-verdict-title = Met or missed
methods-verdict = "Met" when even the lower bound (one-sided, 95 %) reaches the target. "Missed" when even the upper bound stays below it. Otherwise "not enough evidence": the sample is small for the distance to the target. So, when the true number is exactly at the target, at most 5 verdicts in 100 say "met" by mistake.
methods-published-title = When the interval and the verdict are not published
methods-published = By the standard of NCHS (United States, 2017): with fewer than 30 respondents; when the whole sample is worth fewer than 30 people drawn at random; when the interval is 30 percentage points wide or more, or wider than 5 points and than 130 % of the percentage. The percentage is still given, but nothing should be concluded from it.
methods-self-selected-title = Why feedback has no verdict
methods-self-selected = Whoever scans a QR code or touches a screen chose to answer. The very angry and the very pleased answer more often. No computation tells whom they stand for, so a "margin of error" would mislead. The number of respondents and the percentage still help to see where to look.
methods-administrative-title = Rates reported by other systems
methods-administrative = By Decision 766/QĐ-TTg, a dossier without a complaint counts as satisfied. As most people complain about nothing, this rate is usually 98–100 %. It measures something else, so it always stands apart and never in the same chart.
methods-hidden-title = Hidden figures
methods-hidden = Fewer than { $minimum } respondents are hidden, so that nobody can guess what one person answered. Sometimes another figure must be hidden as well, because subtracting from the total would give the one to be kept.
methods-sources-title = Sources
methods-sources = Clopper, Pearson (1934), Biometrika 26; Korn, Graubard (1998), Survey Methodology 24; Binder (1983), International Statistical Review 51; the NCHS data presentation standards for proportions (2017). The program's source is open, with reference values computed by R.

## Privacy
privacy-title = Privacy
privacy-lead = The questionnaire asks for no name, telephone number or papers, and the system keeps none of them with the answers.
privacy-kept-title = What is kept
privacy-kept = The answers, the place of answering (the code of a counter or a sheet), the unit and sector judged, the way of answering (phone, screen, interview, paper, link), the language, whether someone helped, and the time of sending.
privacy-not-kept-title = What is not kept
privacy-not-kept = No network address, no trace of the device, no name, telephone number or location is kept with the answers. A random number makes sure that a form sent twice counts once; it leads to no one. Please do not write names or telephone numbers in the comment.
privacy-device-title = On your device
privacy-device = While you fill in the form, your answers are kept on your device so that a lost connection loses nothing; they are erased as soon as they are sent. A cookie remembers language and text size; there is no tracking cookie, and nothing is loaded from elsewhere.
privacy-sensitive-title = Sensitive questions
privacy-sensitive = Questions such as ethnicity are asked only if you tick your consent yourself. Unless you tick it, nothing of them is kept.
privacy-small-title = When published
privacy-small = Places with few respondents are not published by themselves, so that nobody can guess what one person answered.
privacy-rights-title = Your rights
privacy-rights = Answering is voluntary, and you can stop at any time. As answers carry no one's name, we cannot find a particular person's form once it is sent. Questions about data go to the office named at the top of the questionnaire; by the Law on Personal Data Protection it must answer.

## Staff
field-needed = (needed)
for-staff = For staff
sign-in-title = Sign in for staff
sign-in-lead = Citizens need not sign in to answer or to see results.
sign-in = Sign in
sign-in-wrong = The name or the password is not right.
sign-in-wait = Too many attempts. Please wait { $seconds } seconds and try again.
sign-in-forgotten = Forgotten your password? Ask the administrator of your unit for a new link.
sign-out = Sign out
account-name = Name for signing in
account-name-hint = Letters a to z, digits and . - _ @ ; for example: le.thi.an
account-name-wrong = The name has 2 to 60 letters a to z, digits and . - _ @
account-name-taken = Somebody has this name already.
password = Password
password-new = New password
password-again = The new password again
password-present = Present password
password-present-wrong = The present password is not right.
password-wait = Too many attempts. Please wait a minute and try again.
password-rule = At least 12 characters. A long sentence that you remember is best; special characters are not needed.
password-too-short = The password needs at least 12 characters.
password-too-long = The password has at most 256 characters.
password-common = Many people use this password, so it is easily guessed. Please choose another.
password-like-the-name = The password is like your name, so it is easily guessed. Please choose another.
password-differs = The two passwords are not the same.
password-set = Set the password
password-set-done = The password is set. You can sign in now.
password-change = Change the password
password-change-hint = Your other sessions will end.
password-changed = The password was changed.
code-title = Code of your app
code-of-app = The six digits in your authenticator app
code-of-app-hint = Without your phone? Type a recovery code.
code-wrong = The code is not right, or was used already. Please wait for the next one.
code-start-over = Begin again
invitation-title = Set your password
invitation-welcome = Welcome, { $name }
invitation-lead = Choose a password for the account { $account }. This link works once.
link-gone-title = This link no longer works
link-gone = It was used, or is too old. Ask the administrator of your unit for a new one.
not-allowed-title = You may not do this
not-allowed = Your account does not allow this page or this change. If you need it, ask the administrator of your unit.
account-title = My account
desk-nav = Areas for staff
second-factor = Second factor
second-factor-on =
    { $n ->
        [0] It is on. No recovery code is left: set it up anew to get new ones.
        [one] It is on. One recovery code is left.
       *[other] It is on. { $shown } recovery codes are left.
    }
second-factor-off = It is off. When it is on, a code from your phone is asked for besides the password: whoever learns the password does not get in.
second-factor-set = Set up the second factor
second-factor-anew = Set up anew
second-factor-remove = Turn off the second factor
second-factor-remove-lead = After that, the password alone opens this account.
second-factor-removed = The second factor is off.
second-factor-needed = Administrators must set up the second factor before anything else.
second-factor-step-app = Open an authenticator app on your phone (any will do).
second-factor-step-scan = Scan this picture with it.
second-factor-picture = QR code with the secret for the authenticator app
second-factor-type = Cannot scan it? Type this key into the app:
second-factor-step-code = Type the code that the app shows.
second-factor-confirm = Confirm
second-factor-done = The second factor is on.
recovery-title = Recovery codes
recovery-lead = Print or write these down and keep them safe: each stands in for your phone once. They are not shown again.
recovery-kept = I have kept them
sessions = Sessions
session-browser = Browser
session-since = Since
session-seen = Last used
session-action = Action
session-this = This one
session-end = End
session-ended = The session was ended.
cancel = Cancel
save = Save
any = Any
never = Never
role = Role
roles = Roles
role-hint = Administrators make accounts; managers run surveys; analysts see figures; collectors enter paper forms; auditors read the log.
role-none = None
role-more = One more role
role-wrong = Please choose a role.
role-administrator = Administrator
role-manager = Survey manager
role-analyst = Analyst
role-collector = Collector
role-auditor = Auditor
scope = Scope (a unit and all below it)
scope-everything = Everywhere
scope-wrong = Please choose a unit within your own scope.
grants-none = No role.
users-title = Users
users-find = Find by name (diacritics do not matter)
users-none = There is no such user.
user-invite = Invite somebody
user-seen = Last signed in
user-since = Made
user-state = State
user-own = Nobody changes their own rights. Ask another administrator.
user-change = Name and roles
user-saved = Saved.
user-link = Link to set a password
user-link-lead = For somebody who forgot their password, or has none yet. Earlier links no longer work.
user-link-make = Make a link
user-link-for = Give this link to { $name } privately. Whoever has it can set the password. It is not shown again.
user-link-until = It works once, until { $time } on { $date }.
user-suspend = Suspend the account
user-suspend-lead = They are signed out at once and cannot sign in. What they did stays in the log.
user-restore = Open the account again
user-restore-lead = They can sign in again with their old password.
full-name = Full name
full-name-hint = The name colleagues know, or the title of the post
full-name-missing = Please type the full name.
full-name-too-long = The full name has at most 100 characters.
state-suspended = Suspended
state-invited = Invited, no password yet
state-second-factor = Active, with second factor
state-active = Active
found =
    { $n ->
        [one] one entry
       *[other] { $shown } entries
    }
page-of = page { $page } of { $last }
page-before = Previous
page-after = Next
pages-nav = Pages of the list
audit-title = Audit log
audit-lead = Every change and every export of data, the newest first. Nobody can change or remove an entry; hailong check follows the whole chain.
audit-actor = Who
audit-action = What
audit-subject = To what
audit-from = From
audit-to = To
audit-none = There is no such entry.
audit-number = No.
audit-when = When
audit-program = (the program)
audit-more = Details
audit-session = Session
audit-before = Before
audit-after = After
audit-earlier = Earlier entries
action-account-added = Account added
action-account-changed = Account changed
action-account-suspended = Account suspended
action-account-restored = Account opened again
action-link-made = Link made
action-password-set = Password set
action-second-factor-set = Second factor set up
action-second-factor-removed = Second factor removed
action-recovery-code-used = Recovery code used
action-signed-in = Signed in
action-sign-in-failed = Failed sign-in
action-session-ended = Session ended
action-exported = Data exported
