//! Which check reads which kind of fixture.

mod calibration;
mod drivers;
mod models;
mod scales;
mod simple;
mod sipas;
mod surveys;

use crate::expected::{Checks, Recorder};
use crate::fixture::Fixture;

pub fn check(fixture: &Fixture) -> Checks {
    let checks = Recorder::new();
    match fixture.kind() {
        "published" => simple::published(&checks, fixture),
        "single_proportion_interval" => simple::single_proportion(&checks, fixture),
        "one_sided_target_test" => simple::target_test(&checks, fixture),
        "difference_of_two_independent_proportions" => simple::two_proportions(&checks, fixture),
        "trend_in_proportions" => simple::trend(&checks, fixture),
        "adjusted_p_values" => simple::adjusted_p_values(&checks, fixture),
        "sample_size_planning" => simple::sample_size(&checks, fixture),
        "edge_designs" => surveys::edge_designs(&checks, fixture),
        "sipas_like_survey" | "design_estimates" => sipas::sipas_like(&checks, fixture),
        "change_between_periods" => surveys::two_waves(&checks, fixture),
        "calibration" => calibration::calibration(&checks, fixture),
        "empirical_bayes" => models::beta_binomial(&checks, fixture),
        "fay_herriot" => models::fay_herriot(&checks, fixture),
        "joint_rank_confidence" => models::ranking(&checks, fixture),
        "driver_analysis" => drivers::drivers(&checks, fixture),
        "cronbach_alpha" => scales::reliability(&checks, fixture),
        "data_quality_screens" => scales::quality(&checks, fixture),
        other => checks.check(false, || format!("{}: no check knows the kind {other}", fixture.name())),
    }
    checks.into_checks()
}
