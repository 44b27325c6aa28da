//! The router of the staff's pages: each address with who is let in. What stands here is all there is, so a test can walk it.

use app::domain::role::Right::{Accounts, Analysis, Audit, Catalogue, Collection, Retention, Surveys};
use app::pages::passkeys::{NEW, PATH as PASSKEYS};
use app::pages::sign_in::{CODE_PASSKEY, CODE_PASSKEY_CHALLENGE, PASSKEY, PASSKEY_CHALLENGE};
use axum::routing::{MethodRouter, get, post};
use axum::{Router, middleware};

use super::signed::Admission::{self, Anybody, SignedIn, With};
use super::{account, analysis, kept, manage, passkeys, sign_in, sign_in_provider, signed};
use crate::App;
use crate::forms;
use crate::single_sign_on::settings::RETURN;

/// The staff's addresses.
#[derive(Debug)]
pub struct Routes {
    /// What serves them.
    pub router: Router<App>,
    /// Each address with who is let in.
    pub addresses: Vec<(&'static str, Admission)>,
}

/// Everything that is served to staff, by address.
#[must_use]
pub fn routes(app: &App) -> Routes {
    let none = Routes { router: Router::new(), addresses: Vec::new() };
    let routes = units(devices(retention(files(entry(surveys(own(none, app), app), app), app), app), app), app);
    exports(comments(actions(analysts(tokens(routes, app), app), app), app), app)
        .page(app, "/manage/users", With(Accounts), get(manage::users::show).post(forms::manage::users::submit))
        .page(app, "/manage/users/{id}", With(Accounts), get(manage::users::show_one).post(forms::manage::user::change))
        .page(app, "/manage/users/{id}/link", With(Accounts), get(manage::users::link).post(forms::manage::user::link))
        .page(
            app,
            "/manage/users/{id}/suspension",
            With(Accounts),
            get(manage::users::suspension).post(forms::manage::user::suspend),
        )
        .page(app, "/manage/sectors", With(Catalogue), get(manage::sectors::show).post(forms::manage::sectors::submit))
        .page(app, "/manage/sectors/{code}", With(Catalogue), get(manage::sectors::show_one).post(forms::manage::sector::change))
        .page(
            app,
            "/manage/sectors/{code}/removal",
            With(Catalogue),
            get(manage::sectors::removal).post(forms::manage::sector::remove),
        )
        .page(app, "/manage/targets", With(Catalogue), get(manage::targets::show).post(forms::manage::targets::submit))
        .page(app, "/manage/targets/{id}", With(Catalogue), get(manage::targets::show_one).post(forms::manage::target::change))
        .page(
            app,
            "/manage/targets/{id}/removal",
            With(Catalogue),
            get(manage::targets::removal).post(forms::manage::target::remove),
        )
        .page(
            app,
            "/manage/classifications",
            With(Catalogue),
            get(manage::classifications::show).post(forms::manage::classifications::submit),
        )
        .page(
            app,
            "/manage/classifications/{id}",
            With(Catalogue),
            get(manage::classifications::show_one).post(forms::manage::classification::change),
        )
        .page(
            app,
            "/manage/classifications/{id}/removal",
            With(Catalogue),
            get(manage::classifications::removal).post(forms::manage::classification::remove),
        )
        .page(app, "/manage/points", With(Surveys), get(manage::points::show).post(forms::manage::points::submit))
        .page(app, "/manage/points/posters", With(Surveys), get(manage::posters::show_all))
        .page(app, "/manage/points/{code}", With(Surveys), get(manage::points::show_one).post(forms::manage::point::change))
        .page(app, "/manage/points/{code}/poster", With(Surveys), get(manage::posters::show))
        .page(app, "/manage/points/{code}/qr.svg", With(Surveys), get(manage::posters::qr_code))
        .page(
            app,
            "/manage/points/{code}/withdrawal",
            With(Surveys),
            get(manage::points::withdrawal).post(forms::manage::point::withdraw),
        )
        .page(
            app,
            "/manage/points/{code}/removal",
            With(Surveys),
            get(manage::points::removal).post(forms::manage::point::remove),
        )
        .page(
            app,
            "/manage/points/{code}/invitations",
            With(Surveys),
            get(manage::invitations::new).post(forms::manage::inviting::submit),
        )
        .page(app, "/manage/invitations", With(Surveys), get(manage::invitations::show))
        .page(app, "/manage/invitations/{id}", With(Surveys), get(manage::invitations::show_one))
        .page(
            app,
            "/manage/invitations/{id}/links",
            With(Surveys),
            get(manage::invitations::links).post(forms::manage::batch::links),
        )
        .page(
            app,
            "/manage/invitations/{id}/withdrawal",
            With(Surveys),
            get(manage::invitations::withdrawal).post(forms::manage::batch::withdraw),
        )
        .page(app, "/manage/audit", With(Audit), get(manage::audit::show))
}

/// Units, their mergers, and where they lie.
fn units(routes: Routes, app: &App) -> Routes {
    routes
        .page(app, "/manage/units", With(Catalogue), get(manage::units::show).post(forms::manage::units::submit))
        .page(app, "/manage/units/merging", With(Catalogue), get(manage::merging::show).post(forms::manage::merging::submit))
        .page(
            app,
            "/manage/units/{code}/merging/removal",
            With(Catalogue),
            get(manage::units::merger_removal).post(forms::manage::merging::take_back),
        )
        .page(app, "/manage/units/{code}", With(Catalogue), get(manage::units::show_one).post(forms::manage::unit::change))
        .page(app, "/manage/units/{code}/removal", With(Catalogue), get(manage::units::removal).post(forms::manage::unit::remove))
        .page(app, "/manage/outlines", With(Catalogue), get(manage::outlines::show).post(forms::manage::outlines::submit))
        .page(
            app,
            "/manage/outlines/removal",
            With(Catalogue),
            get(manage::outlines::removal).post(forms::manage::outlines::remove),
        )
}

/// The addresses by which one signs in, and those of one's own account.
fn own(routes: Routes, app: &App) -> Routes {
    routes
        .page(app, "/sign-in", Anybody, get(sign_in::show).post(forms::sign_in::submit))
        .page(app, "/sign-in/code", Anybody, get(sign_in::code).post(forms::sign_in_code::submit))
        .page(app, PASSKEY, Anybody, post(forms::sign_in_passkey::submit))
        .page(app, PASSKEY_CHALLENGE, Anybody, post(forms::sign_in_passkey::challenge))
        .page(app, CODE_PASSKEY, Anybody, post(forms::sign_in_passkey::submit_after_password))
        .page(app, CODE_PASSKEY_CHALLENGE, Anybody, post(forms::sign_in_passkey::challenge_after_password))
        .page(app, sign_in_provider::PROVIDER, Anybody, get(sign_in_provider::leave))
        .page(app, RETURN, Anybody, get(sign_in_provider::come_back))
        .page(app, "/invitation/{token}", Anybody, get(sign_in::invitation).post(forms::invitation::submit))
        .page(app, "/sign-out", SignedIn, post(forms::sign_out::submit))
        .page(app, "/account", SignedIn, get(account::show))
        .page(app, "/account/password", SignedIn, post(forms::account::password::submit))
        .page(app, "/account/sessions", SignedIn, post(forms::account::sessions::submit))
        .page(app, PASSKEYS, SignedIn, get(passkeys::add).post(forms::account::passkeys::begin))
        .page(app, NEW, SignedIn, post(forms::account::passkeys::finish))
        .page(app, "/account/passkeys/{id}/removal", SignedIn, get(passkeys::removal).post(forms::account::passkeys::remove))
        .page(app, "/account/second-factor", SignedIn, get(account::second_factor).post(forms::account::second_factor::submit))
        .page(app, "/account/second-factor/removal", SignedIn, get(account::removal).post(forms::account::second_factor::remove))
}

/// The addresses of those who enter for others, and of how that is watched.
fn entry(routes: Routes, app: &App) -> Routes {
    routes
        .page(app, "/manage/entry", With(Collection), get(manage::entry::show))
        .page(app, "/manage/entry/{code}", With(Collection), get(manage::entry::show_form).post(forms::manage::entry::submit))
        .page(app, "/manage/entry/{code}/forms", With(Collection), get(manage::paper_forms::show))
        .page(
            app,
            "/manage/paper-forms/{id}",
            With(Collection),
            get(manage::paper_forms::show_one).post(forms::manage::paper_form::decide),
        )
        .page(
            app,
            "/manage/paper-forms/{id}/removal",
            With(Collection),
            get(manage::paper_forms::removal).post(forms::manage::paper_form::remove),
        )
        .page(
            app,
            "/manage/campaigns/{id}/entry",
            With(Surveys),
            get(manage::campaign_entry::show).post(forms::manage::campaign_entry::submit),
        )
}

/// The addresses of those who read figures and say what follows from them.
fn analysts(routes: Routes, app: &App) -> Routes {
    routes
        .page(app, "/analysis", With(Analysis), get(analysis::overview::show))
        .page(app, "/analysis/units", With(Analysis), get(analysis::units::show))
        .page(app, "/analysis/drivers", With(Analysis), get(analysis::drivers::show))
        .page(app, "/analysis/trust", With(Analysis), get(analysis::trust::show))
        .page(app, "/analysis/items", With(Analysis), get(analysis::items::show))
        .page(app, "/analysis/report", With(Analysis), get(analysis::report::show))
        .page(app, "/analysis/report.html", With(Analysis), get(analysis::report::paper))
        .page(app, "/analysis/report.xlsx", With(Analysis), get(analysis::report::workbook))
}

/// The addresses of microdata.
fn exports(routes: Routes, app: &App) -> Routes {
    routes
        .page(app, "/analysis/exports", With(Analysis), get(analysis::exports::show).post(forms::analysis::exports::submit))
        .page(app, "/analysis/exports/{id}", With(Analysis), get(analysis::exports::show_one))
        .page(
            app,
            "/analysis/exports/{id}/cancellation",
            With(Analysis),
            get(analysis::exports::cancellation).post(forms::analysis::exports::cancel),
        )
        .page(
            app,
            "/analysis/exports/{id}/removal",
            With(Analysis),
            get(analysis::exports::removal).post(forms::analysis::exports::remove),
        )
        .page(app, "/analysis/exports/{id}/{token}", With(Analysis), get(analysis::exports::fetch))
}

/// The addresses of comments, and of how they are shown.
fn comments(routes: Routes, app: &App) -> Routes {
    routes
        .page(app, "/analysis/comments", With(Analysis), get(analysis::comments::show))
        .page(app, "/manage/themes", With(Catalogue), get(manage::themes::show).post(forms::manage::themes::submit))
        .page(
            app,
            "/manage/themes/minimum",
            With(Catalogue),
            get(manage::themes::minimum).post(forms::manage::themes::set_minimum),
        )
        .page(app, "/manage/themes/{code}", With(Catalogue), get(manage::themes::show_one).post(forms::manage::themes::change))
        .page(
            app,
            "/manage/themes/{code}/removal",
            With(Catalogue),
            get(manage::themes::removal).post(forms::manage::themes::remove),
        )
}

/// The addresses of those who look after devices.
fn devices(routes: Routes, app: &App) -> Routes {
    routes
        .page(app, "/manage/devices", With(Surveys), get(manage::devices::show).post(forms::manage::devices::submit))
        .page(app, "/manage/devices/{id}", With(Surveys), get(manage::devices::show_one).post(forms::manage::device::change))
        .page(app, "/manage/devices/{id}/link", With(Surveys), post(forms::manage::device::link))
        .page(
            app,
            "/manage/devices/{id}/revocation",
            With(Surveys),
            get(manage::devices::revocation).post(forms::manage::device::revoke),
        )
        .page(
            app,
            "/manage/devices/{id}/removal",
            With(Surveys),
            get(manage::devices::removal).post(forms::manage::device::remove),
        )
}

/// The addresses of those who say which other systems use the API.
fn tokens(routes: Routes, app: &App) -> Routes {
    routes
        .page(app, "/manage/tokens", With(Accounts), get(manage::tokens::show).post(forms::manage::tokens::submit))
        .page(app, "/manage/tokens/{id}", With(Accounts), get(manage::tokens::show_one))
        .page(
            app,
            "/manage/tokens/{id}/revocation",
            With(Accounts),
            get(manage::tokens::revocation).post(forms::manage::tokens::revoke),
        )
}

/// The addresses of those who say how long what was answered is kept.
fn retention(routes: Routes, app: &App) -> Routes {
    routes
        .page(app, "/manage/retention", With(Retention), get(manage::retention::show).post(forms::manage::retention::submit))
        .page(
            app,
            "/manage/retention/{id}",
            With(Retention),
            get(manage::retention::show_one).post(forms::manage::retention::hold),
        )
        .page(
            app,
            "/manage/retention/{id}/lifting",
            With(Retention),
            get(manage::retention::lifting).post(forms::manage::retention::lift),
        )
}

/// The addresses of what analysts set going and follow.
fn actions(routes: Routes, app: &App) -> Routes {
    routes
        .page(app, "/analysis/actions", With(Analysis), get(analysis::actions::show).post(forms::analysis::actions::submit))
        .page(
            app,
            "/analysis/actions/{id}",
            With(Analysis),
            get(analysis::actions::show_one).post(forms::analysis::action::change),
        )
        .page(
            app,
            "/analysis/actions/{id}/note",
            With(Analysis),
            get(analysis::actions::note).post(forms::analysis::action::note),
        )
        .page(
            app,
            "/analysis/actions/{id}/removal",
            With(Analysis),
            get(analysis::actions::removal).post(forms::analysis::action::remove),
        )
        .page(app, "/analysis/indices", With(Analysis), get(analysis::indices::show).post(forms::analysis::indices::submit))
        .page(
            app,
            "/analysis/indices/import",
            With(Analysis),
            get(analysis::indices::import).post(forms::analysis::index_import::submit),
        )
        .page(
            app,
            "/analysis/indices/{id}",
            With(Analysis),
            get(analysis::indices::show_one).post(forms::analysis::indices::change),
        )
        .page(
            app,
            "/analysis/indices/{id}/removal",
            With(Analysis),
            get(analysis::indices::removal).post(forms::analysis::indices::remove),
        )
        .page(app, "/analysis/review", With(Analysis), get(analysis::review::show).post(forms::analysis::review::keep))
        .page(app, "/analysis/review/{id}", With(Analysis), get(analysis::review::show_one))
}

/// The addresses by which units, sectors, targets and classifications go out and come in as files.
fn files(routes: Routes, app: &App) -> Routes {
    routes
        .page(app, "/manage/units.csv", With(Catalogue), get(manage::exports::units))
        .page(app, "/manage/sectors.csv", With(Catalogue), get(manage::exports::sectors))
        .page(app, "/manage/targets.csv", With(Catalogue), get(manage::exports::targets))
        .page(app, "/manage/classifications.csv", With(Catalogue), get(manage::exports::classifications))
        .page(app, "/manage/imports/{what}", With(Catalogue), get(manage::imports::show).post(forms::manage::imports::submit))
        .page(app, "/manage/imports/{what}/template.csv", With(Catalogue), get(manage::exports::template))
        .page(app, "/manage/imports/{what}/{id}", With(Catalogue), get(manage::imports::show_one))
}

/// The addresses of those who run surveys.
fn surveys(routes: Routes, app: &App) -> Routes {
    routes
        .page(app, "/manage/campaigns", With(Surveys), get(manage::campaigns::show).post(forms::manage::campaigns::submit))
        .page(app, "/manage/campaigns/archive", With(Surveys), get(manage::campaigns::archive))
        .page(app, "/manage/campaigns/{id}", With(Surveys), get(manage::campaign::show).post(forms::manage::campaign::change))
        .page(
            app,
            "/manage/campaigns/{id}/units",
            With(Surveys),
            get(manage::campaign_units::show).post(forms::manage::campaign_measured::add_units),
        )
        .page(app, "/manage/campaigns/{id}/units/removal", With(Surveys), post(forms::manage::campaign_measured::remove_units))
        .page(app, "/manage/campaigns/{id}/sectors", With(Surveys), post(forms::manage::campaign_measured::set_sectors))
        .page(app, "/manage/campaigns/{id}/opening", With(Surveys), post(forms::manage::campaign::open))
        .page(
            app,
            "/manage/campaigns/{id}/closing",
            With(Surveys),
            get(manage::campaign::closing).post(forms::manage::campaign::close),
        )
        .page(
            app,
            "/manage/campaigns/{id}/archiving",
            With(Surveys),
            get(manage::campaign::archiving).post(forms::manage::campaign::archive),
        )
        .page(
            app,
            "/manage/campaigns/{id}/removal",
            With(Surveys),
            get(manage::campaign::removal).post(forms::manage::campaign::remove),
        )
        .page(app, "/manage/campaigns/{id}/sample", With(Surveys), get(manage::sample::show).post(forms::manage::sample::submit))
        .page(app, "/manage/campaigns/{id}/sample.csv", With(Surveys), get(manage::sample::download))
        .page(
            app,
            "/manage/campaigns/{id}/sample/verification",
            With(Surveys),
            get(manage::sample::verification).post(forms::manage::sample::verification),
        )
        .page(
            app,
            "/manage/campaigns/{id}/sample/removal",
            With(Surveys),
            get(manage::sample::removal).post(forms::manage::sample::remove),
        )
        .page(
            app,
            "/manage/questionnaires",
            With(Surveys),
            get(manage::questionnaires::show).post(forms::manage::questionnaires::submit),
        )
        .page(app, "/manage/questionnaires/{code}/{number}", With(Surveys), get(manage::questionnaire::show))
        .page(app, "/manage/questionnaires/{code}/{number}/view", With(Surveys), get(manage::questionnaire::view))
        .page(app, "/manage/questionnaires/{code}/{number}/difference", With(Surveys), get(manage::questionnaire::difference))
        .page(app, "/manage/questionnaires/{code}/{number}/file", With(Surveys), get(manage::questionnaire::download))
        .page(
            app,
            "/manage/questionnaires/{code}/{number}/publication",
            With(Surveys),
            post(forms::manage::questionnaire::publish),
        )
        .page(
            app,
            "/manage/questionnaires/{code}/{number}/retirement",
            With(Surveys),
            get(manage::questionnaire::retirement).post(forms::manage::questionnaire::retire),
        )
        .page(
            app,
            "/manage/questionnaires/{code}/{number}/removal",
            With(Surveys),
            get(manage::questionnaire::removal).post(forms::manage::questionnaire::remove),
        )
}

impl Routes {
    fn page(mut self, app: &App, address: &'static str, admission: Admission, methods: MethodRouter<App>) -> Self {
        let admit = middleware::from_fn_with_state((app.clone(), admission), signed::admit);
        let keep = middleware::from_fn_with_state((app.clone(), admission), kept::keep);
        self.router = self.router.route(address, methods.route_layer(keep).route_layer(admit));
        self.addresses.push((address, admission));
        self
    }
}
