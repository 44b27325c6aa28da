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

## Answers that could not be sent yet
unsent-title = Your answer is kept on this phone
unsent-lead = It could not be sent just now. When the network is back, this phone sends it by itself. You may close this page; opened again later, it goes on sending.
unsent-done = Nothing waits to be sent any more
unsent-send = Send now
unsent-failed = Not sent yet. The phone will try again by itself.
unsent-waiting = { $time } on { $date }: { $title }
unsent-sent = The answer of { $time } on { $date } has been sent.
unsent-receipt = Show the receipt
unsent-wrong = The answer of { $time } on { $date } needs to be put right before it can be sent.
unsent-mend = Open it to put it right
unsent-refused = The answer of { $time } on { $date } cannot be sent any more. { $reason }
unsent-understood = Understood, erase it from this phone
unsent-forget = Erase it from this phone
unsent-forget-now = Erase, do not send
unsent-sending = Sending…

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

## On a device at the place
kiosk-start = Start
kiosk-anonymous = No names asked. Takes { $minutes }.
kiosk-progress = Question {"{n}"} of {"{total}"}
kiosk-skip = Skip
kiosk-cancel = Start over
kiosk-read = 🔊 Read aloud
kiosk-needed = Please choose an answer, then go on.
kiosk-thanks = Your answer has been recorded.
kiosk-still = Are you still there?
kiosk-still-left = In {"{n}"} seconds the screen goes back to the beginning and what you chose is erased.
kiosk-stay = I am still here
kiosk-go = No, erase it
kiosk-asleep = Outside opening hours
kiosk-hours = Answers are taken from {"{opens}"} to {"{closes}"}.
kiosk-waits = One moment, please
kiosk-waits-lead = The tablet is calling the server for the first time. If this takes long, please check the network.
kiosk-stopped = No answers are taken for the moment
kiosk-stopped-lead = The tablet has no more room to keep answers safely. Those already given are kept. Please tell the staff.
kiosk-unknown = This tablet is not registered, or was revoked
kiosk-unknown-lead = {"{n}"} answers are kept on it. They will be sent once the registration link has been opened again on this tablet.
kiosk-twice = The questionnaire is open in another tab
kiosk-twice-lead = A tablet uses one tab only. Please close this one.
kiosk-fault = Report a fault
kiosk-fault-told = Noted, thank you. Those in charge will see it.
kiosk-device = Device
kiosk-queue = Waiting to be sent
kiosk-queue-count = {"{n}"} answers
kiosk-contact = Last contact
kiosk-never = None since the page was opened
kiosk-close = Close
kiosk-leave = For staff
kiosk-leave-lead = Leave the questionnaire to use the tablet for something else. Answers that wait are kept on it.
kiosk-pin-typed = PIN: {"{n}"} digits
kiosk-pin-wrong = Wrong PIN. Please wait {"{n}"} seconds.
kiosk-pin-erase = Erase
kiosk-unlock = Unlock
kiosk-out = Leave the questionnaire
kiosk-next-person = New form
kiosk-register-title = Register this tablet as a device for answers
kiosk-register-lead = Once registered, it opens the questionnaire of the place below and sends answers to the server, even where the network comes and goes.
kiosk-register-point = Stands at
kiosk-register-campaign = Campaign
kiosk-register-what = This link works once. If you are signed in on this tablet, that session ends.
kiosk-register = Register this tablet
kiosk-register-insecure = This address is not HTTPS, so the browser cannot keep answers while there is no network. The tablet works as a plain form; please use HTTPS so that no answer is lost.
not-a-device-title = This tablet is not registered
not-a-device = This page is for tablets at a collection point. Please ask those in charge to open the registration link on it. Answers kept on it will be sent once it is registered again. To answer on your own phone, type the code printed under the QR code.
device-link-gone-title = The registration link no longer works
device-link-gone = Each link registers one tablet, within seven days. Please make a new one on the page of the device.
too-often-title = Too often
too-often = This tablet called too often within a minute. Nothing is lost; it will send again by itself.

## What cannot be done
point-unknown-title = There is no such questionnaire
point-unknown = This code is not known here. Please look at the sheet with the QR picture again; letters that are easily confused, such as O, I, L and S, are never used.
not-yet-title = Not open yet
not-yet = This survey begins at { $time } on { $date }. Please come back then.
not-opened = This survey is still being prepared and takes no answers yet. Please come back later.
closed-title = This survey has ended
closed = It ended at { $time } on { $date }, so no more answers are taken. Thank you for your interest.
closed-results = See results
point-withdrawn-title = This place is no longer used
point-withdrawn = The code is right, but the place that had it is no longer used, so no more answers are taken there. If you are at a service centre, please look for a new sheet with a QR code.
by-invitation-title = This questionnaire is for those who were invited
by-invitation = Answers are taken here only by the personal link in an invitation. Please open that link.
invitation-gone-title = This link has been used
invitation-gone = Each link takes one answer. This one has been used, was replaced by a newer one, or is too old, so nothing more was stored. If you have not answered yet, please open the link in your latest invitation.
not-inviting-title = Nobody is invited here
not-inviting = Links can be issued only for a collection point that is “by invitation only” and still used. Please choose another one.
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
why-self-selected = No interval, verdict or class: people chose to answer, and nobody knows whom they stand for.
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
methods-hidden = Fewer than { $minimum } respondents are hidden, so that nobody can guess what one person answered. Sometimes another figure must be hidden as well, because subtracting it from the total, from the unit above or from a longer period would give the one to be kept.
methods-sources-title = Sources
methods-sources = Clopper, Pearson (1934), Biometrika 26; Korn, Graubard (1998), Survey Methodology 24; Binder (1983), International Statistical Review 51; the NCHS data presentation standards for proportions (2017). The program's source is open, with reference values computed by R.

## Privacy
privacy-title = Privacy
privacy-lead = The questionnaire asks for no name, telephone number or papers, and the system keeps none of them with the answers.
privacy-kept-title = What is kept
privacy-kept = The answers, the place of answering (the code of a counter or a sheet), the unit and sector judged, the way of answering (phone, screen, interview, paper, link), the language, whether someone helped, and the time of sending.
privacy-not-kept-title = What is not kept
privacy-not-kept = No network address, no trace of the device, no name, telephone number or location is kept with the answers. A random number makes sure that a form sent twice counts once; it leads to no one. Please do not write names or telephone numbers in the comment. If you write telephone numbers, numbers of papers or accounts, or e-mail addresses in a comment, they are masked before it is stored.
privacy-invited-title = If you were invited by a personal link
privacy-invited = The office has a list of the dossier or household numbers that were invited. When your answers are sent, your number is removed from that list in the same step, and nothing says which answers came from which number, so nobody can put the two together. The office only knows the numbers that have not answered, to remind them. When the links expire, the rest of the list is erased.
privacy-device-title = On your device
privacy-device = While you fill in the form, your answers are kept on your device so that a lost connection loses nothing; they are erased as soon as they are sent. An answer that could not be sent stays on this device until it is sent, or until you erase it. A cookie remembers language and text size; another carries the receipt to the thanks and is erased at once; there is no tracking cookie, and nothing is loaded from elsewhere.
privacy-sensitive-title = Sensitive questions
privacy-sensitive = Questions such as ethnicity are asked only if you tick your consent yourself. Unless you tick it, nothing of them is kept.
privacy-small-title = When published
privacy-small = Places with few respondents are not published by themselves, so that nobody can guess what one person answered.
privacy-rights-title = Your rights
privacy-rights = Answering is voluntary, and you can stop at any time. As answers carry no one's name, only whoever has the receipt can find and withdraw a form once it is sent; we cannot. Questions about data go to the office named at the top of the questionnaire; by the Law on Personal Data Protection it must answer.

# Tables that are uploaded
table-no-text = This file is no table, or its text is damaged. In your spreadsheet, save it as “Excel Workbook (.xlsx)” or “CSV UTF-8” and send it again.
table-old-workbook = The file is of an old kind of Excel (.xls) or has a password. Save it as “Excel Workbook (.xlsx)” without a password and send it again.
table-other-archive = This is not an Excel workbook (.xlsx). In your spreadsheet, save it as “Excel Workbook (.xlsx)” or “CSV UTF-8”.
table-broken-workbook = This Excel workbook cannot be read: it is damaged or incomplete. Open it in Excel, save it as a new file and send that.
table-too-large = The file is too large. Copy the table alone into a new file and send that.
table-too-many-rows = The file has too many lines. Divide it into several files.
table-too-many-columns = A line of the file has too many columns (over 256). Copy the table alone into a new file.
table-doubtful = The file does not say how its letters are coded, so it was read as Vietnamese Windows writes it. See below whether the letters are right; if not, save it as “CSV UTF-8” or “.xlsx”.

# Tables that are uploaded
table-no-text = This file is no table, or its text is damaged. In your spreadsheet, save it as “Excel Workbook (.xlsx)” or “CSV UTF-8” and send it again.
table-old-workbook = The file is of an old kind of Excel (.xls) or has a password. Save it as “Excel Workbook (.xlsx)” without a password and send it again.
table-other-archive = This is not an Excel workbook (.xlsx). In your spreadsheet, save it as “Excel Workbook (.xlsx)” or “CSV UTF-8”.
table-broken-workbook = This Excel workbook cannot be read: it is damaged or incomplete. Open it in Excel, save it as a new file and send that.
table-too-large = The file is too large. Copy the table alone into a new file and send that.
table-too-many-rows = The file has too many lines. Divide it into several files.
table-too-many-columns = A line of the file has too many columns (over 256). Copy the table alone into a new file.
table-doubtful = The file does not say how its letters are coded, so it was read as Vietnamese Windows writes it. See below whether the letters are right; if not, save it as “CSV UTF-8” or “.xlsx”.

## Staff
field-needed = (needed)
for-staff = For staff
sign-in-title = Sign in for staff
sign-in-lead = Citizens need not sign in to answer or to see results.
sign-in = Sign in
sign-in-wrong = The name, the password or the passkey is not right.
sign-in-wait = Too many attempts. Please wait { $seconds } seconds and try again.
sign-in-provider = Sign in with your organisation's account
sign-in-provider-hint = You will be led to the sign-in of your organisation, and back here.
sign-in-local = Or with a password of this system
signed-out-provider = You signed out of this system, but your organisation's account may still be open on this machine.
signed-out-provider-too = Sign out of your organisation's account too
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
code-of-recovery = Recovery code
code-of-recovery-hint = For when you have no passkey at hand. Each works once.
code-wrong = The code is not right, or was used already. Please wait for the next one.
code-start-over = Begin again
invitation-title = Set your password
invitation-welcome = Welcome, { $name }
invitation-lead = Choose a password for the account { $account }. This link works once.
link-gone-title = This link no longer works
link-gone = It was used, or is too old. Ask the administrator of your unit for a new one.
provider-way-title = This sign-in can no longer be used
provider-way = It took too long, was used already, or was begun in another browser. Please begin again on the sign-in page.
provider-away-title = Your organisation's accounts cannot be reached
provider-away = The system with your organisation's accounts does not answer. Please try again in a few minutes. Accounts with a password of their own can sign in as ever.
provider-declined-title = Your organisation's account system refused
provider-declined = The system with your organisation's accounts did not allow this sign-in. Please try again, or ask those who look after these accounts.
provider-declined-word = The reason it gave: { $word }
provider-untrusted-title = This sign-in could not be verified
provider-untrusted = What the system with your organisation's accounts answered does not hold, so it was not accepted. Please try again; if it stays so, tell an administrator.
provider-no-role-title = Your organisation's account has no role here
provider-no-role = You signed in rightly, but belong to no group that has a role in this system. Please ask an administrator to add you to one.
provider-suspended-title = This account is suspended
provider-suspended = An administrator suspended your account in this system. If need be, ask the administrator of your unit.
not-allowed-title = You may not do this
not-allowed = Your account does not allow this page or this change. If you need it, ask the administrator of your unit.
account-from-provider = You sign in with your organisation's account. Name and roles follow it, and are brought up to date at each sign-in.
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
second-factor-needed = Your account must have the second factor set up before anything else.
second-factor-or-passkey = Or add a passkey instead of an app
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
passkeys = Passkeys
passkeys-lead = A passkey lives in your phone, your computer or a security key. You sign in by fingerprint, face or the PIN of the device, without a password; a forged page cannot get hold of it.
passkeys-unfit = Not possible here: passkeys need an address with a domain name and HTTPS (or localhost), and this installation is opened at { $address }. Whoever runs it sets the address as HAILONG_PUBLIC_URL.
passkey-codes =
    { $n ->
        [0] No recovery code is left. To get new ones, set up the second factor with an app.
        [one] One recovery code is left, for when the passkey is lost.
       *[other] { $shown } recovery codes are left, for when the passkey is lost.
    }
passkey-add = Add a passkey
passkey-add-lead = From then on the password alone does not open the account: you sign in by a passkey, or by the password together with a passkey, a code of your app or a recovery code.
passkey-name = Name of the passkey
passkey-name-hint = To know it again, for example: My phone
passkey-name-wrong = The name of a passkey has 1 to 60 characters.
passkey-then = In the next step your browser asks where to keep it.
passkey-next = Go on
passkey-make-lead = Make the passkey “{ $name }” in this device, in your phone or in a security key.
passkey-make = Make the passkey
passkey-make-hint = Your browser will ask for fingerprint, face or PIN. Please do it within five minutes.
passkey-no-browser = This browser cannot make passkeys, or JavaScript is turned off.
passkey-not-made = The passkey was not made. Perhaps you cancelled, or the device already has one for this account. Please try again.
passkey-late = More than five minutes passed, or this was done already. Please begin again.
passkey-not-believed = The passkey could not be verified. Please try again.
passkey-known = This passkey was added already.
passkey-done = The passkey was added.
passkey-added = Added
passkey-used = Last used
passkey-never = Never
passkey-remove = Remove the passkey
passkey-remove-short = Remove…
passkey-remove-lead = The passkey “{ $name }” will not open this account any more. Please delete it in the device that keeps it, too.
passkey-removed = The passkey was removed.
sign-in-passkey = Sign in with a passkey
sign-in-passkey-hint = By fingerprint, face or the PIN of the device.
sign-in-passkey-failed = You are not signed in: there is no passkey, or you cancelled. Please try again.
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
user-from-provider = This person signs in with an account of your organisation. Name and roles follow the groups there, are brought up to date at each sign-in, and so are not changed here.
user-change = Name and roles
user-saved = Saved.
user-link = Link to set a password
user-link-lead = For somebody who forgot their password, or has none yet. Earlier links no longer work.
user-link-make = Make a link
user-link-unused = A link that was made can still be used, until { $time } on { $date }; a new one ends it at once.
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
state-provider = Active, organisation's account
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
saved = Saved.
removed = Removed.
code = Code
code-rule = 1 to 40 small letters a to z, digits and hyphens inside, for example: xa-an-binh. It cannot be changed later.
code-invalid = The code has 1 to 40 small letters a to z, digits and hyphens inside.
code-taken = This code is taken. Please choose another.
name-vi = Name in Vietnamese
name-en = Name in English
name-en-hint = Where it is empty, English pages show the Vietnamese name.
name-missing = Please type the name in Vietnamese.
name-too-long = The name has at most 200 characters.
day-wrong = Please enter a day that exists.
changed-meanwhile = Somebody has just changed this, so nothing was saved. Please look again and save once more.
removal-refused = It cannot be removed, because there are still:
refers-children = others directly below it
refers-predecessors = former units that were merged into it
refers-targets = targets
refers-campaigns = surveys
refers-points = collection points
refers-responses = answers of citizens
refers-roles = roles of users
refers-rates = rates reported by other systems
units-title = Units
units-find = Find by name or code (diacritics do not matter)
units-none = There is no such unit.
unit-name = Name of the unit
unit-add = Add a unit
unit-change = Change the unit
unit-kind = Level
unit-kind-wrong = Please choose the level of the unit.
unit-kind-province = Province, city
unit-kind-department = Department
unit-kind-district = District
unit-kind-commune = Commune, ward, special zone
unit-field-hint = Type the name or the code of a unit; accents are not needed. Where several have that name, the page asks again.
unit-field-none = Left empty: { $none }.
unit-field-several = Several units have this name. Please choose one.
unit-field-other = Or type another, fuller name
unit-parent = Belongs to
unit-parent-hint = When it moves to another unit, the figures that this unit and those below it have already move with it.
unit-parent-needed = Please choose a unit above it within your own scope.
unit-parent-wrong = Please choose a unit above it within your own scope.
unit-parent-below = A unit cannot belong to itself or to a unit below it.
unit-top-level = (belongs to no other unit)
unit-valid = In existence
unit-first-day = First day
unit-last-day = Last day
unit-last-day-hint = Empty while the unit exists. A former unit keeps its own figures.
unit-ends-before-it-begins = The last day cannot be before the first.
unit-successor = Merged into
unit-successor-hint = The new unit in its place, if it was merged.
unit-successor-none = (none)
unit-successor-wrong = Please choose a unit within your own scope.
unit-successor-itself = A unit cannot be merged into itself.
unit-names-only = This is the topmost unit of your scope, so only its names can be changed. For the rest, ask an administrator above.
unit-remove = Remove the unit
unit-remove-lead = Only for a unit that was added by mistake. One that no longer exists gets a last day: its figures are kept.
targets-title = Targets
targets-find = Find by unit, sector or document (diacritics do not matter)
targets-none = There is no such target.
target-add = Add a target
target-change = Change the target
target-remove = Remove the target
target-remove-lead = Results are no longer compared with it, those of past years included.
target-unit-hint = It also holds for the units below that have no target of their own.
target-unit-wrong = Please choose a unit within your own scope.
target-sector-wrong = Please choose a sector.
target-years = Years
target-from-year = From the year
target-to-year = To the year
target-year-wrong = Please type a year from 1900 to 2100.
target-ends-before-it-begins = The last year cannot be before the first.
target-overlaps = This unit has another target for the same sector in these years. Change the years, or change that target.
target-operator = Comparison
target-operator-wrong = Please choose a comparison.
target-at-least = ≥ (at least)
target-more-than = > (more than)
target-percent = Satisfied (%)
target-percent-hint = Above 0 and at most 100; for example 90 or 92.5
target-percent-wrong = Please type a number above 0 and at most 100, for example 92.5.
target-basis = Legal basis
target-basis-hint = The document that sets it, for example number and date of a resolution or plan
target-basis-missing = Please name the document that sets the target.
target-basis-too-long = The legal basis has at most 300 characters.
target-catalogue = Targets that localities published
target-catalogue-lead = Choose a line to bring its percentage, years and basis into the form for a new target; then make it right for your unit.
target-locality = Locality
target-unseen = (to be checked in the document)
target-take = Take over
target-take-label = Take over the target of { $locality }: { $sector }
refers-program = a need of the program: this sector comes with it
sectors-title = Sectors
sectors-none = There is no such sector.
sectors-read-only = Sectors are the same for all units, so only administrators of everything can change them.
sector-name = Name of the sector
sector-add = Add a sector
sector-change = Change the sector
sector-parent = Part of
sector-parent-below = A sector cannot be part of itself or of a sector below it.
sector-top-level = (part of no other sector)
sector-position = Position
sector-position-hint = Lower numbers come first; 0 to 9999
sector-position-wrong = Please type a number from 0 to 9999.
sector-remove = Remove the sector
sector-remove-lead = It can be removed only while nothing uses it.
sector-built-in = This sector comes with the program, so it cannot be removed; its names and its place can be changed.
refers-invitations = lists of people who were invited
points-title = Collection points
points-find = Find by name, code, unit, survey (diacritics do not matter)
points-none = There is no such collection point.
points-add = Add collection points
points-added =
    { $n ->
        [one] One collection point was added.
       *[other] { $shown } collection points were added.
    }
points-posters = Print the QR posters of these points
points-too-many = At most 500 points are added at once. Give fewer names or choose fewer units.
point-name = Name of the point
point-names = Names of the points
point-names-hint = One point on each line, for example: Quầy 1. The English name comes after a |, for example: Quầy 1 | Counter 1
point-campaign-hint = Only the latest { $most } surveys. For another one, open its page and add the points from there.
point-unit = Unit that is judged
point-unit-hint = The unit that runs the survey and those below it; for a department's survey, every unit of its province.
point-unit-wrong = Please choose a unit that this survey may be about.
point-spread = Where they are added
point-spread-only = Only at the chosen unit
point-spread-below = At each unit below the chosen one
point-spread-communes = At each commune or ward below the chosen one
point-spread-none = There is no such unit below the chosen one.
point-sector-chosen = (people choose when they answer)
point-sector-hint = Where a point serves several kinds of procedure, let people choose.
point-sector-wrong = Please choose a sector of the list.
point-mode-wrong = Please choose how answers are given.
point-campaign-wrong = Please choose a survey that a unit within your scope runs.
point-campaign-closed = This survey has ended, so no more points can be added.
point-by-invitation = Only those who are invited answer, each by a link of their own
point-by-invitation-hint = For a list of dossiers or households: each link takes one answer. The common address of the point then takes none.
point-invitation-by-link = Those who are invited answer by a link. Please choose “Link that was sent” as the way of answering.
point-withdrawn-mark = (no longer used)
point-invited-mark = (by invitation only)
point-withdrawn-since = Not used since { $date }. Whoever opens its code is told so.
point-link = Address of the questionnaire
point-answers = Answers received
point-posters = QR posters
point-posters-lead = Print them and put them where people see them. In Vietnamese and English.
point-qr = QR code alone (SVG)
point-change = Change the point
point-keeps = Somebody has answered or was invited here, or a device stands here, so only the name can be changed. To ask about something else, add another point.
point-ending = Stop using it, or remove it
point-withdraw = Stop using this point
point-withdraw-lead = From now on it takes no answers; whoever scans its code is told so. Answers received are kept, and it can be used again.
point-restore = Use this point again
point-restore-lead = It takes answers again as before, under the same code.
point-remove = Remove the point
point-remove-lead = Only for a point that was added by mistake and where nobody has answered. Its code will open no questionnaire any more.
point-remove-instead = This point cannot be removed, but you can stop using it.
poster-a4 = A4 poster
poster-a5 = A5 poster
poster-tent = Table tent (A4 folded)
posters-title = Print QR posters
posters-sheets =
    { $n ->
        [one] One sheet.
       *[other] { $shown } sheets.
    }
posters-print = Press Ctrl+P (on a phone: Share, then Print). Paper size and margins are set; keep the scale at 100 %.
posters-left-out =
    { $n ->
        [one] One point has no poster: it is no longer used, by invitation only, or not answered on people's own phones.
       *[other] { $shown } points have no poster: they are no longer used, by invitation only, or not answered on people's own phones.
    }
posters-parts = Many sheets, so they are printed part by part
posters-none = There is nothing to print.
poster-question = Are you satisfied?
poster-lead = Please tell us how you were served here.
poster-picture = QR code that leads to { $address }
poster-scan = Scan with the camera of your phone, or open
poster-anonymous = No name is asked
poster-no-app = No app, no account
poster-until = until { $date }
poster-other-language = Có cả tiếng Việt
poster-demo = DEMO – invented data
poster-fold = fold here
invitations-title = Invitations
invitations-lead = Each dossier or household of a list gets one link, which takes one answer. Nobody, you included, can tell whose answer is whose.
invitations-find = Find by name of the list or point (diacritics do not matter)
invitations-none = Nobody has been invited to answer here yet.
invitations-none-found = There is no such list. To invite people, open a collection point that is “by invitation only”.
invitations-add = Invite a list
invitations-add-lead = Bring a list of dossier or household numbers. Before anything is issued, this page shows what it could read; until then nothing is stored.
invitations-name = Name of the list
invitations-name-hint = For example: Land dossiers returned in March
invitations-name-missing = Please give the list a name.
invitations-until = Works until the end of
invitations-until-hint = A year at the most. After that, what is left of the list is erased.
invitations-day-past = This day has passed.
invitations-day-far = Links work for a year at the most.
invitations-file = CSV or Excel file (.xlsx)
invitations-file-hint = An Excel workbook (.xlsx) or CSV, at most 4 MB. Only the column of numbers is read and stored; names and addresses in other columns are not.
invitations-list = Or paste the list here
invitations-list-hint = One dossier or household on each line, at most 100,000 lines. Columns are apart by semicolons, commas or tabs.
invitations-list-faulty = Some lines are not right; each is named where the list was read. Nothing was issued.
invitations-list-empty = The list has no line yet.
invitations-first-line = The first line
invitations-first-names = has the names of the columns
invitations-first-entry = is a dossier or household already
invitations-column = Column of the numbers
invitations-column-hint = After choosing another, look at the list again.
invitations-look = Look at the list
invitations-issue =
    { $n ->
        [one] Issue one invitation
       *[other] Issue { $shown } invitations
    }
invitations-seen =
    { $n ->
        [one] One number was read
       *[other] { $shown } numbers were read
    }
invitations-seen-names = From the column “{ $column }”; the first line has the names.
invitations-seen-entry = The first line, “{ $column }”, is a dossier or household already.
invitations-line = Line { $line }:
invitations-faults =
    { $n ->
        [one] One line is not right
       *[other] { $shown } lines are not right
    }
invitations-faults-more =
    { $n ->
        [one] and one more.
       *[other] and { $shown } more.
    }
fault-empty = it has no number.
fault-too-long = the number is longer than 200 characters.
fault-twice = this number stands in line { $line } already.
fault-columns =
    { $n ->
        [one] it has one column, other than the first line.
       *[other] it has { $shown } columns, other than the first line.
    }
fault-lines = the number goes over several lines; a quotation mark may be missing.
fault-too-many = the list is longer than 100,000 lines.
invitations-withdrawn-mark = (withdrawn)
invitations-withdrawn-since = Withdrawn on { $date }: links that were not used open no questionnaire any more.
invitations-open = Not answered yet
invitations-withdrawn = Withdrawn
invitations-expired = Expired and erased
invitations-issued-at = Issued at
invitations-links-made = Links last made at
invitations-issued = Issued. Now download the links to send them out.
invitations-withdraw = Withdraw the invitations
invitations-withdraw-lead = Links that were not used will open no questionnaire any more, and the numbers of those who have not answered are erased. Answers received are kept. It cannot be undone.
invitations-withdraw-count =
    { $n ->
        [one] One invitation has not been answered.
       *[other] { $shown } invitations have not been answered.
    }
links-first = Download the links
links-first-lead = A CSV file with each number and its link, to be merged into letters or messages.
links-again = Remind those who have not answered
links-again-lead = Makes new links for those who have not answered. Their old links then no longer work, so do this only when a reminder is to be sent or the former file is lost.
links-make =
    { $n ->
        [one] Make and download one link (CSV)
       *[other] Make and download { $shown } links (CSV)
    }
links-hint = The links are not kept here, so this file is the only place that has them: keep it private, and delete it once they are sent. Each download is noted in the log.
links-made-already = The links were made just now, by an earlier press of the button or by a colleague, so they were not made again. If you do not have that file, make new ones.
links-reference = Number
links-link = Link
rate = Response rate
rate-of = { $answered } of { $issued } answered
rate-all = Response rate of these lists
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
audit-find = Find (diacritics do not matter)
audit-later = Later entries
audit-beginning = To the beginning of the list
audit-about = Only: { $subject }.
audit-all = See the whole log
about-account = Account
about-session = Session
about-provider-subject = Somebody without an account
about-unit = Unit
about-sector = Sector
about-target = Target
about-classification = Classification
about-campaign = Survey
about-questionnaire = Questionnaire
about-point = Collection point
about-device = Device
about-paper-form = Paper form
about-invitations = List of invitations
about-sample = Sample
about-retention = Retention periods
about-microdata = Microdata
about-import = Imported file
changed-name = Name
changed-title = Title
changed-state = State
changed-passkey = Passkey
changed-provider = Provider of the identity
changed-campaign = Survey
changed-questionnaire = Questionnaire
changed-version-id = Identifier of the version
changed-version = Version
changed-id = Identifier
changed-unit = Unit
changed-sector = Sector
changed-sectors = Sectors
changed-opens = Begins
changed-closes = Ends
changed-mode = How people answer
changed-kind = Kind
changed-into = Merged into
changed-points = Collection points
changed-from-year = From year
changed-to-year = To year
changed-percent = Percentage
changed-classes = Classes
changed-at-least = From (%)
changed-lowest = Lowest class
changed-point = Code of the point
changed-issued = Invitations
changed-links = Links
changed-round = Round of links
changed-withdrawn = Invitations withdrawn
changed-expired = Invitations expired
changed-plan = How the sample is drawn
changed-size = Size of the sample
changed-frame-elements = Lines of the frame
changed-elements = Persons or households
changed-seed = Seed
changed-seed-typed = Seed typed by somebody
changed-algorithm = Version of the rules
changed-frame-hash = Hash of the frame
changed-result-hash = Hash of the result
changed-entered-twice = Entered twice
changed-not-before = Nothing is erased before
changed-entries = Entries
changed-counts = Hash of the counts
changed-since = Since
changed-until = Can be used until
changed-settings = Settings
changed-idle = seconds without a touch
changed-grace = seconds of countdown
changed-comments = asks questions in words
changed-hours = opening hours
changed-opens-clock = opens
changed-closes-clock = closes
changed-days = Monday to Sunday
changed-pin = has a PIN
changed-greeting = greeting
changed-norm = answers expected an hour
changed-by = Ordered by
changed-of = What the file holds
changed-added = Added
changed-changed = Changed
action-account-added = Account added
action-account-changed = Account changed
action-account-suspended = Account suspended
action-account-restored = Account opened again
action-link-made = Link made
action-password-set = Password set
action-second-factor-set = Second factor set up
action-second-factor-removed = Second factor removed
action-recovery-code-used = Recovery code used
action-passkey-added = Passkey added
action-passkey-removed = Passkey removed
action-passkey-went-back = Passkey refused that may have been copied
action-signed-in = Signed in
action-sign-in-failed = Failed sign-in
action-session-ended = Session ended
action-exported = Data exported
action-unit-added = Unit added
action-unit-changed = Unit changed
action-unit-removed = Unit removed
action-target-added = Target added
action-target-changed = Target changed
action-target-removed = Target removed
action-sector-added = Sector added
action-sector-changed = Sector changed
action-sector-removed = Sector removed
action-campaign-added = Add a survey
action-campaign-changed = Change a survey
action-campaign-opened = Open a survey
action-campaign-closed = Close a survey
action-campaign-archived = Archive a survey
action-campaign-removed = Remove a survey
action-questionnaire-drafted = Upload a draft questionnaire
action-questionnaire-published = Publish a questionnaire
action-questionnaire-retired = Retire a questionnaire
action-questionnaire-draft-removed = Remove a draft questionnaire

## Surveys and questionnaires
desk-menu = Areas
choose = (choose)
nothing-yet = None yet.
answer-yes = Yes
answer-no = No
campaigns-title = Surveys
campaigns-archive = Archived surveys
campaigns-find = Search by title, questionnaire or unit (diacritics do not matter)
campaigns-none = There is no such survey.
campaigns-none-yet = There is no survey yet. Begin the first one.
campaign-add = Begin a survey
campaign-change = Change the survey
campaign-change-open = The survey is open, so only its title and its last day can change: answers already given rest on everything else.
campaign-state = State
campaign-draft = In preparation
campaign-open = Open
campaign-coming = Opens later
campaign-closed = Closed
campaign-archived = Archived
campaign-period = Period
campaign-owner = Owner
campaign-owner-hint = The unit that runs the survey. A unit that is measured should not manage its own sample.
campaign-owner-wrong = Please choose a unit within your reach.
campaign-responses = Responses
campaign-measures-you = Measures your units
campaign-measured-lead = Another unit runs this survey, and it measures yours. You see how many responded about your units; you can change nothing.
campaign-version-hint = Once the survey is open, its questionnaire is fixed. A draft must be published before the survey opens.
campaign-version-wrong = Please choose a questionnaire that is in use.
campaign-sampling = How respondents are chosen
campaign-sampling-hint = It decides what may be concluded: only a random sample gets an interval and a verdict.
campaign-sampling-wrong = Please choose how respondents are chosen.
sampling-probability = Random sample with a design
sampling-census = Everybody is asked
sampling-self-selected = People choose to answer (QR code, kiosk, link)
campaign-first-day = First day
campaign-last-day = Last day
campaign-last-day-hint = The survey closes by itself at the end of this day. Leave it empty to run until somebody closes it.
campaign-ends-before-it-begins = The last day must not come before the first.
campaign-end-past = That day is over. To end the survey now, use “Close the survey”.
campaign-minimum = Fewest respondents for publication
campaign-minimum-hint = Figures of fewer people are hidden. Leave it empty for that of the installation ({ $minimum }); it can only be higher.
campaign-minimum-wrong = Please enter a whole number of at most 100000.
campaign-minimum-low = That is less than the installation's own minimum, which protects those who answer.
campaign-sensitive = Sensitive questions are asked
campaign-sensitive-hint = Only of those who agree to it themselves, for example about ethnicity.
campaign-units = Units measured
campaign-units-lead = Each counts with all units below it. Once the survey is open, units can be added but not taken out.
campaign-units-choose = Choose the units to be measured
campaign-units-measured = Measured now
campaign-units-remove = Take out the units ticked
campaign-units-add = Add units
campaign-sectors = Sectors asked about
campaign-sectors-lead = A group of sectors stands for all those below it.
campaign-sectors-open = The survey is open, so sectors can only be added.
campaign-where = Where people answer
campaign-points-go = See the collection points
campaign-checklist = Before it opens
campaign-ready = Everything that is needed is there. Once it is open, questionnaire, sampling and owner are fixed.
campaign-not-ready = It cannot be opened yet: the following is missing.
campaign-open-it = Open the survey
campaign-close = Close the survey
campaign-close-lead = From then on no answers are taken; whoever opens the form sees the date. Figures stay. A closed survey cannot be opened again.
campaign-archive = Archive the survey
campaign-archive-lead = It leaves the usual list and can no longer be changed. Its figures stay published.
campaign-remove = Remove the draft
campaign-remove-lead = It can be removed as long as it has no collection points, no sample and no responses.
campaign-over = This survey is closed and can no longer be changed.
campaign-moved-on = The survey is in another state by now, so this cannot be done.
campaign-months-all = Responses so far:
campaign-months-own = Responses about your units:
campaign-month = Month
campaign-no-responses = No responses yet.
finding-missing = Missing:
finding-doubtful = Look again:
finding-mend = Mend
finding-version-draft = the questionnaire is still a draft and not published.
finding-version-retired = the questionnaire was retired; please choose another.
finding-period-over = its last day is over.
finding-no-unit = no unit is measured yet.
finding-no-sector = no sector is asked about yet.
finding-no-point = there is no collection point yet.
finding-no-point-measured = there are collection points, but none at a unit that is measured, or below one.
finding-points-elsewhere =
    { $n ->
        [one] at { $shown } unit with collection points nothing is measured.
       *[other] at { $shown } units with collection points nothing is measured.
    }
finding-units-without-point =
    { $n ->
        [one] { $shown } unit that is measured has no collection point, nor has any below it.
       *[other] { $shown } units that are measured have no collection point, nor have any below them.
    }
finding-minimum = the minimum for publication is lower than that of the installation ({ $minimum }).
finding-no-end = it has no last day and runs until somebody closes it.
finding-title-lacks = its title has no text in { $language }.
finding-questionnaire-lacks = the questionnaire has no text in { $language }.
finding-sector-without-point = no collection point asks about “{ $sector }”.
finding-owner-measured = the owner is among the units measured; results are more credible when another unit runs the survey.
finding-sample-needed = no random sample was drawn here; that is all right if it was drawn elsewhere. Responses should carry the respondent's stratum, cluster and weight; without them figures count as those of a simple random sample.
questionnaire = Questionnaire
questionnaires-title = Questionnaires
questionnaires-find = Search by title or code (diacritics do not matter)
questionnaires-none = There is no such questionnaire.
questionnaires-read-only = Questionnaires are the same for all units, so only those who run surveys for all of them upload, publish or retire one.
questionnaire-upload = Upload a questionnaire or a new version
questionnaire-upload-lead = The file is checked and kept as a draft to be looked at first. FORMAT.md says how it is written; the easiest way is to download the file of a version and change it.
questionnaire-file = Choose a TOML file
questionnaire-file-hint = At most 256 KiB. If something is wrong with it, its text appears below to be mended.
questionnaire-text = Or paste its text here
questionnaire-text-hint = If a file is chosen, the file counts.
questionnaire-wrong = Something is wrong with the questionnaire.
questionnaire-not-text = This file is not UTF-8 text.
questionnaire-empty = Please choose a file or paste its text.
fault-at = Line { $line }, column { $column }:
version-number-start = `number` starts at 1
version-minutes-least = `minutes` must be at least 1
version-languages-none = `languages` names none of vi, en
version-languages-twice = `languages` names one twice
version-text-lacks = the text lacks the language `{ $language }`
version-text-surplus = the text has the language `{ $language }`, which `languages` does not name
version-about-wrong = `about` is `{ $word }`; it must be procedure, health, education or locality
version-code-twice = duplicate code `{ $code }`
version-no-section = there is no `[[section]]`
version-aspect-of-section = only a factor belongs to an aspect
version-no-aspect = there is no aspect `{ $aspect }`
version-aspect-missing = the aspect is missing
version-no-item = there is no item
version-factor-consent = a factor cannot need consent: its figure would depend on who agrees
version-factor-empty = a factor needs a satisfaction item
version-code-long = the code `{ $code }` is longer than { $longest } characters
version-not-of-kind = `{ $name }` does not belong to the kind `{ $kind }`
version-most-wrong = `most` must lie between 1 and the number of options
version-number-bounds = a number needs `least` and `greatest`, the first smaller
version-kind-wrong = `kind` is `{ $kind }`; it must be satisfaction, single, several, number, short-text or long-text
version-options-few = a choice needs at least two options
version-condition-shape = `ask_if` must be one of: all, any, not, or an item with one of answered, is, at_least, at_most
version-condition-later = `ask_if` names `{ $item }`, which is not an earlier item
version-condition-option = `ask_if`: item `{ $item }` has no option `{ $option }`
version-condition-amount = `ask_if`: item `{ $item }` is neither a satisfaction item nor a number
version-condition-unanswered = `answered` can only be true: an item that may still be answered cannot decide anything
version-index-empty = there is no factor to compute it from
version-weights-surplus = `weights` belong to the formula weighted-factors only
version-formula-wrong = `formula` is `{ $formula }`; it must be pooled-top-two-box, mean-of-item-shares, weighted-factors or mean-score
version-weight-range = the weight of `{ $factor }` must lie above 0 and not above 1
version-no-factor = there is no factor `{ $factor }`
version-weight-missing = the weight of factor `{ $factor }` is missing
version-weights-sum = the weights add up to { $sum }, not to 1
version-code-wrong = `{ $code }` is no code: 1 to 40 small letters, digits and hyphens, none of these at either end
version-file-long = The file is longer than { $longest } bytes
version-file-shape = This is not the form of a questionnaire file:
version-place-aspect = aspect { $name }
version-place-factor = factor { $name }
version-place-section = section { $name }
version-place-item = item { $name }
version-place-option = option { $name }
version-place-index = index
version-place-title = title
version-place-purpose = purpose
version-draft = Draft
version-published = Published
version-retired = Retired
version-number = Version
version-since = Since
version-languages = Languages
version-minutes = Time to answer
version-formula = Formula of the index
version-sections = Sections
version-factor = (factor of the index)
version-view = View as citizens see it
version-download = Download the TOML file
version-campaigns = Surveys that use it
version-publish = Publish
version-publish-lead = Once published, this version never changes; the system gives it its number. Look at it in each language first.
version-remove = Remove the draft
version-remove-lead = The text of the draft is lost. Published versions are not touched.
version-retire = Retire
version-retire-lead = No new survey can use this version; those that do go on. This cannot be undone.
view-title = Preview: { $title }
view-label = Preview
view-lead = This is how citizens see the form. Nothing is sent or kept.
view-owner = (The owner's name)
view-unsent = A preview cannot be sent.
difference-title = Compare two versions
difference-with = Compare with
difference-show = Show what differs
difference-lead = From { $before } to { $after }.
difference-none = Both versions are the same, item by item.
difference-whole = The questionnaire as a whole
difference-section = Section: { $title }
series-goes-on = The series goes on: the indices of both versions can be compared, because the formula and every question of the index are the same.
series-breaks = The series breaks: the indices of the two versions cannot be compared, because the formula or a question of the index changed.
series-factors = These factors can still be compared: { $factors }.
fate-added = Added
fate-removed = Removed
fate-moved = Moved
fate-changed = Changed
fate-moved-changed = Moved and changed
mark-out = taken out:
mark-in = put in:
value-none = (none)
what-title = Title
what-purpose = Purpose
what-intro = Introduction
what-consent = Consent
what-question = Question
what-hint = Hint
what-unit = What the number counts
what-choice = Option { $code }
what-about = What is judged
what-scale = Kind and scale
what-required = Answer needed
what-condition = Asked only if
what-section = Section
what-index = In the index
what-aspect = Aspect
what-order = Order of the sections
and-others =
    { $n ->
        [one] and { $shown } other
       *[other] and { $shown } others
    }
campaign-units-more =
    { $n ->
        [one] { $shown } more unit. Search by name to narrow it down.
       *[other] { $shown } more units. Search by name to narrow them down.
    }
campaign-points =
    { $n ->
        [one] This survey has { $shown } collection point.
       *[other] This survey has { $shown } collection points.
    }
version-items =
    { $n ->
        [one] { $shown } question
       *[other] { $shown } questions
    }
difference-added =
    { $n ->
        [one] { $shown } item added
       *[other] { $shown } items added
    }
difference-removed =
    { $n ->
        [one] { $shown } item removed
       *[other] { $shown } items removed
    }
difference-moved =
    { $n ->
        [one] { $shown } item moved
       *[other] { $shown } items moved
    }
difference-changed =
    { $n ->
        [one] { $shown } item changed
       *[other] { $shown } items changed
    }
action-device-registered = Device registered
action-point-added = Collection point added
action-point-changed = Collection point changed
action-point-withdrawn = Collection point no longer used
action-point-restored = Collection point used again
action-point-removed = Collection point removed
action-invitations-issued = Invitations issued
action-links-exported = Invitation links made and downloaded
action-invitations-withdrawn = Invitations withdrawn
action-invitations-expired = Invitations expired and erased

# Merging and splitting units
merging-title = Merge units
merging-split-title = Split a unit
merging-lead = For administrative units that are merged or split. No data move: the old units keep their figures as they are.
merging-choose = Which units end, and which take their place
merging-choose-hint = To merge: choose one or several units that end, and one that takes their place. To split: choose one that ends, and several that take its place. What is ticked stays when you search for more.
merging-ends = Ends
merging-takes-over = Takes over
merging-ends-label = { $unit }: ends
merging-takes-over-label = { $unit }: takes the place of the old
merging-new = What takes over is not there yet: add it
merging-new-hint = The new unit begins on the day given below. Leave this empty if what takes over is in the list.
merging-day = First day of the new order
merging-day-hint = The old units end the day before. It may be past or to come.
merging-points = Collection points of the old units
merging-points-hint = For points in use, of surveys that are not over.
merging-points-move = Move to what takes over (QR codes stay the same)
merging-points-withdraw = Withdraw
merging-look = Look at it first
merging-none = Please choose at least one unit that ends.
merging-unit-wrong = One of the units cannot end: it is not within your scope, or was merged or split before.
merging-no-successor = Please choose what takes over, or enter a new unit.
merging-many-into-many = Merge several units into one, or split one into several. Please do it one by one.
merging-before-beginning = The day must be after the first day of the units that end.
merging-successor-over = What takes over must still exist on that day.
merging-points-wrong = Please choose what becomes of collection points.
merging-points-need-one = After a split, collection points cannot move: nobody knows where to. Please withdraw them and add new ones.
merging-is-new = (new unit)
merging-asks = From { $day }. Please read what follows before you go on.
merging-responses = Responses kept
merging-roles = Roles
merging-what-happens = What will happen
merging-will-keep = Every response stays with the old unit. The figures of the old units and of those above do not change.
merging-will-move =
    { $n ->
        [one] On that day, { $shown } collection point moves to what takes over; its code and poster stay good.
       *[other] On that day, { $shown } collection points move to what takes over; their codes and posters stay good.
    }
merging-will-move-now =
    { $n ->
        [one] { $shown } collection point moves to what takes over at once; its code and poster stay good.
       *[other] { $shown } collection points move to what takes over at once; their codes and posters stay good.
    }
merging-will-withdraw =
    { $n ->
        [one] On that day, { $shown } collection point is withdrawn.
       *[other] On that day, { $shown } collection points are withdrawn.
    }
merging-will-withdraw-now =
    { $n ->
        [one] { $shown } collection point is withdrawn at once.
       *[other] { $shown } collection points are withdrawn at once.
    }
merging-will-sum = The results page shows what takes over in two ways: by itself, or together with the old units.
merging-will-not-sum = The results page says into which units the old one was split, but counts its figures with none of them: no response says to which part it belongs.
merging-will-leave = Targets, and roles of people in the old units, do not move. Please set them anew for what takes over.
merging-will-hang =
    { $n ->
        [one] { $shown } unit below that still exists stays below the old one.
       *[other] { $shown } units below that still exist stay below the old ones.
    }
merging-will-wait = Until that day this can be taken back, on the page of each old unit. From then on it cannot.
merging-will-stay = The day has come, so this cannot be taken back. The day and what took over can still be corrected on the page of the old unit.
merging-correct = Correct it
merging-changed = Somebody has just changed these units. Please look again before you go on.
unit-successor-circle = That unit was itself merged into this one. Please choose another.
unit-parts = Split into
unit-predecessors = Former units merged into it
unit-wholes = Split off from
unit-points-move =
    { $n ->
        [one] { $shown } collection point will move to what takes over when this unit ends.
       *[other] { $shown } collection points will move to what takes over when this unit ends.
    }
unit-points-withdraw =
    { $n ->
        [one] { $shown } collection point will be withdrawn when this unit ends.
       *[other] { $shown } collection points will be withdrawn when this unit ends.
    }
unit-results = Results of this unit
merger-take-back = Take the merger back
merger-take-back-hint = The day has not come, so it can be taken back.
merger-take-back-lead = This unit goes on, and its collection points stay as they are. A unit that was added to take its place stays in the list; if nobody needs it, remove it separately.
merger-taken-back = Taken back. The unit goes on.
merged = Noted.
action-unit-merged = Unit merged
action-unit-split = Unit split
action-merger-taken-back = Merger of a unit taken back
refers-classifications = classifications

# Results before and after a merger
filter-unit-until = (until { $day })
filter-predecessors = Together with former units
history-ended = This unit existed until { $day }. The figures below are its own, from when it existed.
history-until = until { $day }
history-since = since { $day }
history-ways = Way of counting
history-alone = This unit by itself
history-with = Together with the former units
history-with-hint = Every response counts once. A sum is shown only where the figure of each unit can be shown.
history-split-hint = Figures of a unit that was split are not counted here: no response says to which part it belongs.
by-unit-title = Unit by unit
by-unit-lead = One figure for all may hide how far apart the former units were.
by-unit-whole = Together
methods-predecessors-title = Units that were merged or split
methods-predecessors = A response belongs to the unit that was asked about at the time and never moves, so the figures of a former unit stay as they were. A new unit can be looked at by itself, or together with the former units that went whole into it; each response counts once. A unit that was split is counted with none of its parts, because no response says to which part it belongs. The sum with former units is shown only where the figure of each of them can be shown, so no hidden figure can be had by subtracting.

# Classes
column-class = Class
class-uncertain = (the interval reaches into another class)
class-basis = Classes according to: { $basis }
classifications-title = Classes
classifications-lead = Classes such as "excellent" or "good" by levels of satisfaction. Only for random-sample surveys with an interval; what people send in of their own accord ranks nobody.
classifications-find = Find by unit, class or legal basis
classifications-none = There is no such classification.
classification-add = Add a classification
classification-change = Change the classification
classification-remove = Remove the classification
classification-remove-lead = The results page will no longer name classes by it, nor for past years. When new rules come, add a classification from the new year on instead.
classification-about = { $unit }, from { $year }
classification-unit-hint = It also holds for the units below that have none of their own.
classification-unit-wrong = Please choose a unit within your own scope.
classification-year-hint = It holds from this year until the unit has a new one.
classification-year-taken = This unit has a classification from that year already. Please change the year, or change the other one.
classification-basis-hint = The decision that sets the classes, for example its number and date
classification-basis-missing = Please say which decision sets the classes.
classification-catalogue = Classifications that were published
classification-take-label = Use the classes of { $basis }
classes = Classes
classes-hint = From the highest class downwards. Each reaches from its own level up to that of the class above. Leave rows empty that you do not need.
class-number = Class { $number }
class-bound = From (%)
class-bound-wrong = Please enter a number above 0 and at most 100, for example 80 or 82.5.
class-bound-order = This level must be lower than that of the class above.
class-needed = Please enter at least one class with a level.
class-lowest = Lowest class
class-lowest-hint = Everything below the lowest level above belongs to it, so no percentage is left out.
class-below = below that: { $class }
methods-classes-title = Classes
methods-classes = Each locality sets its classes by levels of the percentage, with the decision they rest on. The percentage is compared before rounding: 79.96 % is shown as 80.0 % but stays below 80 %. A class ranks an office, so there is one only where there is an interval: what people send in of their own accord, administrative rates and samples that are too small have none. Where the interval reaches into another class, that is said, because another sample might have given the other class.
action-classification-added = Classification added
action-classification-changed = Classification changed
action-classification-removed = Classification removed

## Samples
refers-sample = a sample that was drawn
action-sample-drawn = Sample drawn
action-sample-discarded = Sample discarded
campaign-sampling-drawn = A sample was drawn for this survey. To choose respondents in another way, discard the sample first.
sample-title = Sample
sample-draw = Draw a sample
sample-see = See the sample
sample-none-yet = No sample was drawn here yet. It may also have been drawn elsewhere.
sample-drawn-short = { $size } of the { $of } elements of the frame were drawn.
sample-none-here = No sample was drawn here for this survey. One can be drawn only while the survey is in preparation and is to be a random sample with a design.
sample-none-invited = People were already invited to this survey, so no sample can be drawn any more.
sample-lead = Bring the frame (the whole list of households or dossiers), choose how to draw, look at it, then draw. The frame is not kept; only what is drawn is.
sample-frame = Frame
sample-frame-file = Excel (.xlsx) or CSV file
sample-frame-file-hint = The first line has the names of the columns, each further line is a household or dossier. At most 100,000 lines, 8 MB. Names and addresses are not needed.
sample-frame-text = Or paste the table here
sample-frame-text-hint = Columns are apart by semicolons, commas or tabs.
sample-frame-kept = The table that was read (open it to change it)
sample-frame-empty = Please choose a file or paste the table.
sample-frame-hash = Fingerprint of the frame (SHA-256)
sample-frame-hash-hint = If it is published before lots are drawn, anybody can check later that the frame was not changed.
sample-read = Read the frame
sample-seen =
    { $n ->
        [one] One line was read
       *[other] { $shown } lines were read
    }
sample-elements =
    { $n ->
        [one] one element
       *[other] { $shown } elements
    }
sample-columns = Columns
sample-columns-lead = Only the columns chosen here are used.
sample-column = column “{ $column }”
sample-line = Line { $line }
frame-no-column = (not used)
frame-column-missing = This way to draw needs this column.
frame-reference = Number
frame-reference-hint = Of the household or dossier, another on each line.
frame-stratum = Stratum
frame-stratum-hint = For example the commune, or urban and rural.
frame-psu = Cluster
frame-psu-hint = What is drawn at the first stage, such as a village.
frame-size = Size of the cluster
frame-size-hint = A whole number, the same on all lines of a cluster. Without it, the lines are counted.
frame-order = Order
frame-order-hint = The frame is sorted by it before the draw, so that the sample spreads evenly.
frame-spread = Expected standard deviation of the stratum
frame-spread-hint = The same on all lines of a stratum.
frame-taken = Number to be drawn of the stratum
frame-taken-hint = The same on all lines of a stratum.
sample-design = How to draw
sample-design-which = Design
sample-design-hint = Where interviewers can go everywhere, draw by strata; where they must keep to some villages, draw in two stages.
design-systematic = Systematic (equal distances from a random start)
design-stratified = Stratified
design-two-stage = Two stages (clusters by size, then elements in them)
design-stages = { $psus } clusters, { $each } elements of each
sample-allocation = Division over the strata
sample-allocation-hint = Proportional gives everybody the same chance; Neyman gives the smallest error.
allocation-proportional = In proportion to the elements
allocation-neyman = Neyman, needs a column with standard deviations
allocation-fixed = A fixed number of each stratum
sample-n = Sample size
sample-n-hint = How many elements are drawn in all.
sample-per-stratum = Number drawn of each stratum
sample-per-stratum-hint = Leave it empty where a column of the frame has the number of the stratum.
sample-psus = Number of clusters
sample-psus-hint = The larger a cluster, the likelier it is drawn; one larger than the interval is certain.
sample-each = Elements of each cluster
sample-each-hint = Every cluster must have at least as many.
sample-within = Draw within
sample-within-hint = Within each stratum, or each drawn cluster.
within-systematic = systematic
within-simple-random = simple random
number-to-draw-wrong = Please enter a whole number from 1 to 100000.
sample-look = Look at what will be drawn
sample-look-again = The frame or the design changed since you looked. Please look again, then draw.
sample-faulty = The sample cannot be drawn yet; please see what is not right.
sample-faults =
    { $n ->
        [one] One thing is not right
       *[other] { $shown } things are not right
    }
frame-fault-empty = the cell is empty.
frame-fault-too-long = the number is longer than 200 characters.
frame-fault-twice = this number stands in line { $line } already.
frame-fault-too-wide = it has more cells than there are columns.
frame-fault-name = the column has no name, or that of another.
frame-fault-size = it is no size: a whole number from 1 to 1000000000 is needed. A cluster of size 0 would never be drawn; take it out of the frame or join it to another.
frame-fault-spread = it is no standard deviation: a number from 0 is needed.
frame-fault-number = it is no number to be drawn: a whole number from 1 is needed.
frame-fault-differs = it differs from line { $line }, where it must be the same.
frame-fault-too-many = The frame is longer than 100,000 lines.
frame-fault-none = The frame has nothing to draw from yet.
frame-fault-more = { $taken } are to be drawn, and there are { $has }.
frame-fault-fewer = { $taken } are to be drawn, and there are { $has } strata, each of which needs one. Draw more, or join strata.
frame-fault-no-spread = The standard deviation of every stratum is 0, so nothing can be divided by it.
frame-fault-stratum = The stratum “{ $name }” has { $has }, and { $taken } are to be drawn of it.
frame-fault-cluster = The cluster “{ $name }” has { $has } elements, and { $taken } are to be drawn of each. Join it to its neighbour, or draw fewer.
strata-table = The sample by strata
strata-all = All
strata-whole = Whole frame
strata-elements = Frame
strata-clusters = Clusters drawn
strata-interval = Interval of clusters
strata-drawn = Drawn
strata-weight = Weight
strata-of = { $drawn } / { $all }
strata-shares = { $frame } → { $sample }
strata-chart = Each stratum's share of the frame and of the sample
strata-chart-lead = Outlined bar: share of the frame. Filled bar: share of the sample.
strata-certain =
    { $n ->
        [one] One large cluster is certain to be drawn:
       *[other] { $shown } large clusters are certain to be drawn:
    }
size-title = Work out the sample size
size-lead = From the margin of error that is wanted, at 95 % confidence, for as many elements as the frame has (Cochran 1977). The result is filled in as the sample size (or the number of clusters).
size-share = Expected share of satisfied (%)
size-share-hint = 50 is safest.
size-margin = Margin of error wanted (percentage points)
size-margin-hint = 5, for example, means ± 5 points.
size-deff = Design effect
size-deff-hint = 1 without clusters; usually 1.5 to 2 with clusters.
size-rate = Expected response rate (%)
size-rate-hint = How many of those asked will answer.
size-propose = Propose a sample size
size-proposed = Ask { $asked } elements (a simple random sample of a very large population: { $simple }).
percent-wrong = Please enter a percentage.
margin-wrong = Please enter a margin from 0.1 to 50.
deff-wrong = Please enter a number from 0.1 to 100.
sample-ready =
    { $n ->
        [one] A sample of one element
       *[other] A sample of { $shown } elements
    }
sample-draw-now = Draw
sample-draw-lead = Once drawn, the sample never changes. While the survey is in preparation it can be discarded and another one drawn; each draw and each discard stands in the log with its seed.
sample-seed = Seed
sample-seed-hint = Leave it empty and the program chooses one at random. Where lots are drawn in public, enter the digits that came out, at most 40; zeros at the beginning count.
seed-wrong = A seed has digits only, at most 40.
seed-typed = (typed, for example after lots were drawn)
seed-made = (chosen by the program)
sample-draw-it =
    { $n ->
        [one] Draw one element
       *[other] Draw { $shown } elements
    }
sample-drawn-now = The sample is drawn.
sample-discarded = The sample is discarded. Another one can be drawn.
sample-drawn-already = This survey has a sample already, or none can be drawn any more; nothing was changed.
sample-drawn-at = Drawn at
sample-drawn-by = Drawn by
sample-algorithm = Version of the algorithm
sample-result-hash = Fingerprint of the result (SHA-256)
sample-frozen = From the frame and all of this, anybody can draw the very same sample again, by another program too.
sample-next = What comes next
sample-list-lead = The list has the number, stratum, cluster, probability and weight of each element. These are personal data: keep them private. Each download is noted in the log.
sample-download =
    { $n ->
        [one] Download the list of one element (CSV)
       *[other] Download the list of { $shown } elements (CSV)
    }
sample-invite = Invite them to answer by a link
sample-invite-lead = When invitations are issued, the numbers of those invited go over to the list of invitations and are erased here, so that nobody can tell who answered. Download the list before, if you need it; it can still be drawn again from the frame. Answers that come by a link carry no stratum, cluster or weight.
sample-invite-at = Invite at the point “{ $point }”
sample-no-point = This survey has no point yet that is “by invitation only”.
sample-all-invited = All were invited, so the list is no longer here. To have it again, draw it again from the same frame below.
sample-verify = Check the sample
sample-verify-lead = Bring the same frame to draw again and compare with the sample that is kept. Nothing more is stored.
verified-same = Right: from this frame and the seed that is kept, the very same sample is drawn.
verified-other-frame = This is another frame. Its fingerprint:
verified-other-result = The frame is the same, but another sample is drawn from it: the one that is kept was not drawn by these rules.
verified-other-algorithm = The sample was drawn by version { $version } of the algorithm, which this program does not have.
verified-list = Download the list drawn again (CSV)
sample-discard = Discard the sample
sample-discard-lead = The sample and the list of those drawn are erased; the log keeps the seed and the fingerprints. This can be done only while the survey is in preparation and nobody was invited.

entry-title = Entry
entry-lead = Choose the place whose paper forms or interviews are to be entered. Each form is judged by the same rules as those that citizens fill in themselves.
entry-find = Find by place, unit, sector or survey
entry-none = There is nowhere to enter yet. A survey manager must add a collection point of the mode "Paper form" or "Interview" at your unit.
entry-not-found = There is no such place.
entry-waiting = Waiting for second entry
entry-different = Still different
entry-done = Stored
entry-until = (the survey has closed; entry until { $date })
entry-twice-mark = (entered twice)
entry-day = Day of answering
entry-day-hint = From { $first } to { $last }.
entry-day-wrong = Please give the day of answering.
entry-day-outside = The day of answering must lie within the survey's period, and not after today.
entry-batch = Batch
entry-batch-wrong = Please give the name of the batch, 40 characters at most.
entry-number = Form number
entry-number-hint = Optional; with a number, no form is entered twice by mistake.
entry-number-hint-twice = The number on the form, by which its two entries meet.
entry-number-missing = Forms of this survey are entered twice, so the number is needed.
entry-number-wrong = The form number is a number from 1 to 999999.
entry-number-taken = The form of this number is entered already. Please check number and batch.
entry-sector-choose = Choose a sector
entry-sector-wrong = Please choose the sector.
entry-kept = The form is not stored yet. Everything typed is still here.
entry-stored-otherwise = This form was stored before, with other content. Nothing was stored now; to enter another form, please open the entry page anew.
entry-stored = Form { $number } is stored.
entry-first-stored = The first entry of form { $number } is kept. The form counts once a second entry says the same.
entry-agreed = Both entries of form { $number } agree. The form is stored.
entry-differs = The two entries of form { $number } differ, so it does not count yet.
entry-see-differences = See the differences
entry-keys = Entry by keys
entry-keys-how = A digit answers and goes on to the next question; where several may be chosen, press each digit and then + to go on. Press − to go back, Backspace to take an answer away, Tab for the next field, Enter to store and open the next form.
entry-scale = What the digits mean
entry-store = Store and enter the next form
entry-session =
    { $n ->
        [one] { $shown } form entered here since you signed in
       *[other] { $shown } forms entered here since you signed in
    }
entry-empty = (left empty)
assisted-entry = Somebody helped the respondent to fill in the form
paper-forms = Numbered forms
paper-forms-none = There is no such form yet.
paper-forms-find = Find by batch, number or who entered it (diacritics do not matter)
paper-form = Form
paper-form-stage = Stage
paper-form-first = First entry
paper-form-second = Second entry
paper-form-own = You made the first entry; somebody else should make the second.
paper-form-enter-second = Enter a second time
paper-form-part = Question
paper-form-decide = Store the form as chosen
paper-form-too-late = The time for entering forms of this survey is over: this form can become no response any more. What was entered of it can only be removed.
paper-form-decide-lead = Please look at the paper form and choose the right side of each line. Where both are wrong, remove what was entered and enter the form again.
paper-form-not-own = Whoever made the second entry, or a third person, chooses the right side; whoever made only the first does not.
paper-form-waiting-lead = The form waits for its second entry. What the first one says is not shown, so that it does not lead the second.
paper-form-undecided = Please choose the right side of every line.
paper-form-unfit = What was chosen does not fit together: a required question is empty. Please look at the paper form again.
paper-form-remove = Remove what was entered
paper-form-remove-lead = Everything entered of this form is erased, and its number is free to be entered again. It cannot be brought back.
campaign-entry = Entry of paper forms
campaign-entry-option = How forms are entered
campaign-entry-twice = Each paper form is entered twice
campaign-entry-once = Each paper form is entered once.
campaign-entry-twice-hint = The two entries are compared question by question; a form counts only once both agree or somebody has chosen the right side.
campaign-entry-waits = Forms still wait for their second entry or differ, so this cannot be switched off yet.
campaign-entry-progress = Progress
campaign-entry-collectors = Collectors
campaign-entry-rate-lead = Errors can be counted only where forms are entered twice: answers that turned out wrong, for 1,000 keystrokes.
campaign-entry-parts = Questions often entered wrongly
campaign-entry-parts-lead = Questions with errors, those with the most first.
campaign-entry-nothing = Nothing to count yet.
entry-collector = Collector
entry-forms = Forms
entry-keystrokes = Keystrokes
entry-errors = Errors
entry-rate = Errors for 1,000 keystrokes
action-double-entry-set = Set how paper forms are entered
action-entry-decided = Chose the right entry
action-entry-removed = Removed what was entered of a form
privacy-receipt-title = The receipt
privacy-receipt = After sending, the screen shows a receipt, once. Whoever has it can withdraw that form during the survey and for 14 days after: it is erased and no longer part of the results. The receipt is not kept anywhere and does not say who you are; if it is lost, nobody can find the form. Paper forms and interviews entered by staff have none.
receipt = Receipt
receipt-lead = It is shown only once. Should you want to withdraw your answers later, please write it down or take a picture.
receipt-shared = This screen goes back to an empty form after a minute.
withdraw-title = Withdraw what you sent
withdraw-lead = You sent your answers and want to withdraw them? Please type the receipt that was shown after sending.
withdraw-code-hint = 18 letters and digits. Capitals and strokes do not matter.
withdraw-find = Find the form
withdraw-lost = Without the receipt the form cannot be found, because it carries no one's name.
withdraw-code-wrong = This is not right: perhaps a letter is missing or mistaken. Please check letter by letter.
withdraw-not-found = There is no form with this receipt. Perhaps it was withdrawn already, or entered by staff.
withdraw-too-late = This survey ended more than 14 days ago, so the form cannot be withdrawn any more.
withdraw-crowded = Too many receipts are being tried at once. Please wait a minute and try again.
withdraw-ask = Withdraw these answers?
withdraw-means = The form will be erased for good and no longer be part of the results. It cannot be brought back.
withdraw-now = Withdraw
withdraw-keep = Keep it
withdraw-done = Your answers are withdrawn and erased from the results.
campaign-withdrawn = Forms withdrawn by citizens
action-response-withdrawn = A citizen withdrew a form
on-paper-title = Answers are given on paper here
on-paper = Here answers are written on paper and entered by staff. Please ask for a form at the counter.

# Files of units, sectors, targets and classifications
export-csv = Download (CSV)
import-units = Import units from a file
import-sectors = Import sectors from a file
import-targets = Import targets from a file
import-classifications = Import classifications from a file
import-class-year-hint = Each line is a class. Lines of the same unit and year are one classification; write all of its classes, for those that are not written are dropped.
import-class-bound-hint = From this level up. Empty for the lowest class.
import-class-lowest-missing = The lowest class is missing: please add a line without a level.
import-classes-too-many = A classification has at most seven classes.
import-basis-differs = The legal basis differs from that of another line of the same classification.
import-lead = Choose a file and look at it: this page says what it would add and change. Nothing changes until you import it; while one line is wrong, none is imported. Nothing is removed.
import-file = Excel workbook (.xlsx) or CSV
import-file-again = Choose another file
import-file-hint = At most 100,000 lines, 16 MB. Of a workbook, the first sheet is read that has something and is not hidden.
import-file-missing = Choose a file.
import-look = Look before importing
import-empty = The file has no lines.
import-headings-missing = No line of headings was found. The file needs the columns marked “needed” below, with headings as in that table.
import-heading-twice = Two columns have the same heading. Remove one.
import-too-many-lines = The file has more than 100,000 lines. Divide it into several files.
import-has-faults = Some lines are wrong; each is named below. Nothing was imported. Put them right in the file and choose it again.
import-busy = Several other files are being imported. Nothing has changed, and your file is still here. Please wait a few minutes, then press the button again.
import-changed-since = Somebody changed the list since you looked. Look again, then import.
import-seen = What this file would do
import-added = Added
import-changed = Changed
import-unchanged = Unchanged
import-faulty = Wrong lines
import-ignored = Columns that are not used: { $headings }.
import-faults =
    { $n ->
        [one] { $shown } fault
       *[other] { $shown } faults
    }
import-faults-more =
    { $n ->
        [one] … and { $shown } more. Begin with those above: wrong lines are often alike.
       *[other] … and { $shown } more. Begin with those above: wrong lines are often alike.
    }
import-place = Line { $line }, column “{ $column }”:
import-place-value = Line { $line }, column “{ $column }” says “{ $value }”:
import-other-line = (See line { $line }.)
import-twice = This line is about the same entry as one above. Keep one of them.
import-not-in-reach = There is such a unit, but it is not within your reach.
import-too-deep = This would have too many levels above it (over 20). Check this column.
import-percent-share = Is a percentage meant? Write 90 instead of 0.9.
import-shown-changed = The first changes
import-shown-added = The first new ones
import-more =
    { $n ->
        [one] … and { $shown } more.
       *[other] … and { $shown } more.
    }
import-line = Line
import-what = Entry
import-differences = Content
import-nothing = (empty)
import-take-lead = If this is what you want, import it. Each change is noted in the log.
import-take = Import: add { $added }, change { $changed }
import-columns = The columns of the file
import-columns-lead = The safest way: download what there is, change it in Excel and send it back. What has no column in the file stays as it is. Columns may stand in any order.
import-template = Download a template (CSV)
import-column = Column
import-meaning = What to write
import-example = Example
import-needed = (needed)
import-code-hint = A code that exists: that entry is changed. Any other: a new one is added. 1 to 40 small letters without marks, digits, hyphens.
import-name-hint = Needed for a new one.
import-kind-hint = Province, department, district or commune. Needed for a new one.
import-unit-parent-hint = The code of the unit above; it may stand further down in the same file. Figures move with a unit that comes under another.
import-sector-parent-hint = The code of the sector above; it may stand further down in the same file. Empty if there is none.
import-day-hint = Day/month/year, or year-month-day. Needed for a new one.
import-last-day-hint = Empty while the unit exists.
import-successor-hint = The code of the new unit, if it was merged.
import-unit-hint = The code of the unit.
import-sector-hint = The code of the sector.
import-from-year-hint = The same unit, sector and first year are the same target.
import-to-year-hint = The last year of the target. Needed for a new one.
import-operator-hint = >= (at least) or > (more than). Needed for a new one.
import-progress = Written
import-running = Importing: { $written } of { $rows } rows are written (those of the log included).
import-elsewhere = Importing.
import-waiting = This page looks again every few seconds. You may leave it; the import goes on.
import-look-again = Look again now
import-taken = Imported: { $added } added, { $changed } changed.
import-changed-meanwhile = Nothing was imported, because somebody has just changed the list. Choose the file again and look.
import-failed = Nothing was imported, because something went wrong on our side. Try again in a few minutes.
import-another = Import another file
action-import-begun = Import of a file begun
action-imported = File imported
retention-title = Retention
retention-lead = Responses are not kept for ever. When their time is over, the program erases them; published figures stay as they are, to the last digit.
retention-periods = How long things are kept
retention-periods-lead = In months, counted from the last day of each campaign. The same for all campaigns.
retention-set-above = An administrator of the whole installation sets these periods.
retention-not-before = Nothing is erased before { $date }, so that everybody can still look and stop it.
retention-notice = Where you shorten a period, nothing is erased for { $days } days.
retention-find = Find by campaign or unit
retention-next = Next erasure
retention-kind-texts = What people wrote
retention-kind-links = What leads to people
retention-kind-responses = Responses
retention-texts-label = What people wrote: months
retention-texts-hint = Comments and every other answer in words. { $least } to { $most } months; empty keeps them for ever.
retention-links-label = What leads to people: months
retention-links-hint = The number by which a receipt finds a response, the time of sending, who entered it, lists of who was drawn, unfinished paper forms. { $least } to { $most } months; they are always erased.
retention-responses-label = Responses: months
retention-responses-hint = Each single response; the counts are never erased. { $least } to { $most } months; empty keeps them for ever.
retention-texts-wrong = What people wrote is kept for 2 to 60 months, or leave the field empty.
retention-links-wrong = What leads to people is kept for 2 to 24 months.
retention-responses-wrong = Responses are kept for 12 to 120 months, or leave the field empty.
retention-texts-too-long = What people wrote is part of their responses, so it cannot be kept longer than these.
retention-links-too-long = What leads to people cannot be kept longer than the responses.
retention-months =
    { $n ->
        [one] { $shown } month
       *[other] { $shown } months
    }
retention-stays = Not erased
retention-no-end = The campaign has no last day yet
retention-due = From { $date }
retention-due-now = Due since { $date }, about to be erased
retention-overdue = Overdue since { $date }, held
retention-erased = Erased on { $date }
retention-held = Held
retention-held-since = On hold since { $date }: nothing of this campaign may be erased.
retention-what = Data
retention-how-long = Kept for
retention-when = To be erased
retention-so-far = Erased so far
retention-counts-stay = The counts stay. Of random samples each person's ratings stay too, because intervals are computed from them, without number, time, place or anything people said of themselves.
retention-rows-responses =
    { $n ->
        [one] { $shown } response
       *[other] { $shown } responses
    }
retention-rows-texts =
    { $n ->
        [one] { $shown } text
       *[other] { $shown } texts
    }
retention-rows-elements =
    { $n ->
        [one] { $shown } person of the sample
       *[other] { $shown } persons of the sample
    }
retention-rows-entries =
    { $n ->
        [one] { $shown } note of who entered
       *[other] { $shown } notes of who entered
    }
hold-title = Hold
hold-place = Hold the data of this campaign
hold-means = While a campaign is held, nobody and no job erases anything of it: neither its sample nor its lists of invitations nor responses that people want to withdraw. That they want to is noted, and done as soon as the hold is lifted.
hold-since = Since
hold-by = Ordered by
hold-reason = Reason
hold-reason-hint = For example: a complaint is being handled, with the number of the document. The reason stands in the log; those who run the campaign do not see it.
hold-reason-missing = Please say why it is held.
hold-reason-too-long = The reason is longer than 500 characters.
hold-placed = The data of this campaign are held.
hold-already = This campaign was held already.
hold-lift = Lift the hold
hold-lift-lead = What is overdue is erased within an hour, and what people asked to withdraw at once. It cannot be brought back.
hold-lifted = The hold is lifted.
hold-stays = Not erased: the data of this campaign are on hold.
refers-hold = An order to hold its data
sample-list-erased = The list of who was drawn was erased on { $date }, because its time was over. Whoever has the frame can draw the same list again.
withdraw-held = The data of this survey must be kept as they are at present, for an inspection or a complaint, so nothing can be erased today. Your request will be noted, and your answer is erased as soon as that ends.
withdraw-noted = Your request is noted. The data of this survey must be kept as they are at present; as soon as that ends, your answer is erased from the system and from the results. You need not do anything more.
privacy-retention-title = How long things are kept
privacy-retention = Counted from the last day of the survey. When the time is over, the program erases:
privacy-retention-texts =
    { $n ->
        [one] What you wrote in your own words: after { $shown } month.
       *[other] What you wrote in your own words: after { $shown } months.
    }
privacy-retention-texts-ever = What you wrote in your own words: kept with the answer; no time of its own is set.
privacy-retention-links =
    { $n ->
        [one] The number by which a receipt finds an answer, the time of sending, who entered it, and lists of who was drawn: after { $shown } month.
       *[other] The number by which a receipt finds an answer, the time of sending, who entered it, and lists of who was drawn: after { $shown } months.
    }
privacy-retention-responses =
    { $n ->
        [one] The answers themselves: after { $shown } month.
       *[other] The answers themselves: after { $shown } months.
    }
privacy-retention-responses-ever = The answers themselves: no time is set.
privacy-retention-stays = The counts stay, because what was published must not change. Of random samples the ratings stay too, without number, time or anything you said of yourself. While data must be kept for an inspection or a complaint, nothing is erased; what you ask to withdraw meanwhile is erased as soon as that ends.
action-retention-set = Retention periods set
action-hold-placed = Data held
action-hold-lifted = Hold lifted
action-disposed = Data erased at the end of their time

# Devices
span-minutes =
    { $n ->
        [one] { $shown } min
       *[other] { $shown } min
    }
span-hours =
    { $n ->
        [one] { $shown } h
       *[other] { $shown } h
    }
span-days =
    { $n ->
        [one] { $shown } day
       *[other] { $shown } days
    }
span-less = less than a minute
ago = { $span } ago
ago-now = just now
refers-devices = devices that stand here, or stood here
refers-tablet = a tablet that was registered as this device
action-device-added = Device added
action-device-changed = Device changed
action-device-link-made = Registration link of a device made
action-device-revoked = Device revoked
action-device-removed = Device removed
devices-title = Devices
devices-find = Find by name, point, unit (diacritics do not matter)
devices-none = There is no such device.
devices-attention = { $n } of { $all } devices need attention.
devices-fine =
    { $n ->
        [one] One device, and it is all right.
       *[other] { $shown } devices, and all of them are all right.
    }
devices-what-title = What is a device?
devices-what = A device is a tablet that stands at a collection point and is used by all who pass. It keeps answers while there is no network and sends them by itself afterwards; here you see whether it works well, and whether an answer did not arrive.
devices-step-add = Add a device and choose the point at which it stands.
devices-step-link = Make a registration link and open it once on the tablet, or scan its QR code.
devices-step-watch = Look at this list: what is silent, or has answers that wait for long, comes first.
devices-no-point = There is no point for a device yet. Please first add a collection point that is answered “On a screen at the service centre”.
device-add = Add a device
device-name = Name of the device
device-name-hint = By which you know it, for example: Tablet at the main door. Citizens do not see it.
device-name-missing = Please give the device a name.
device-name-long = The name of a device has at most 80 characters.
device-point = Collection point
device-point-code = Code of the collection point
device-point-code-hint = Six letters and digits of a point that is answered on a screen at the service centre; the page of the point has it.
device-point-wrong = Please choose a point that is in use and answered on a screen at the service centre, of a survey that has not ended and that a unit within your scope runs.
device-point-withdrawn = The point at which it stands is no longer used, so it takes no answers. Please choose another point for it.
device-campaign-over = The survey of its point has ended, so it takes no answers. Please choose another point for it.
device-added = The device is added. Next: make a link and open it on the tablet.
device-revoked = Revoked. The tablet is this device no longer.
device-state = State
device-state-waits = Waits for its tablet
device-state-in-use = In use
device-state-revoked = Revoked
device-seen = Last contact
device-seen-never = never
device-waiting = Answers that wait
device-waiting-count =
    { $n ->
        [one] { $shown } answer
       *[other] { $shown } answers
    }
device-waiting-none = none
device-waiting-oldest = the oldest for { $span }
device-lately = Answers in 24 h
device-point-unit = Point and unit
device-alarm-silent = Silent in opening hours
device-alarm-queue = Answers wait for long
device-alarm-gap = Answers are missing
device-alarm-stopped = Takes no more answers
device-alarm-clock = Its clock is wrong
device-alarm-storage = Its storage is not safe
device-alarms = Needs attention
device-do-silent = Nothing was heard of it for more than 15 minutes in its opening hours. Please see whether it is on, and has power and a network. What was answered is kept in the tablet.
device-do-queue = Answers have been waiting for more than an hour. Please see to the network where it stands. Do not clear the browser's data or reset the tablet: what waits there would be lost.
device-do-gap = The tablet gave these answers a number, but they neither arrived nor wait in it. Mostly the browser's data were cleared. Please ask whoever looks after it, and say so where results are reported.
device-do-stopped = It could not keep answers safely and takes no more. Please free space on the tablet, or use another one.
device-do-clock = Its clock is wrong by more than 5 minutes. Times of answers are corrected, but it may sleep and wake at the wrong hour. Please switch on “set time automatically” in its settings.
device-do-storage = Its browser may throw away what waits when space gets scarce. Please install the page on the tablet's home screen and open it from there.
device-report = How it is
device-report-none = Nothing was heard of it yet.
device-clock = Clock
device-clock-right = right
device-clock-ahead = ahead by { $span }
device-clock-behind = behind by { $span }
device-version = Software version
device-version-unknown = not told
device-battery = Battery
device-battery-unknown = its browser does not tell
device-battery-charging = { $percent } %, charging
device-battery-level = { $percent } %
device-storage = Storage of its browser
device-storage-kept = kept for sure
device-storage-loose = may be cleared when space gets scarce
device-free = Free space
device-offline = Starts without a network
device-stuck = Answers kept apart because the server could not read them
yes = yes
no = no
device-registered = Registered
device-created = Added
device-gaps = Answers that did not arrive
device-gap = Answers { $first }–{ $last } of this tablet never arrived.
device-gap-one = Answer { $first } of this tablet never arrived.
device-gaps-more =
    { $n ->
        [one] and one more gap
       *[other] and { $shown } more gaps
    }
device-gaps-of = { $lost } of the { $given } answers to which it gave a number.
device-hours = Answers by hour, the last 7 days
device-hours-none = No answers in the last 7 days.
device-hours-about = Each row is a day, each bar an hour; the higher, the more answers, { $most } at the most.
device-hours-norm = The dashed line is what is expected in an hour: { $norm }.
device-hours-mean = { $mean } answers in an opening hour on average.
device-hours-mean-norm = { $mean } answers in an opening hour on average; { $norm } are expected.
device-hours-table = The same in numbers
device-day = Day
device-hour = { $hour }:00
device-sum = Sum
device-abandoned = Visits that were broken off
device-abandoned-lead = The question that was shown when somebody went away. These count as no answers.
device-abandoned-none = None were noted.
device-question = Question
device-abandoned-lately = Last 30 days
device-abandoned-ever = In all
device-incidents = What happened
device-incidents-none = Nothing yet.
device-incidents-more = Earlier ones
device-incident-registered = A tablet was registered
device-incident-storage = Its storage was cleared: what waited there is lost
device-incident-journal = Its journal does not fit together
device-incident-clock = Its clock was wrong
device-incident-token = An old token was used: the tablet was copied, or set back to an earlier state
device-incident-refused = An answer was given while none were taken, or came too late
device-incident-unreadable = An answer could not be read
device-incident-fault = Somebody reported a fault at it
device-incident-number = answer { $number }
device-fault-touch = the screen does not take touches well
device-fault-screen = the screen is broken or hard to read
device-fault-place = it stands badly
device-fault-questions = the questions are wrong here
device-fault-other = something else
device-settings = Settings
device-settings-lead = The tablet gets new settings at its next contact, mostly within a minute.
device-idle = After how many seconds without a touch it asks whether somebody is still there
device-idle-hint = 20 to 300 seconds.
device-idle-wrong = The time without a touch is a number from 20 to 300.
device-grace = For how many seconds it counts down before it begins anew
device-grace-hint = 20 to 120 seconds, so that those who are slow can still touch it.
device-grace-wrong = The countdown is a number from 20 to 120.
device-comments = Comments may be typed on the screen
device-comments-hint = Without them it only asks what is answered by a touch, and the queue is faster.
device-awake = When it is awake
device-awake-hint = Outside these hours its screen is dark, and silence is no alarm. Leave both times empty where it is always awake.
device-opens = Wakes at
device-closes = Sleeps at
device-time-missing = Please enter both times, or leave both empty.
device-time-wrong = A time is written like 07:30.
device-time-order = It must go to sleep after it wakes.
device-days = Days on which it is awake
device-days-none = Please choose at least one day.
weekday-0 = Monday
weekday-1 = Tuesday
weekday-2 = Wednesday
weekday-3 = Thursday
weekday-4 = Friday
weekday-5 = Saturday
weekday-6 = Sunday
device-pin = PIN by which its settings are opened
device-pin-hint = 4 to 8 digits, for those who look after the tablet.
device-pin-hint-set = There is a PIN. Leave this empty to keep it.
device-pin-wrong = A PIN has 4 to 8 digits.
device-pin-remove = Remove the PIN
device-pin-both = Please either type a new PIN or remove it.
device-greeting-vi = Greeting on the first screen, in Vietnamese
device-greeting-en = Greeting on the first screen, in English
device-greeting-hint = May be empty. For example: The one-stop desk asks for your views.
device-greeting-long = A greeting has at most 200 characters.
device-norm = Answers expected in an hour
device-norm-hint = To compare with in the chart. Leave it empty where nobody knows.
device-norm-wrong = What is expected is a number from 1 to 1000, or nothing.
device-link = Register a tablet
device-link-lead = Make a link and open it once on the tablet. From then on it works by itself; nobody signs in on it.
device-link-replaces = A tablet is this device. Once another one opens a new link, the old one can send nothing more: please wait until no answers wait on it.
device-link-open = There is a link, good until { $time } on { $date }. A new one ends it.
device-link-make = Make a link
device-link-for = The registration link for { $name }. It is shown once, here.
device-link-scan = Scan this with the tablet's camera, or type the address into its browser:
device-link-picture = QR code of the registration link
device-link-once = The tablet opens it once. After that, or after { $time } on { $date }, it opens nothing any more. Whoever opens it makes their machine this device: please do not pass it on.
device-revoke = Revoke
device-revoke-title = Lost, or no longer used
device-revoke-lead = The tablet can send nothing more, and a link that was made ends. Answers that arrived are kept; what still waits on it will not arrive. Later a tablet can be registered again by a new link.
device-revoke-waiting =
    { $n ->
        [one] At the last contact one answer waited on it.
       *[other] At the last contact { $shown } answers waited on it.
    }
device-remove = Remove the device
device-remove-lead = Only for a device that was added by mistake and as which no tablet was registered.
device-remove-why = Without it, nobody could tell any more which answers of the tablet did not arrive. Revoke it instead.
point-devices-count =
    { $n ->
        [one] One device stands here.
       *[other] { $shown } devices stand here.
    }
point-devices-none = No device stands at this point yet.
point-withdraw-devices =
    { $n ->
        [one] One device stands at this point. It will take no more answers until another point is chosen for it:
       *[other] { $shown } devices stand at this point. They will take no more answers until another point is chosen for them:
    }

# The analyst's desk.
analysis-title = Analysis
analysis-measure = Kind of figures
analysis-versions = Questionnaires
analysis-none = Nobody has answered under this choice yet.
analysis-compared = Compared with { $period }.
analysis-compared-unfinished = Compared with { $period }; this period is not over.
analysis-significance = A change is called clear when its 95 % interval does not contain 0; each sector is judged by itself.
analysis-change = Change (points)
analysis-change-clear = clear
analysis-change-unclear = not clear
analysis-course = 12 months
analysis-months = The 12 months in numbers
analysis-months-hint = A month with – has no answers or is hidden.
analysis-rate = Response rate
analysis-rate-of = { $answered }/{ $issued }
analysis-rate-hint = A response rate is known only where people were invited by a list in this period. Elsewhere it says –, because nobody knows how many did not answer.
analysis-nothing-before = No answers in the period before
analysis-hidden-before = Hidden in the period before
analysis-break-from = { $month }: { $what }
analysis-break-instrument = Not comparable: another questionnaire
analysis-break-modes = Not comparable: answered in other ways
analysis-break-boundaries = Not comparable: other boundaries
drivers-title = What drives satisfaction
drivers-lead = Which factor goes along most with satisfaction on the whole, and how satisfied people are with it.
drivers-outcome = Satisfaction on the whole is the answer to: “{ $question }”
drivers-newest = As there are very many answers, this page reads only the newest { $most } of each campaign in the period; { $persons } people of them belong to this choice.
drivers-self-selected = These people chose themselves to answer, so this speaks only of those who did.
drivers-no-outcome = This questionnaire does not ask how satisfied people are on the whole, so it cannot be said what goes along with it.
drivers-too-few-factors = This questionnaire has fewer than two factors about which most people said something, so there is nothing to compare.
drivers-too-many-factors = This questionnaire has too many factors to tell their effects apart.
drivers-too-few = Only { $complete } people answered about every factor; at least { $needed } are needed.
drivers-no-variation = Everybody answered alike, so it cannot be said what goes along with satisfaction on the whole.
drivers-unexplained = The factors explain only { $share } of the differences in satisfaction on the whole, too little to call any of them important.
drivers-first = Improvement may raise satisfaction on the whole most here: { $factor } (importance { $importance }, satisfied { $satisfied }).
drivers-caution = This is association, not cause: improving a factor need not raise satisfaction on the whole.
drivers-chart = Factors by importance and share satisfied
drivers-number = No.
drivers-factor = Factor
drivers-importance = Importance
drivers-satisfied = Satisfied
drivers-place = What to do
drivers-concentrate = Improve first
drivers-keep-up = Keep up
drivers-low = Improve later
drivers-overkill = Good enough
drivers-left-out = Not considered, as fewer than half of the people said something about it: { $factors }.
drivers-explained = Together the factors explain { $share } of the differences in satisfaction on the whole between the { $persons } people who answered about all of them.
drivers-method = Importance is the part of each factor in this (Lindeman, Merenda and Gold, 1980); the parts add up to 100 %. Dashed lines are the means of the factors. “May raise most” is importance times the share not satisfied.
expectations-lead = What people hope will be better, that for which most hope a lot first.
expectations-what = What is hoped for
expectations-bar = Chart of the first column
expectations-too-few = Not told, as too few answered
expectations-method = Shares of those who answered each question, by the weights of the sample, in whole percent, so that they may not add up to 100. Nothing is told of fewer than { $needed } answers to a question.
trust-title = Can the figures be trusted
trust-lead = What speaks for the figures of this unit, and what calls for caution.
trust-modes = How people answered
trust-modes-hint = People answer differently to a person, on a screen and on paper, so the ways stand apart.
trust-mode-hidden = Hidden, so that the opinion of a group of fewer than { $minimum } people cannot be known.
trust-response = Those who did not answer
trust-response-hint = People who did not answer may think otherwise than those who did.
trust-response-unknown = Nobody was invited by a list in this period, so nobody knows how many did not answer.
trust-response-rate = { $answered } of { $issued } people who were invited answered ({ $rate }).
trust-response-bounds = The share of satisfied answers, had all who were invited answered, lies between { $lower } (if none of the others are satisfied) and { $upper } (if all of them are).
trust-response-hidden = Too few answered to say more.
trust-precision = Precision of the sample
trust-precision-hint = People of one place often answer alike, so a sample in clusters tells less than a simple random one of as many people.
trust-precision-text = { $persons } people; design effect { $effect }; effective sample size { $effective } people.
trust-screens = What is odd in the answers
trust-screens-hint = A flag is a reason to look again and no proof of fraud; no answer is left out of the figures.
trust-screen = Flag
trust-found = Finding
trust-read = { $read } responses were looked at.
trust-read-newest = { $read } responses were looked at, among the newest { $most } of each campaign in the period.
trust-flagged-of = { $flagged } of { $of } responses
trust-too-short = Not looked at: the questionnaire has fewer than 6 questions on satisfaction, so equal answers are usual.
trust-no-hours = Not looked at: no kiosk keeps hours here.
trust-no-times = Not looked at: nobody’s time is known.
trust-speed = Too fast
trust-speed-hint = Less than a third of the median time of the same way of answering.
trust-burst = In a burst
trust-burst-hint = 5 or more responses within 2 minutes at one collection point.
trust-duplicate = Twice the same
trust-duplicate-hint = Equal to a response at the same point within the 10 minutes before.
trust-outside-hours = Outside opening hours
trust-outside-hours-hint = Given at a kiosk when it should have been asleep.
trust-straight-line = All answers alike
trust-straight-line-hint = 6 answers or more, all the same. A contented person may honestly answer so.
trust-with-without = Share of satisfied answers: { $with } with all responses, { $without } without the { $flagged } flagged ones (“all answers alike” does not count).
trust-with-hidden = { $flagged } responses are flagged (“all answers alike” does not count). The share without them is not given, as the group is too small.
trust-devices = Kiosks
trust-devices-hint = Each answer at a kiosk has a number, so it is known which never arrived.
trust-devices-whole = { $devices } kiosks, { $given } answers, none lost.
trust-devices-gaps = { $devices } kiosks, { $given } answers; { $lost } never arrived, at { $with } kiosks.
trust-volume = Answers beside dossiers
trust-volume-hint = There cannot be more answers than dossiers unless somebody answers several times.
trust-volume-unknown = No number of dossiers of a whole year is known for this unit, so there is nothing to compare with.
trust-volume-responses = Answers
trust-volume-dossiers = Dossiers
trust-volume-too-many = More than dossiers: look again
trust-volume-possible = Not more than dossiers
trust-beside = Self-selected beside probability sample
trust-beside-hint = The two can neither be added nor subtracted. Those who choose themselves to answer are often very satisfied or very dissatisfied, and a kiosk meets only those who come; the gap between the two lines is neither progress nor decline.
trust-interval = 95 % confidence interval
analysis-views = Views of these figures
analysis-view-sectors = Sectors of the unit
analysis-view-units = Units below it
analysis-view-drivers = Drivers
analysis-view-trust = Trust
unit-table-title = Units side by side
unit-table-level = Units shown
unit-table-next = Directly below
unit-table-all = All below: { $kind }
unit-table-none-below = There is no unit of this kind below the chosen one. Please choose another unit or another level.
unit-table-about = Sector: { $sector }.
unit-table-about-all = All sectors together; no target holds for them as a whole.
unit-table-ranked = Ranked: { $n } units that have a 95 % interval. The answers come from a sample, so the true rank may be another: for each unit it is said between which ranks it lies. All these ranges hold together at 95 %.
unit-table-alike = Here no two units can be told apart: each could have any rank.
unit-table-too-few-ranks = Fewer than two units have enough answers for an interval, so nothing is ranked.
unit-table-no-ranks = So units are not ranked and get neither class nor verdict.
unit-table-find = Find a unit
unit-table-not-found = No unit is called so.
unit-table-rank = Rank
unit-table-rank-range = could be { $best } to { $worst }
unit-table-rank-sure = clear
unit-table-rank-note = { $rank } ({ $best }–{ $worst })
unit-table-change-unsure = too few to judge
unit-table-chart = Ranks and how sure they are
unit-table-chart-hint = The point is the rank, the line all ranks that are possible. Units whose lines overlap cannot always be told apart. Rank 1 is the highest.
unit-heat-title = Units by sector
unit-heat-hint = Percentages of satisfied answers. The darker the ground, the lower the number.
unit-heat-from = from { $percent }
unit-heat-below = below { $percent }
unit-heat-marks = A number leads to what lies behind it. ▼ stands beside a number under its target and leads to a new improvement action; by itself that is no verdict. Hidden: of too few people, or others could be worked out from it. –: no answers.
unit-heat-improve = New improvement action: { $about }

# Improvement actions.
improvements-title = Improvement actions
improvements-lead = Each names a weak criterion, the unit that answers for it and a deadline, and compares the figures at its beginning with later ones.
improvements-none-open = Nothing waits to be done at the moment.
improvements-open =
    { $n ->
        [one] { $shown } is planned or under way.
       *[other] { $shown } are planned or under way.
    }
improvements-overdue =
    { $n ->
        [one] { $shown } is overdue and comes first.
       *[other] { $shown } are overdue and come first.
    }
improvements-none = There is no such action.
improvements-find = Find by content, unit, sector or role
improvement-one = An improvement action
improvement-add = Add an action
improvement-change = Change this action
improvement-remove = Remove this action
improvement-remove-lead = This action and all its notes will be removed. If it is just not pursued any more, set its state to “Dropped” instead, so that it can still be followed.
improvement-planned = Planned
improvement-under-way = Under way
improvement-done = Done
improvement-dropped = Dropped
improvement-overdue = Overdue
improvement-status-all = All states
improvement-status-hint = The figures at the beginning are kept when the action is added; if it is only planned, they are kept anew when it begins, and never change afterwards.
improvement-status-wrong = Please choose a state.
improvement-unit = Unit that is judged
improvement-criterion = Weak criterion
improvement-part = Factor or question
improvement-part-all = The index as a whole
improvement-part-wrong = Please choose a factor or question of the list.
improvement-period = Period of the figures at the beginning
improvement-period-hint = A year, quarter or month: 2026, 2026-Q3 or 2026-10. Later figures are compared over the same length of time.
improvement-period-wrong = Please write a year, quarter or month such as 2026, 2026-Q3 or 2026-10.
improvement-responsible = Responsible unit
improvement-responsible-wrong = Please choose the responsible unit.
improvement-role = Responsible role
improvement-role-hint = An office or position, such as “Head of the one-stop office”. No personal name is needed, and none should stand here.
improvement-role-missing = Please name the responsible office or position.
improvement-role-long = The role is longer than 150 characters.
improvement-task = What is to be done
improvement-task-missing = Please say what is to be done.
improvement-text-long = The text is longer than 2,000 characters.
improvement-due = Deadline
improvement-due-wrong = Please choose the last day.
improvement-notes = Monthly notes
improvement-notes-none = There is no note yet.
improvement-note-add = Add a note
improvement-note-missing = Please say what was done, or why it was not.
improvement-month = Month
improvement-month-hint = Year and month, such as 2026-10.
improvement-month-wrong = Please write a year and month such as 2026-10.
improvement-text = Text
improvement-evidence = Evidence
improvement-evidence-hint = A document’s number, where it is kept, or the address of a page. May be left empty.
improvement-evidence-long = The evidence is longer than 500 characters.
effect-title = Effect of this action
effect-baseline = Figures at the beginning: { $period }.
effect-not-yet = There is nothing to compare yet: the period of the figures at the beginning is not over, so later answers belong to it too.
effect-no-answers = There were no answers about this criterion, neither at the beginning nor later.
effect-period = Compare with
effect-source = Source
effect-before = At the beginning ({ $period })
effect-after = Later ({ $period })
effect-change = Change (points)
effect-from-to = { $lower } to { $upper }
effect-no-change = Cannot be compared
effect-caution = A change does not prove that this action caused it: other things may have changed as well.
about-improvement = Improvement action
action-improvement-added = Improvement action added
action-improvement-changed = Improvement action changed
action-improvement-noted = Improvement action noted of
action-improvement-removed = Improvement action removed
changed-baseline-at = Figures at the beginning as of
refers-improvements = improvement actions

# Other indices.
indices-title = Other indices
indices-lead = Indices that others compute and publish, such as PAR INDEX, SIPAS, PAPI, PCI and DTI. Each has a scale of its own: compare them neither with satisfaction nor with each other.
indices-none = There is no such index.
indices-find = Find by index, unit or source
index-one = An index
index-add = Add an index
index-change = Change this year’s index
index-remove = Remove this year’s index
index-remove-lead = The value, the rank and the goal of this year will be removed.
index-name = Index
index-name-hint = Such as PAR INDEX, SIPAS, PAPI, PCI, DTI; any other name will do. Write the same name every year.
index-name-missing = Please name the index.
index-name-long = The name is longer than 80 characters.
index-all-years = All years
index-value = Value
index-value-hint = On the scale of that index, with at most 4 decimals. Leave it empty while nothing is published.
index-value-wrong = Please write a number from 0 on, such as 88.5.
index-nothing = Please write at least one of value, rank and goal.
index-rank = Rank
index-rank-wrong = Please write the rank as a whole number from 1.
index-goal = Goal
index-goal-none = No goal
index-goal-missing = Please choose the kind of goal.
index-goal-at-least = The value is at least
index-goal-up-percent = The value rises by so many % on last year
index-goal-up-points = The value rises by so many points on last year
index-goal-top-rank = The rank is among the first
index-goal-up-ranks = The rank rises by so many places on last year
index-goal-at-least-of = at least { $amount }
index-goal-up-percent-of = up { $amount } % on last year
index-goal-up-points-of = up { $amount } points on last year
index-goal-top-rank-of = among the first { $amount }
index-goal-up-ranks-of = up { $amount } places on last year
index-amount = Amount of the goal
index-amount-hint = A value, or a number of %, points or places, as the kind of goal has it.
index-amount-wrong = Please write an amount that fits the kind of goal; ranks and places are whole numbers from 1.
index-source = Source
index-source-hint = Where it was published, and what document set the goal.
index-source-missing = Please name the source.
index-source-long = The source is longer than 300 characters.
index-twice = This index of the unit is there for this year already, or was just removed. There is one a year.
index-result = Result
index-reached = ✓ Reached
index-not-reached = ✗ Not reached
index-no-value = No value of this year yet
index-no-rank = No rank of this year yet
index-no-last-year = Nothing of last year to compare with
index-of-nothing = Last year was 0, of which no percentage can be told
index-years = Over the years
index-more = More or less than last year
index-places = Rank against last year
index-ranks-up =
    { $n ->
        [one] up { $shown } place
       *[other] up { $shown } places
    }
index-ranks-down =
    { $n ->
        [one] down { $shown } place
       *[other] down { $shown } places
    }
index-ranks-same = the same
index-beside = Satisfaction in these years
index-beside-lead = To be seen beside it, not compared: it is measured differently and on another scale.
index-beside-none = There are no answers about the unit in these years.
about-index = Other index
action-index-added = Index added
action-index-changed = Index changed
action-index-removed = Index removed
changed-year = Year
refers-indices = other indices

# Monthly review.
review-title = Monthly review
review-lead = Choose a unit and a month for the minutes: figures against targets, improvement actions, the notes of the month, room for signatures.
review-show = Show the minutes
review-back = This month as it is now
review-draft = These minutes are as of this moment; answers that come later may change the figures. Keep them and print those that were kept: they do not change any more.
review-keep = Keep these minutes
review-kept = Minutes of this month that were kept
review-kept-at = Kept at { $time }, { $date }.
review-print = These minutes do not change any more and can be printed on A4.
review-of = Minutes of the satisfaction review – { $unit } – { $month }
review-demonstration = DEMONSTRATION DATA, no real figures.
review-figures = 1. Figures against targets
review-no-figures = There are no answers in this year yet.
review-year = { $year }, as counted
review-against = Against the year’s target
review-distance = { $points } points
review-actions = 2. Improvement actions
review-no-actions = Nothing is planned or under way, and nothing was noted in the month.
review-more-actions = { $n ->
    [one] And { $shown } more, which comes after those above; all are on the page of improvement actions.
   *[other] And { $shown } more, which come after those above; all are on the page of improvement actions.
}
review-notes = Notes of the month
review-conclusions = 3. Conclusions
review-chair = Chair
review-secretary = Secretary
review-unit = For the unit
about-review = Minutes of a review
action-review-kept = Minutes of a review kept
changed-as-of = As of
refers-reviews = minutes of reviews
index-import = Import indices
index-import-lead = Paste a table, or choose a CSV or XLSX file. The first line has the names of the columns: Index, Unit, Year, Value, Rank, Goal, Amount, Source. What is there already of the same unit and year is changed as the table says; with one fault no line is taken.
index-import-file = File
index-import-list = Table
index-import-hint = At most 500 lines. Units by code or name. Goals are at-least, up-percent, up-points, top-rank or up-ranks; leave them empty where there is none.
index-import-empty = The table has no lines.
index-import-columns = The first line must have the columns Index, Unit, Year and Source.
index-import-long = The table has more than 500 lines.
index-import-twice = This index of the unit and year stands in a line above already.
index-import-faults = Lines to put right
index-import-fault = Line { $line }: { $what }
index-import-faulty = Some lines are to be put right, so none was taken.
index-import-letters = The file does not say how its letters are coded. Please see whether those in the table below are right, and send it again.

# The factors and items of a sector.
filter-chosen = Shown: { $what }
items-title = Factors and items
items-trail = Where you are
items-whole = All factors
items-factors = Factors
items-item = Item
items-answers = Answers (%)
items-mean = Mean (1–5)
items-mean-short = mean
items-respondents-short = n =
items-action = Plan an action
items-action-of = Plan an improvement action: { $name }
items-outside = Not part of the index.
items-modes-together = All ways of answering of the random sample together; each item shows them apart.
items-weighted = Percentages and means are weighted by the sample; bars and tables of numbers count respondents without weights.
items-weak-hint = Where a figure is below the target of the sector, a link leads to planning an action.
items-numbers = Answers in numbers
items-numbers-of = In numbers: { $what }
items-numbers-hint = Respondents, and their share among those with an opinion.
items-by-mode = By way of answering
items-by-mode-hint = One row for each way: those who answer in different ways may be different people.
items-by-wave = By campaign
items-by-month = By month (12 months)
items-by-time-hint = The sign ≠ marks where a row cannot be compared with the one above.
items-by-unit = By unit directly below
items-by-unit-hint = This is no ranking. Where few answered, figures vary widely.
items-by-former = By the units before the merger
items-by-former-hint = The figure above counts these together; it is hidden where one of them is.
items-by-question = By group of respondents
items-by-question-none = Choose a question, such as sex or age group, to see each group.
items-by-question-hint = Small groups are hidden, and so are groups from which these could be worked out.
items-by-question-many = There are more than { $most } self-selected answers, so this page does not divide them into groups; export the data to do so.
items-question = Divide by
items-question-none = Do not divide
items-unanswered = Did not answer this
# Comments
comments-title = Comments
comments-lead = What people wrote in their own words. Telephone numbers, numbers of papers and the like were masked before anything was stored. Each comment stands only under a unit with enough respondents of that month and sector, so that nobody is recognised.
comments-find = Search the comments (without diacritics)
comments-score = Satisfaction
comments-any-score = Any
comments-satisfied = Satisfied (4 and 5)
comments-not-satisfied = Not satisfied (1 to 3)
comments-theme = Theme
comments-any-theme = All themes
comments-all =
    { $n ->
        [one] There is { $shown } comment about this unit, sector and period.
       *[other] There are { $shown } comments about this unit, sector and period.
    }
comments-newest = The newest { $shown } comments about this unit, sector and period were looked at; the numbers below are of these.
comments-held = Held back: { $held }, because fewer than { $minimum } people answered there in that month.
comments-list = The comments
comments-none = No such comment can be shown.
comments-none-here = There is none among the comments that were looked at. Older ones can be searched too.
comments-first = Back to the beginning
comments-next = Older
comments-themes = What comments are about
comments-counted =
    { $n ->
        [one] Of { $shown } comment that is shown under this choice, whatever theme is chosen. A comment can have several themes.
       *[other] Of { $shown } comments that are shown under this choice, whatever theme is chosen. A comment can have several themes.
    }
comments-number = Comments
comments-bar = Chart
comments-share-satisfied = Satisfied
comments-few = under { $few }
comments-themes-caution = Themes found in fewer than { $few } comments have no number. Those who write do not stand for everybody, so these numbers cannot be compared with the satisfaction index.
comments-pooled = { $unit } or a unit below it
comments-unrated = Rated nothing
comments-minimum = Least number of respondents
comments-minimum-is = Comments are shown only where at least { $minimum } people answered in that month and sector.
comments-minimum-change = Change this number
comments-minimum-lead = A comment is shown only under a unit with at least so many respondents of the same month and sector. Where there are fewer, they are counted with the unit above.
comments-minimum-hint = From { $least } to { $most }. The greater it is, the harder it is to recognise who wrote, but the fewer comments stand with their own unit.
comments-minimum-wrong = Please give a whole number in the range allowed.
themes-title = Themes of comments
themes-lead = A comment with one of the keywords belongs to the theme. When keywords change, every number follows at once, for old comments too.
themes-find = Find a theme or keyword (without diacritics)
themes-none = There is no theme.
themes-read-only = Themes are the same for all units, so only an administrator of the whole installation changes them.
themes-too-many = There are as many themes as there can be. Please remove one first.
theme-add = Add a theme
theme-change = Change the theme
theme-remove = Remove the theme
theme-remove-lead = The theme and its keywords will be gone. The comments stay as they are.
theme-keywords = Keywords
theme-keywords-hint = One word or group of words on each line. Diacritics and capitals do not matter; only whole words are found.
theme-keywords-missing = At least one keyword is needed.
theme-keyword-wrong = A keyword has 2 to 60 characters, with letters.
theme-keywords-too-many = At most 200 keywords.
theme-hint-vi = Note for readers (Vietnamese)
theme-hint-en = Note for readers (English)
theme-hint-hint = Shown with this theme, such as where a denunciation belongs. May be left empty.
theme-hint-too-long = A note has at most 500 characters.
about-theme = Theme of comments
about-comments = How comments are shown
action-theme-added = Theme of comments added
action-theme-changed = Theme of comments changed
action-theme-removed = Theme of comments removed
action-comment-minimum-set = Least number of respondents for comments set
changed-hint = Note

analysis-view-report = Report, workbook
report-title = Report and workbook
report-lead = Choose a unit and a period for a report to be printed and signed, and a workbook (XLSX) with charts. The figures are those of the analysis pages at this moment.
report-heading = Report on the satisfaction of citizens
report-subject = { $unit } – { $period }
report-open = Open for printing
report-save = Download the report (HTML)
report-workbook = Download the workbook (XLSX)
report-contents = Contents
report-verify-hint = Whoever has the database can check this file: “hailong verify” computes every figure again from the responses and says which no longer holds, and why.
report-print-hint = This is for printing on A4 or saving as PDF (Ctrl+P). If you keep this page (Ctrl+S), it can be checked later by “hailong verify”.
report-number = No.: ……
report-recipients = Copies to:
report-signed-by = HEAD OF THE UNIT
report-signed-how = (Signature and seal)
report-annex = Annex { $number }. { $title }
report-chart-description = Each bar is a percentage; the upright mark is its target. The numbers stand in the annex.
report-key = Code
report-target-sign = Sign
report-lower = 95 % from
report-upper = 95 % to
report-change-interval = Interval of the change
report-class-uncertain = { $name } (not certain)
report-findings = Main results
report-findings-short = Main results
report-finding-shown = { $shown } of { $all } sectors have figures that may be published.
report-finding-whole = { $sector }: { $share } satisfied, { $respondents } respondents.
report-finding-met = Target met: { $names }.
report-finding-missed = Target missed: { $names }.
report-finding-not-enough = Not enough evidence: { $names }.
report-finding-above = Percentages of those who chose to answer at or above the target (this is no verdict): { $names }.
report-finding-below = Percentages of those who chose to answer below the target (this is no verdict): { $names }.
report-finding-up = Clearly higher than in the period before: { $names }.
report-finding-down = Clearly lower than in the period before: { $names }.
report-finding-weakest = Lowest items: { $items }.
report-finding-item = { $item } ({ $sector }, { $share })
report-sectors = Sectors against their targets
report-sectors-short = Sectors
report-units = Units directly below
report-units-short = Units
report-units-about = The percentage of each unit is about: { $subject }.
report-rank = Rank
report-rank-range = Rank range
report-rank-hint = The rank range says where the true rank may lie; all ranges hold together at 95 %.
report-no-rank = Respondents chose to answer, so units are not ranked.
report-units-by-sector = Units by sector
report-units-by-sector-short = Units × sectors
report-dash-hint = The sign – means that there are no answers.
report-items = Factors and items
report-items-short = Factors, items
report-item = Factor, item
report-no-opinion = No opinion
report-items-hint = Percentages and means are weighted where the sample is; the people at each of the five points are counted as they are.
report-trend = Course over 12 months
report-trend-short = 12 months
report-month = Month
report-break = Not comparable
report-rates-short = Reported rates
report-method = How the figures were made
report-method-short = Method
report-method-hint = The SHA-256 codes tell whether what the figures were made from is still the same.
report-what = What
report-how = How
report-questionnaire = Questionnaire
report-formula = Formula
report-weighted = Weighted by the design of the sample
report-not-weighted = Not weighted
report-as-of = Moment of the count
report-interval-method = 95 % confidence interval, for random samples only: Clopper–Pearson, Korn–Graubard where the sample has a design.
report-method-version = Version of the methods
report-demonstration = Note
report-hash-data = SHA-256 of the data
report-hash-targets = SHA-256 of the targets
report-hash-classes = SHA-256 of the classes
report-hash-questionnaire = SHA-256 of the questionnaire
report-hash-catalogue = SHA-256 of the catalogue
report-campaign = { $title }: { $sampling }, { $from } – { $until }
report-campaign-open = still open
report-note = Note
report-trend-hint = An empty cell is a month without answers, or one that is hidden.
# Microdata
exports-title = Microdata
exports-lead = Every response as a line, for SPSS, R, Stata, Python or a spreadsheet. Files are made while you wait; you can leave this page and come back.
export-protection = No identifier, no date or time, in shuffled order, without comments. What a stranger may know of a person (unit, sector, month, way of answering, what people say of themselves) is made coarser where fewer than { $minimum } responses are alike. Answers about satisfaction stay as they are.
exports-none = There is no export yet.
exports-find = Find a unit or campaign (marks are not needed)
export-ask = Export data
export-one = Export
export-unit-hint = With all units below it.
export-format = Format
export-format-csv = CSV
export-format-spss = SPSS (.sav), which R, Stata and Python read too
export-format-xlsx = Workbook (XLSX)
export-format-wrong = Please choose a format.
export-labels = Language of labels
export-labels-hint = Files of SPSS have labels in one language only; the codebook that comes along always has both.
export-labels-wrong = Please choose a language.
export-campaign-wrong = Please choose a campaign of the list.
export-period-wrong = Please choose a period of the list.
export-too-many = Several of your exports are not finished yet. Please wait, or cancel some.
export-state = State
export-made = Asked for
export-by = Asked for by
export-waiting = Waiting
export-running = Being made
export-finished = Finished
export-failed = Failed
export-cancelled = Cancelled
export-waiting-lead = An earlier export is not finished yet. This page updates itself.
export-running-lead = This page updates itself.
export-failed-lead = Something went wrong on the server; no file is left. Please ask again, or tell those who run it if it fails again.
export-cancelled-lead = No file is left.
export-percent = { $percent } %
export-progress = Done
export-fetch = Download
export-size = { $number } { $unit }
export-until = File and link go at { $time }.
export-what-is-in-it = In the archive: a file (or a sheet) for each version of a questionnaire, the codebook, and manifest.json, which says how many lines were made coarser.
export-link-gone = This link leads to no file, or not any more.
export-cancel = Cancel this export
export-cancel-lead = The work stops and leaves no file behind.
export-remove = Remove this export
export-remove-lead = The file goes too. The log keeps who asked for it and who downloaded it.
about-export = Export of microdata
action-export-asked = Microdata asked for
action-export-cancelled = Export of microdata cancelled
action-export-removed = Export of microdata removed
changed-protected = Small groups protected
microdata-campaign = Campaign (code; its title is in the codebook)
microdata-unit = Unit judged (code)
microdata-sector = Sector judged (code)
microdata-mode = Way of answering
microdata-language = Language of answering
microdata-assisted = Somebody helped
microdata-month = Month (or quarter, year where coarser)
microdata-stratum = Stratum of the sample
microdata-psu = Cluster of the sample
microdata-weight = Weight
microdata-coarsened = How much coarser: 0 is everything (see manifest.json)
# Tokens of the API
tokens-title = API tokens
tokens-lead = With a token, other software (of a one-stop centre, for example) hands over answers or issues invitations by the API. Each should have its own, with no more rights than it needs.
tokens-description = Description of the API (OpenAPI)
tokens-find = Find a token
tokens-none = There are no tokens yet.
token-name = Software that has it
token-name-hint = For example, the name of the software and where it is used.
token-name-missing = Please say which software has this token.
token-scope = Unit
token-rights = May
token-right-submissions = Hand over answers
token-right-invitations = Issue, read and withdraw invitations
token-right-missing = Please choose at least one right.
token-last-day = Good through
token-last-day-hint = Two years at the most.
token-day-past = This day is over.
token-day-far = This day is too far away; two years from today at the most.
token-used = Last used
token-state = State
token-state-valid = Valid
token-state-expired = Expired
token-state-revoked = Revoked
token-made = Made
token-make = Make a token
token-new = New token
token-new-for = For: { $name }
token-new-once = It is shown this once. Copy it into the software now, and do not send it by e-mail; if it is lost, make another one and revoke this one.
token-revoke = Revoke the token
token-revoke-lead = The software that has it will be refused, at once and for good. What it handed over stays.
token-revoked = Revoked. This token opens nothing any more.
refers-tokens = API tokens
about-token = API token
action-token-made = API token made
action-token-revoked = API token revoked
action-responses-taken = Answers taken from other software
api-no-token = A valid token is needed
api-no-token-detail = Send one that has not ended, in the header Authorization: Bearer.
api-not-allowed = The token does not allow this
api-not-found = Nothing is at this address
api-wrong-method = This address does not take this method
api-bad-request = The request cannot be read
api-unknown-filter = The filter names something that does not exist
api-bad-json = The body is not valid JSON
api-invalid = Something in the body is wrong
api-conflict = Something else stands under this identifier
api-too-large = The body is too large
api-too-slow = The body arrived too slowly
api-too-long = The address is too long
api-wrong-type = The body must be application/json
api-too-often = Too many requests within a minute
api-unavailable = Not available at the moment; try again
api-point-unknown = There is no such collection point in the scope of the token
api-not-open = The campaign is not open yet
api-closed = The campaign has ended, or the collection point is no longer used
api-point-refuses = This collection point does not take answers in this way
api-not-inviting = This collection point takes no invitations
api-links-made = The links of this round were made already
api-batch-ended = The list expired or was withdrawn
api-batch-held = The campaign is on hold, so nothing of it is erased
api-wrong-value = The value is of a wrong type or form.
api-unknown-field = The description of the API has no such field.
api-references-wrong = Each reference must have letters, occur once, and be neither of several lines nor too long.
api-missing = This field is needed.

# Boundaries of units, for maps.
outlines-title = Boundaries of units
outlines-lead = Load boundaries from a GeoJSON file to see the figures of units on a map. A unit without a boundary is not on the map; its figures are in the table all the same.
outlines-known = Boundaries there are
outlines-with = With a boundary
outlines-all = All
outlines-file = GeoJSON file (.geojson, .json)
outlines-file-again = Choose another file
outlines-file-hint = At most 16 MB. Each area is a unit or a part of one. Coordinates are longitude and latitude, WGS 84 (EPSG:4326); convert a file in VN-2000 first, for example with QGIS.
outlines-property = Name of the column with the code or name of the unit
outlines-property-hint = If left empty, the column is taken that fits the most units.
outlines-look = Look before taking
outlines-seen = What was read
outlines-by-code = Units are found by the code in the column “{ $property }”.
outlines-by-name = Units are found by the name in the column “{ $property }”.
outlines-found = Units found
outlines-replaced = Of these, boundaries that replace others
outlines-left = Areas of no unit
outlines-left-which = { $n ->
    [one] { $shown } area will be left out
   *[other] { $shown } areas will be left out
}
outlines-left-more = { $n ->
    [one] And { $shown } other area.
   *[other] And { $shown } other areas.
}
outline-area = Area { $number }:
outline-area-value = Area { $number }, “{ $value }”:
outline-no-area = is no area, only a point or a line.
outline-no-value = the column is empty.
outline-no-unit = no unit has this code or name.
outline-several = several units have this name; use a column with codes.
outlines-map = Map of the units found
outlines-take = { $n ->
    [one] Take the boundary of { $shown } unit
   *[other] Take the boundaries of { $shown } units
}
outlines-taken = { $n ->
    [one] The boundary of { $shown } unit was taken.
   *[other] The boundaries of { $shown } units were taken.
}
outlines-removed = { $n ->
    [one] The boundary of { $shown } unit was removed.
   *[other] The boundaries of { $shown } units were removed.
}
outlines-remove = Remove boundaries
outlines-of = { $n ->
    [one] { $shown } unit
   *[other] { $shown } units
}
outlines-remove-lead = There will be no map any more. No figure changes.
outlines-no-features = This is no GeoJSON file with areas (FeatureCollection).
outlines-not-degrees = The coordinates are no longitude and latitude: they may be VN-2000, in metres, or latitude may stand first. Export them as WGS 84 (EPSG:4326).
outlines-too-many = The file has more than 20,000 areas. Split it by province.
outlines-nothing-found = No unit was found in the file. Give the name of the column that has the code or name of the unit.
action-outlines-taken = Boundaries of units taken
action-outlines-removed = Boundaries of units removed
about-outlines = Boundaries of units
changed-outlined = number of units

# The map on the page of units.
unit-map-title = Map
unit-map-hint = Percent of answers that are satisfied; the darker, the lower. Choose a unit to see what lies behind it. –: no answers yet.
unit-map-missing = { $n ->
    [one] { $shown } unit of the table has no boundary, so it is not on the map.
   *[other] { $shown } units of the table have no boundary, so they are not on the map.
}
unit-map-most = A map has { $shown } units at most: choose a unit above them to see one.
